import { findPaidTwice } from '../../simulator/double-payments';
import type { TransferState } from '../../simulator/bookkeeping';
import type { Trade, Transfer } from '../../simulator';
import { resend, settledTrade } from './support/resends';
import { simulator, stopAll } from './support/simulation';

const at = '2026-07-01T10:00:00.000Z';
const trade: Trade = {
  ...{ id: 't-1', sequence: 1, createdAt: at, depositId: 'd-1', flowId: 'f-1', status: 'SETTLED' },
  ...{ fromAmount: '100.00', fromCurrency: 'USDT', toAmount: '100.00', toCurrency: 'USD' },
};

/** One thing that happens: which attempt, and what becomes of it. */
type Happening = readonly [attempt: number, status: Transfer['status'], funds?: 'back'];

interface Sent {
  tradeId?: string;
  amount?: string;
  currency?: Transfer['currency'];
}

/** What is found after these happenings; the first one of an attempt makes its transfer. */
function found(happenings: readonly Happening[], sent: Record<number, Sent> = {}) {
  const transfers = new Map<number, Transfer>();
  const states = happenings.map(([attempt, status, funds], index): TransferState => {
    const fundsReturned = funds === 'back';
    transfers.set(attempt, {
      ...{ id: `x-${attempt}`, sequence: attempt, createdAt: at, tradeId: 't-1', bankAccountId: 'b-1', attempt },
      ...{ amount: '100.00', currency: 'USD', status, fundsReturned },
      ...sent[attempt],
    });
    return { id: `s-${index}`, sequence: index, at, transferId: `x-${attempt}`, status, fundsReturned };
  });
  const trades = [trade, { ...trade, id: 't-2' }];
  const { doublePayments, overpaid, sentBeforeReturn } = findPaidTwice({
    states,
    transfers: [...transfers.values()],
    trades,
  });
  return {
    double: doublePayments.map(({ kind, attempts }) => `${attempts.join(' and ')} ${kind}`),
    overpaid: overpaid.map(({ currency, owed, paid }) => `${paid} of ${owed} ${currency}`),
    early: sentBeforeReturn.map(({ attempts }) => attempts.join(' before ')),
  };
}

const nothing = { double: [], overpaid: [], early: [] };

describe('double payments', () => {
  it.each<[string, Happening[]]>([
    ['nothing was sent', []],
    [
      'one transfer arrived',
      [
        [1, 'QUEUED'],
        [1, 'CREDITED'],
        [1, 'CREDITED'],
      ],
    ],
    [
      'one failed, its money came back, and the next arrived',
      [
        [1, 'QUEUED'],
        [1, 'FAILED'],
        [1, 'FAILED', 'back'],
        [2, 'QUEUED'],
        [2, 'CREDITED'],
      ],
    ],
    [
      'one arrived, came back with its money, and the next arrived',
      [
        [1, 'QUEUED'],
        [1, 'CREDITED'],
        [1, 'RETURNED', 'back'],
        [2, 'QUEUED'],
        [2, 'CREDITED'],
      ],
    ],
    [
      'a failed one was credited after all, and nothing else was sent',
      [
        [1, 'QUEUED'],
        [1, 'FAILED', 'back'],
        [1, 'CREDITED'],
      ],
    ],
    [
      'three in a row failed with their money back',
      [
        [1, 'QUEUED'],
        [1, 'FAILED', 'back'],
        [2, 'QUEUED'],
        [2, 'RETURNED', 'back'],
        [3, 'QUEUED'],
        [3, 'FAILED', 'back'],
      ],
    ],
  ])('are none where %s', (_why, happenings) => {
    expect(found(happenings)).toEqual(nothing);
  });

  it.each<[string, Happening[], Partial<ReturnType<typeof found>>]>([
    [
      'one sent while the one before is under way',
      [
        [1, 'QUEUED'],
        [2, 'QUEUED'],
      ],
      { double: ['1 and 2 sent-while-alive'], overpaid: ['200.00 of 100.00 USD'] },
    ],
    [
      'the same, although the one before fails later and its money is back',
      [
        [1, 'QUEUED'],
        [2, 'QUEUED'],
        [1, 'FAILED', 'back'],
        [2, 'CREDITED'],
      ],
      { double: ['1 and 2 sent-while-alive'], overpaid: ['200.00 of 100.00 USD'] },
    ],
    [
      'one sent after the one before has arrived, although that comes back later',
      [
        [1, 'QUEUED'],
        [1, 'CREDITED'],
        [2, 'QUEUED'],
        [1, 'RETURNED', 'back'],
      ],
      { double: ['1 and 2 sent-after-credit'], overpaid: ['200.00 of 100.00 USD'] },
    ],
    [
      'a failed one that is credited after the next has arrived',
      [
        [1, 'QUEUED'],
        [1, 'FAILED', 'back'],
        [2, 'QUEUED'],
        [2, 'CREDITED'],
        [1, 'CREDITED'],
      ],
      { double: ['1 and 2 both-credited'], overpaid: ['200.00 of 100.00 USD'] },
    ],
    [
      'one sent while any of those before is alive, not only the last',
      [
        [1, 'QUEUED'],
        [1, 'FAILED', 'back'],
        [2, 'QUEUED'],
        [2, 'FAILED', 'back'],
        [1, 'CREDITED'],
        [3, 'QUEUED'],
      ],
      { double: ['1 and 3 sent-after-credit'], overpaid: ['200.00 of 100.00 USD'] },
    ],
    [
      'three at once, each pair for itself',
      [
        [1, 'QUEUED'],
        [2, 'QUEUED'],
        [3, 'QUEUED'],
      ],
      {
        double: ['1 and 2 sent-while-alive', '1 and 3 sent-while-alive', '2 and 3 sent-while-alive'],
        overpaid: ['300.00 of 100.00 USD'],
      },
    ],
    [
      'none, but one sent before the money of the one before was back',
      [
        [1, 'QUEUED'],
        [1, 'FAILED'],
        [2, 'QUEUED'],
        [1, 'FAILED', 'back'],
      ],
      { early: ['1 before 2'] },
    ],
    [
      'none, but more paid than there was, for a failed one that is credited while the next is under way',
      [
        [1, 'QUEUED'],
        [1, 'FAILED', 'back'],
        [2, 'QUEUED'],
        [1, 'CREDITED'],
        [2, 'FAILED', 'back'],
      ],
      { overpaid: ['200.00 of 100.00 USD'] },
    ],
  ])('are found: %s', (_why, happenings, expected) => {
    expect(found(happenings)).toEqual({ ...nothing, ...expected });
  });

  const inARow: Happening[] = [
    [1, 'QUEUED'],
    [1, 'FAILED', 'back'],
    [2, 'QUEUED'],
    [2, 'CREDITED'],
  ];

  it('overpay by a cent', () => {
    expect(found(inARow, { 2: { amount: '100.01' } }).overpaid).toEqual(['100.01 of 100.00 USD']);
    expect(found(inARow, { 2: { amount: '99.99' } }).overpaid).toEqual([]);
  });

  it('overpay in a currency that the trade was not in', () => {
    expect(found(inARow, { 2: { currency: 'EUR' } }).overpaid).toEqual(['100.00 of 0.00 EUR']);
  });

  it('are not seen in transfers of two trades', () => {
    const both: Happening[] = [
      [1, 'QUEUED'],
      [2, 'QUEUED'],
      [1, 'CREDITED'],
      [2, 'CREDITED'],
    ];
    expect(found(both, { 2: { tradeId: 't-2' } })).toEqual(nothing);
  });
});

describe('the audit', () => {
  afterEach(stopAll);

  it('names the transfers of a double payment, and keeps it although all ends well', async () => {
    const provider = await simulator({ autoplay: false });
    const settled = await settledTrade(provider, 'guide');
    await resend(provider, 'guide', settled, 2);
    await provider.play.failTransfer(settled.tradeId, { attempt: 1, fundsReturned: true });
    await provider.play.creditTransfer(settled.tradeId);
    const audit = provider.audit();
    const { tradeId, amount } = settled;
    const transferIds = audit.transfers.map(({ id }) => id);
    expect(audit).toMatchObject({
      doublePayments: [{ tradeId, kind: 'sent-while-alive', transferIds, attempts: [1, 2] }],
      overpaid: [{ tradeId, owed: amount, paid: '499.00', currency: 'USD' }],
      sentBeforeReturn: [],
    });
    expect(await (await fetch(`${provider.url}/simulator/audit`)).json()).toEqual(audit);
  });

  it('finds nothing in a re-send that waited for the money', async () => {
    const provider = await simulator({ autoplay: false });
    const settled = await settledTrade(provider, 'guide');
    await provider.play.failTransfer(settled.tradeId, { fundsReturned: true });
    await resend(provider, 'guide', settled, 2);
    await provider.play.settlePayment(provider.records.payments.all()[0]?.reference ?? '');
    expect(provider.audit()).toMatchObject({ doublePayments: [], overpaid: [], sentBeforeReturn: [] });
  });

  it('names a re-send that did not wait', async () => {
    const provider = await simulator({ autoplay: false });
    const settled = await settledTrade(provider, 'guide');
    await provider.play.failTransfer(settled.tradeId);
    await resend(provider, 'guide', settled, 2);
    const transferIds = provider.audit().transfers.map(({ id }) => id);
    expect(provider.audit().sentBeforeReturn).toEqual([{ tradeId: settled.tradeId, transferIds, attempts: [1, 2] }]);
  });
});
