import type { ListedOrder, OfframpStatus } from '../../src/client';
import { attentionSentence, helpfulCommandLine } from '../../src/cli/attention';
import { columns } from '../../src/cli/layout';
import { listText } from '../../src/cli/list-orders';
import { unmatchedText } from '../../src/cli/list-unmatched';
import { unmatchedOf, unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { orderChanges } from '../../src/cli/order-changes';
import { orderText } from '../../src/cli/order-text';
import { problemList } from '../../src/cli/problem-list';

const address = '0x52908400098527886E0F7030069857D2E4169EE7';
const begun: OfframpStatus = {
  reference: 'order-1',
  workflowId: 'offramp-order-1',
  stage: 'awaiting-deposit',
  depositAddress: { address, network: 'ETH', currency: 'USDT' },
  ids: { customerId: 'c-1' },
  amounts: {},
  transfers: [],
  transitions: [
    { stage: 'registering-customer', at: '2026-11-24T09:00:00.000Z', evidence: 'started' },
    { stage: 'awaiting-deposit', at: '2026-11-24T09:00:05.000Z', evidence: 'webhook' },
  ],
  audit: [],
};
const needy: OfframpStatus = {
  ...begun,
  needsAttention: { reason: 'trade-canceled', since: '2026-11-24T10:00:00.000Z' },
};
const settled: OfframpStatus = {
  ...begun,
  stage: 'watching-for-return',
  outcome: 'settled',
  reason: 'money-arrived',
  evidence: 'bank-report',
  transfers: [
    {
      attempt: 1,
      state: 'credited',
      amount: '229.80',
      currency: 'EUR',
      submitAt: '2026-11-24T09:10:00.000Z',
      expected: { earliest: '2026-11-25', latest: '2026-11-25' },
    },
  ],
};

describe('the status of an order, for people', () => {
  it('aligns what is known and tells how it came here', () => {
    expect(orderText(begun)).toBe(
      [
        'order-1',
        '',
        'Stage            awaiting deposit, since 2026-11-24 09:00:05 UTC',
        `Deposit address  ${address} (only USDT on ETH)`,
        'customerId       c-1',
        '',
        'When                     Stage                 Because of',
        '2026-11-24 09:00:00 UTC  registering customer  started',
        '2026-11-24 09:00:05 UTC  awaiting deposit      webhook',
      ].join('\n'),
    );
  });

  it('says first what needs a person, why, and which command helps', () => {
    expect(orderText(needy).split('\n').slice(2, 4)).toEqual([
      'Needs attention since 2026-11-24 10:00:00 UTC: The provider canceled the trade.',
      '  npm run -s offramp -- record-refund order-1 --amount <amount> --currency <code> --transaction-id <id> --operator <you> --reason <why>',
    ]);
  });

  it('says on what evidence an order is settled, and what became of the transfer', () => {
    const text = orderText(settled);
    expect(text).toContain('Outcome          settled (money arrived), on the evidence of: bank report');
    expect(text).toContain(
      'Transfer 1       credited: 229.80 EUR, submitted 2026-11-24 09:10:00 UTC, expected 2026-11-25',
    );
  });

  it('says that an order which no worker has taken up is safe', () => {
    const { depositAddress: _, ...rest } = begun;
    expect(orderText({ ...rest, ids: {}, transitions: [] })).toContain('No worker has taken it up yet. It is safe');
  });
});

describe('the changes of an order', () => {
  const seenAt = new Date('2026-11-24T11:00:00Z');

  it('are one line each, and none where nothing happened', () => {
    expect(orderChanges(undefined, begun, seenAt)).toEqual([
      '2026-11-24 09:00:00 UTC  registering customer (started)',
      '2026-11-24 09:00:05 UTC  awaiting deposit (webhook)',
      `2026-11-24 11:00:00 UTC  deposit address ${address} (only USDT on ETH)`,
    ]);
    expect(orderChanges(begun, begun, seenAt)).toEqual([]);
  });

  it('name attention when it comes and when it goes', () => {
    expect(orderChanges(begun, needy, seenAt)[0]).toBe(
      '2026-11-24 10:00:00 UTC  needs attention: The provider canceled the trade.',
    );
    expect(orderChanges(needy, begun, seenAt)).toEqual(['2026-11-24 11:00:00 UTC  needs no attention any more']);
  });

  it('name the transfer and the outcome', () => {
    expect(orderChanges(begun, settled, seenAt)).toEqual([
      expect.stringMatching(/transfer 1 credited: 229\.80 EUR/),
      '2026-11-24 11:00:00 UTC  settled (money arrived), on the evidence of: bank report',
    ]);
  });
});

describe('the list of orders, for people', () => {
  const listed = (reference: string, more: Partial<ListedOrder> = {}): ListedOrder => ({
    reference,
    workflowId: `offramp-${reference}`,
    running: true,
    startedAt: '2026-11-24T09:00:00.000Z',
    stage: 'awaiting-deposit',
    currency: 'EUR',
    needsAttention: false,
    ...more,
  });

  it('shows those that need attention first', () => {
    const needing = listed('order-2', {
      needsAttention: true,
      attentionReason: 'trade-silent',
      stage: 'awaiting-trade',
    });
    expect(listText([listed('order-1', { running: false }), needing])).toBe(
      [
        'Needs attention (1)',
        '  order-2  awaiting trade  EUR',
        '    The deposit is confirmed, but no trade has been made in time.',
        '    npm run -s offramp -- retry-now order-2 --operator <you> --reason <why>',
        '',
        'Reference  Stage             Currency  Started                  Acts next',
        'order-1    awaiting deposit  EUR       2026-11-24 09:00:00 UTC  ended',
      ].join('\n'),
    );
  });

  it('says so when it may have been cut short, and when there is nothing', () => {
    expect(listText([listed('order-1')], 1)).toContain('These are the newest 1. There may be more: raise --limit.');
    expect(listText([])).toBe('No orders.');
  });
});

describe('the list of events without an order, for people', () => {
  const listed = { event: 'depositReceived', since: '2026-11-24T09:00:00.000Z', needsAttention: false };

  it('shows those that need attention with what can be done about them', () => {
    const needing = { ...listed, workflowId: 'unmatched-1', object: 'deposit:d-1', needsAttention: true };
    expect(unmatchedText([needing, { ...listed, workflowId: 'unmatched-2' }])).toBe(
      [
        'Needs attention (1)',
        '  depositReceived  deposit:d-1  since 2026-11-24 09:00:00 UTC',
        '    npm run -s offramp -- assign unmatched-1 --reference <reference> --operator <you> --reason <why>',
        '    npm run -s offramp -- dismiss unmatched-1 --operator <you> --reason <why>',
        '',
        'An order is still looked for',
        'Event            Object      Since',
        'depositReceived  names none  2026-11-24 09:00:00 UTC',
      ].join('\n'),
    );
    expect(unmatchedText([])).toBe('No events without an order.');
  });

  it('reads what is listed from the id of its workflow, whatever the object is called', () => {
    const of = (objectKey?: string) =>
      unmatchedOf(unmatchedWebhookId({ ...event, ...(objectKey !== undefined && { objectKey }) }, 'said'));
    const event = { signal: { name: 'depositReceived', payload: {} }, keys: [] };
    expect(of('deposit:d-1-0123456789abcdef')).toEqual({
      event: 'depositReceived',
      object: 'deposit:d-1-0123456789abcdef',
    });
    expect(of()).toEqual({ event: 'depositReceived' });
    expect(unmatchedOf('unmatched-by-hand')).toEqual({ event: 'unknown' });
  });
});

describe('words for people', () => {
  it('explain a reason that this version does not know by its own words', () => {
    expect(attentionSentence('never-heard-of')).toBe('Because of: never heard of.');
    expect(helpfulCommandLine('never-heard-of', 'order-1')).toContain('retry-now order-1');
  });

  it('name a field once, whether or not its message does', () => {
    expect(problemList([{ field: 'bankAccount.iban', message: 'iban is required.' }])).toBe(
      '  - bankAccount.iban is required',
    );
    expect(problemList([{ field: 'source', message: 'must be {currency, network}' }])).toBe(
      '  - source must be {currency, network}',
    );
  });

  it('keep text from outside from commanding the terminal', () => {
    expect(columns([['memo', 'a\u001b[2Jb\nc']])).toBe('memo  a [2Jb c');
  });
});
