import type { OfframpTransfer, TransferState } from '../../src/signals/status';
import { dueNotifications, type NotificationView } from '../../src/workflows/due-notifications';

const transfer = (state: TransferState, changes: Partial<OfframpTransfer> = {}): OfframpTransfer => ({
  ...{ attempt: 1, state, amount: '229.80', currency: 'EUR', submitAt: '2026-11-27T08:00:00Z' },
  ...{ expected: { earliest: '2026-11-30', latest: '2026-11-30' } },
  ...changes,
});

const depositAddress = { address: '0xabc', network: 'ETH', currency: 'USDT', minimum: '20' };
const nothing: NotificationView = {
  order: {
    reference: 'order-1',
    source: { currency: 'USDT', network: 'ETH' },
    bankAccount: { currency: 'EUR' },
  },
  ...{ stage: 'awaiting-deposit', ids: {}, amounts: {}, transfers: [], ended: false },
  ...{ depositAddress: undefined, attention: undefined, ending: undefined, overdueSince: undefined },
};

/** The types of what is due, and what may be said to the customer. */
function due(changes: Partial<NotificationView>, told = new Map<number, string>()) {
  return dueNotifications({ ...nothing, ...changes }, told).map(({ type, customerText }) => [
    type.replace('offramp.', ''),
    customerText,
  ]);
}

describe('a backend', () => {
  it.each<[string, Partial<NotificationView>, [string, string | undefined]]>([
    ['the address to show', { depositAddress }, ['deposit-address-ready', 'Send at least 20 USDT on ETH to 0xabc.']],
    [
      'a deposit',
      { ids: { depositId: 'd-1' } },
      ['deposit-received', 'Your deposit has arrived and is being confirmed.'],
    ],
    [
      'money on its way',
      { transfers: [transfer('queued')] },
      ['payout-sent', '229.80 EUR are on their way to your bank account and should arrive Monday 30 November.'],
    ],
    [
      'money sent again',
      { transfers: [transfer('sent', { attempt: 2, expected: { earliest: '2026-12-31', latest: '2027-01-04' } })] },
      [
        'payout-sent',
        '229.80 EUR are on their way to your bank account again and should arrive Thursday 31 December to Monday 4 January 2027.',
      ],
    ],
    [
      'a transfer that came back',
      { transfers: [transfer('returned')] },
      ['transfer-failed', 'The bank transfer of 229.80 EUR has not reached your bank account. We are looking into it.'],
    ],
    [
      'an order that needs a person',
      { attention: { reason: 'provider-unavailable', since: '2026-11-27T08:00:00Z' } },
      ['needs-attention', undefined],
    ],
    ['silence', { overdueSince: '2026-11-27T08:00:00.000Z' }, ['overdue', undefined]],
    [
      'the end of an order',
      { ended: true, ending: { outcome: 'expired', reason: 'no-deposit' } },
      ['ended', 'This order has run out of time. Please do not send anything for it any more.'],
    ],
    [
      'the end of an order with a customer who was refused',
      { ended: true, ending: { outcome: 'rejected', reason: 'customer-rejected' } },
      ['ended', 'Your identity could not be confirmed, so this order cannot be carried out.'],
    ],
    [
      'an order given up, without a word to the customer',
      { ended: true, ending: { outcome: 'abandoned', reason: 'closed-by-operator' } },
      ['ended', undefined],
    ],
  ])('hears of %s', (_what, changes, expected) => {
    expect(due(changes)).toEqual([expected]);
  });

  it('hears that a deposit is confirmed, and how much it was', () => {
    const amounts = { deposited: { amount: '250.00', currency: 'USDT' } };
    expect(due({ ids: { depositId: 'd-1' }, amounts })).toEqual([
      ['deposit-received', 'Your deposit has arrived and is being confirmed.'],
      ['deposit-confirmed', 'Your deposit of 250.00 USDT is confirmed.'],
    ]);
  });

  it('hears that money has arrived, and no more than is known of it', () => {
    const settled = (state: TransferState, evidence: 'bank-report' | 'window-elapsed') => {
      const ending = { outcome: 'settled', reason: 'money-arrived', evidence } as const;
      return due({ transfers: [transfer(state)], ending }).at(-1);
    };
    expect(settled('credited', 'bank-report')).toEqual(['settled', '229.80 EUR have arrived in your bank account.']);
    expect(settled('presumed-credited', 'window-elapsed')).toEqual([
      'settled',
      '229.80 EUR should have arrived in your bank account by now. If not, please tell us.',
    ]);
  });

  it('hears of other dates once it has been told of some', () => {
    const told = new Map([[1, '2026-11-30..2026-11-30']]);
    const types = (changes: Partial<OfframpTransfer>) =>
      due({ transfers: [transfer('queued', changes)] }, told).map(([type]) => type);
    expect(types({})).toEqual(['payout-sent']);
    expect(types({ expected: { earliest: '2026-12-02', latest: '2026-12-02' } })).toEqual([
      'payout-sent',
      'arrival-changed',
    ]);
  });

  it('is not shown the address of an order that has ended', () => {
    const ending = { outcome: 'cancelled', reason: 'cancelled-by-operator' } as const;
    expect(due({ depositAddress, ending, ended: true }).map(([type]) => type)).toEqual(['ended']);
  });

  it('is told of the same event under the same key, and of another under another', () => {
    const keys = (changes: Partial<NotificationView>) =>
      dueNotifications({ ...nothing, ...changes }, new Map())[0]?.key;
    const failed = (attempt: number) => keys({ transfers: [transfer('failed', { attempt })] });
    expect(failed(1)).toBe(failed(1));
    expect(new Set([failed(1), failed(2), keys({ transfers: [transfer('returned')] })]).size).toBe(3);
    const attention = { reason: 'funds-not-returned', since: '2026-11-27T08:00:00Z' } as const;
    const needed = (attempt: number) =>
      dueNotifications({ ...nothing, attention, transfers: [transfer('sending', { attempt })] }, new Map())[0]?.key;
    expect(new Set([needed(1), needed(1), needed(2)]).size).toBe(2);
  });
});
