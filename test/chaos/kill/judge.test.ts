import { judgeKills, type JudgedOrder, type KillEvidence } from '../../../chaos/kill/judge';
import { spoilings } from '../../../chaos/kill/mutations';
import { castOrder, evidenceOf, judged, paidBooks } from './support/evidence';

const happy = (number: number) => judged(castOrder('happy', number), { is: 'settled' });
const many = Array.from({ length: 40 }, (_, index) => happy(index + 1));
const violations = (evidence: KillEvidence) => judgeKills(evidence).violations;
const withOne = (order: JudgedOrder, changes: Partial<KillEvidence> = {}) =>
  violations(evidenceOf([...many.slice(1), order], changes));

describe('the judgement on a run', () => {
  it('has nothing to say where every order has ended where its tale leads', () => {
    const orders = [
      ...many,
      judged(castOrder('kyc-rejected', 50), { is: 'ended', stage: 'awaiting-customer-approval' }),
      judged(castOrder('balance-short', 51), { is: 'needing attention', reason: 'balance-short' }, { running: true }),
    ];
    const verdict = judgeKills(evidenceOf(orders));
    expect(verdict).toMatchObject({ all: 42, ended: 41, waitingForStrikes: 0, lost: 0, unfinished: 0, violations: [] });
    expect(verdict.waiting).toEqual(new Map([['balance-short', 1]]));
  });

  it.each(spoilings)('sees $name: $does', ({ spoil }) => {
    expect(violations(evidenceOf(many))).toEqual([]);
    expect(violations(spoil(evidenceOf(many)))).not.toEqual([]);
  });

  it.each<[string, JudgedOrder, RegExp]>([
    [
      'an order that has come to another end than its tale',
      judged(castOrder('happy', 1), { is: 'ended', stage: 'awaiting-deposit' }),
      /offramp-kill-1 \(happy\) is ended at awaiting-deposit and not settled/,
    ],
    [
      'one that waits for another reason',
      judged(castOrder('happy', 1), { is: 'needing attention', reason: 'trade-silent' }, { running: true }),
      /is waiting \(trade-silent\) and not settled/,
    ],
    [
      'money that is there twice',
      judged(castOrder('happy', 1), { is: 'settled' }, { books: creditedTwice() }),
      /the account has 90.00 SGD and 90.00 SGD, not 90.00 SGD/,
    ],
    [
      'a settled order without a trade',
      judged(castOrder('happy', 1), { is: 'settled' }, { books: { deposits: [], payments: [], trades: [] } }),
      /the provider has made no trade/,
    ],
    [
      'an expired order whose deposit has come',
      judged(castOrder('no-deposit', 1), { is: 'ended', stage: 'awaiting-deposit' }, { books: paidBooks() }),
      /has ended at awaiting-deposit, but the provider has its deposit d-1/,
    ],
    [
      'a second deposit that became no order',
      judged(
        castOrder('second-deposit', 1),
        { is: 'settled' },
        { books: { ...paidBooks(), deposits: ['d-1', 'd-1b'] } },
      ),
      /has 0 orders of later deposits, where the provider has 2 deposits/,
    ],
    [
      'code that no longer fits its history',
      judged(castOrder('happy', 1), { is: 'settled' }, { bugs: ['Nondeterminism.'] }),
      /The code of offramp-kill-1 failed: Nondeterminism/,
    ],
  ])('names %s', (_what, order, sentence) => {
    expect(withOne(order)).toEqual([expect.stringMatching(sentence)]);
  });

  it('takes a later deposit of the customer for an order that was started, and no other', () => {
    const books = { ...paidBooks(), deposits: ['d-1', 'd-1b'] };
    const order = judged(castOrder('second-deposit', 1), { is: 'settled' }, { books });
    const later = (id: string) => {
      const workflowId = `${order.workflowId}:deposit:${id}`;
      const listed = [...many.slice(1).map((one) => one.workflowId), order.workflowId, workflowId];
      return { listed, later: [{ workflowId, standing: { is: 'settled' } as const, running: false }] };
    };
    expect(withOne(order, later('d-1b'))).toEqual([]);
    expect(withOne(order, later('d-9'))).toEqual([
      expect.stringMatching(/:deposit:d-9 is an order that nobody started/),
    ]);
  });

  it('accounts for what nobody can find out but a person, and only for that', () => {
    const unknown = { is: 'needing attention', reason: 'outcome-unknown' } as const;
    const unpaid = { is: 'needing attention', reason: 'payment-outcome-unknown' } as const;
    const waits = { running: true };
    expect(withOne(judged(castOrder('happy', 1, 'EUR'), unknown, waits))).toEqual([]);
    expect(withOne(judged(castOrder('happy', 1, 'SGD'), unknown, waits))).toHaveLength(1);
    expect(withOne(judged(castOrder('bank-transient', 1), unpaid, waits))).toEqual([]);
    expect(withOne(judged(castOrder('happy', 1), unpaid, waits))).toHaveLength(1);
    const paid = { ...waits, books: paidBooks() };
    expect(withOne(judged(castOrder('bank-transient', 1), unpaid, paid))).toHaveLength(1);
  });

  it('does not take an order for ended that still watches for a return', () => {
    const watching = many.map((order) => ({ ...order, running: true }));
    expect(violations(evidenceOf(watching))).toEqual(['Only 0 of 40 orders have ended.']);
  });

  it('wants one order in twenty to wait, at the most', () => {
    const waits = (number: number) =>
      judged(
        castOrder('balance-short', number),
        { is: 'needing attention', reason: 'balance-short' },
        { running: true },
      );
    expect(violations(evidenceOf([...many.slice(0, 38), waits(50), waits(51)]))).toEqual([]);
    expect(violations(evidenceOf([...many.slice(0, 37), waits(50), waits(51), waits(52)]))).toEqual([
      'Only 37 of 40 orders have ended.',
    ]);
  });

  it('shows nothing where the strikes met nothing', () => {
    expect(violations(evidenceOf(many, { hits: [] }))).toEqual(['No strike met an order in flight.']);
  });

  it('names parts that ended by themselves, and events that are still kept', () => {
    const changes = { lapses: [{ part: 'relay', at: 1 }] as const, kept: ['unmatched-1'] };
    expect(violations(evidenceOf(many, changes))).toEqual([
      'unmatched-1 still looks for the order of an event.',
      'The relay ended by itself.',
    ]);
  });
});

function creditedTwice(): JudgedOrder['books'] {
  const { trades, ...books } = paidBooks();
  return { ...books, trades: trades.map((trade) => ({ ...trade, credited: [...trade.credited, ...trade.credited] })) };
}
