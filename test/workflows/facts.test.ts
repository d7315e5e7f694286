import fc from 'fast-check';
import { foldFacts, noFacts, type Fact } from '../../src/workflows/facts';
import { depositArrived, depositConfirmed } from '../../src/workflows/deposit-expectations';
import { customerApproved } from '../../src/workflows/expectations';
import { tradeCreated, tradeSettled } from '../../src/workflows/trade-expectations';
import { judgeTransfers } from '../../src/banking/transfer-decision';
import { transferCase } from '../../src/workflows/order-transfers';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString();
const source = { currency: 'USDT', network: 'ETH' } as const;
const address = { address: '0x2eD29EB673501385EA099FC0EAFb4b78140E2dAD', ...source };

/** The events of the guide's happy path, as the relay hands them on. */
const happyPath: readonly Fact[] = [
  { about: 'customer', event: 'approved', seen: { customerId: 'c-1', evidence: 'webhook', seenAt: at(1) } },
  {
    about: 'deposit',
    event: 'received',
    seen: { depositId: 'd-1', ...address, amount: '250.00', status: 'RECEIVED', evidence: 'webhook', seenAt: at(2) },
  },
  {
    about: 'deposit',
    event: 'approved',
    seen: { depositId: 'd-1', ...address, amount: '250.00', status: 'CONFIRMED', evidence: 'webhook', seenAt: at(3) },
  },
  {
    about: 'trade',
    event: 'created',
    seen: { tradeId: 't-1', depositId: 'd-1', status: 'CREATED', evidence: 'webhook', seenAt: at(4) },
  },
  {
    about: 'trade',
    event: 'settled',
    seen: {
      tradeId: 't-1',
      depositId: 'd-1',
      toAmount: '229.80',
      toCurrency: 'EUR',
      status: 'SETTLED',
      evidence: 'webhook',
      seenAt: at(5),
    },
  },
  {
    about: 'bank-transfer',
    event: 'reported',
    seen: { reportId: 'r-1', outcome: 'credited', tradeId: 't-1', evidence: 'bank-report', seenAt: at(6) },
  },
];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

const transfer = {
  ...{ attempt: 1, tradeId: 't-1', depositId: 'd-1', amount: '229.80', currency: 'EUR' },
  ...{ progress: 'queued' as const, submitAt: at(5) },
};

/** What an order concludes from facts at every stage. */
function conclusions(facts: readonly Fact[]): unknown {
  const known = foldFacts(noFacts, facts);
  return {
    known,
    customer: customerApproved('c-1')(known),
    deposit: depositArrived(address, new Set())(known),
    confirmed: depositConfirmed('d-1', { source, limits: {} })(known),
    trade: tradeCreated('d-1')(known),
    settled: tradeSettled('d-1', 'EUR')(known),
    transfers: judgeTransfers(transferCase(known, [transfer], { overruled: new Set(), answered: new Set() }, 'sepa')),
  };
}

describe('facts', () => {
  const inOrder = conclusions(happyPath);

  it('lead to the same conclusions in every order of the happy path', () => {
    for (const order of permutations(happyPath)) expect(conclusions(order)).toEqual(inOrder);
  });

  it('lead to the same conclusions however often each is repeated', () => {
    for (const order of permutations(happyPath)) {
      expect(conclusions([...order, ...order.slice(0, 3), ...[...order].reverse()])).toEqual(inOrder);
    }
  });

  it('show every stage of the happy path as passed once all are known', () => {
    expect(inOrder).toMatchObject({
      customer: { value: true },
      deposit: { value: { depositId: 'd-1', amount: '250.00' } },
      confirmed: { value: true },
      trade: { value: 't-1' },
      settled: { value: { amount: '229.80', currency: 'EUR' } },
      transfers: { verdict: 'credited', report: { reportId: 'r-1' } },
    });
  });

  it('are joined alike whatever two tellings of one event differ in', () => {
    const telling = fc.record(
      {
        seenAt: fc.integer({ min: 0, max: 3 }).map(at),
        evidence: fc.constantFrom('webhook', 'look-up', 'sweep'),
        amount: fc.constantFrom('1', '2'),
        currency: fc.constantFrom('USDT', 'USDC'),
        status: fc.constantFrom('RECEIVED', 'CONFIRMED'),
      },
      { requiredKeys: ['seenAt', 'evidence'] },
    );
    const fact = fc.record({
      about: fc.constant('deposit' as const),
      event: fc.constantFrom('received', 'approved', 'rejected', 'observed'),
      seen: telling.map((seen) => ({ ...seen, depositId: 'd-1' })),
    }) as fc.Arbitrary<Fact>;
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (facts, random) => {
        const shuffled = [...facts]
          .map((item) => ({ item, key: Number(random.next().value) }))
          .sort((one, other) => one.key - other.key)
          .map(({ item }) => item);
        expect(foldFacts(noFacts, shuffled)).toEqual(foldFacts(noFacts, facts));
        expect(foldFacts(foldFacts(noFacts, facts), shuffled)).toEqual(foldFacts(noFacts, facts));
      }),
    );
  });

  it('keep an approval and a rejection side by side', () => {
    const seen = { customerId: 'c-1', evidence: 'webhook', seenAt: at(1) } as const;
    const facts = foldFacts(noFacts, [
      { about: 'customer', event: 'approved', seen },
      { about: 'customer', event: 'rejected', seen },
    ]);
    expect(facts.customers['c-1']).toEqual({ approved: seen, rejected: seen });
  });

  it('keep only the newest look-up', () => {
    const older = { customerId: 'c-1', evidence: 'look-up', seenAt: at(1), status: 'PENDING' } as const;
    const newer = { ...older, seenAt: at(2), status: 'CONFIRMED' };
    const fold = (...seen: (typeof older | typeof newer)[]) =>
      foldFacts(
        noFacts,
        seen.map((sighting) => ({ about: 'customer', event: 'observed', seen: sighting })),
      ).customers;
    expect(fold(older, newer)).toEqual(fold(newer, older));
    expect(fold(newer, older)['c-1']?.observed?.status).toBe('CONFIRMED');
  });
});
