import { wasSentBefore } from '../../src/signals/deposit-age';
import { depositArrived, depositConfirmed } from '../../src/workflows/deposit-expectations';
import { customerApproved, depositAddressReady, type Progress } from '../../src/workflows/expectations';
import { foldFacts, noFacts, type Fact } from '../../src/workflows/facts';
import { customerFacts, depositAddressFacts, depositFacts, tradeFacts } from '../../src/workflows/look-up-facts';
import { tradeCreated, tradeSettled } from '../../src/workflows/trade-expectations';

const seen = { evidence: 'webhook', seenAt: '2026-11-24T09:00:00.000Z' } as const;
const at = '2026-11-24T09:00:00.000Z';
const lookedUp = { evidence: 'look-up', seenAt: '2026-11-24T10:00:00.000Z' } as const;
const source = { currency: 'USDT', network: 'ETH' } as const;
const address = '0x2eD29EB673501385EA099FC0EAFb4b78140E2dAD';

function expectAll<T>(
  rows: readonly (readonly [why: string, facts: Fact[], expected: unknown])[],
  ask: (facts: typeof noFacts) => Progress<T>,
): void {
  it.each(rows)('%s', (_why, facts, expected) => {
    const progress = ask(foldFacts(noFacts, facts));
    if (expected === undefined) expect(progress).toBeUndefined();
    else expect(progress).toMatchObject(expected as object);
  });
}

describe('a customer', () => {
  const customer = { customerId: 'c-1', ...seen };
  const approved: Fact = { about: 'customer', event: 'approved', seen: customer };
  const rejected: Fact = { about: 'customer', event: 'rejected', seen: customer };
  const deleted: Fact = { about: 'customer', event: 'deleted', seen: customer };
  const rejectedEnd = { end: { outcome: 'rejected', reason: 'customer-rejected' } };
  expectAll(
    [
      ['is awaited while nothing is known', [], undefined],
      [
        'is awaited while the provider says PENDING',
        customerFacts({ customerId: 'c-1', ...lookedUp, status: 'PENDING' }),
        undefined,
      ],
      [
        'is awaited while the status is unknown to us',
        customerFacts({ customerId: 'c-1', ...lookedUp, status: 'ON_HOLD' }),
        undefined,
      ],
      ['is approved by the event', [approved], { value: true, evidence: 'webhook' }],
      [
        "is approved by the guide's status",
        customerFacts({ customerId: 'c-1', ...lookedUp, status: 'APPROVED' }),
        { value: true },
      ],
      [
        "is approved by the API's status",
        customerFacts({ customerId: 'c-1', ...lookedUp, status: 'CONFIRMED' }),
        { value: true },
      ],
      ['ends the order when rejected', [rejected], rejectedEnd],
      ['ends the order when deleted', [deleted], { end: { outcome: 'rejected', reason: 'customer-deleted' } }],
      ['is asked about when approved and rejected', [approved, rejected], { ask: true }],
      [
        'is what the newest look-up says when approved and rejected',
        [approved, rejected, ...customerFacts({ customerId: 'c-1', ...lookedUp, status: 'CONFIRMED' })],
        { value: true },
      ],
      [
        'is rejected if the newest look-up says so',
        [approved, rejected, ...customerFacts({ customerId: 'c-1', ...lookedUp, status: 'REJECTED' })],
        rejectedEnd,
      ],
      [
        'needs a person when not even a look-up settles it',
        [approved, rejected, ...customerFacts({ customerId: 'c-1', ...lookedUp, status: 'PENDING' })],
        { attention: 'contradictory-facts' },
      ],
      ['is not approved by news of somebody else', [{ ...approved, seen: { customerId: 'c-2', ...seen } }], undefined],
    ],
    customerApproved('c-1'),
  );
});

describe('a deposit address', () => {
  const complete = { depositAddressId: 'a-1', customerId: 'c-1', address, ...source, ...seen };
  const approved = (fields: object): Fact => ({
    about: 'deposit-address',
    event: 'approved',
    seen: { ...complete, ...fields },
  });
  const rejected: Fact = { about: 'deposit-address', event: 'rejected', seen: complete };
  expectAll(
    [
      ['is awaited while nothing is known', [], undefined],
      ['is awaited while PENDING', depositAddressFacts({ ...complete, ...lookedUp, status: 'PENDING' }), undefined],
      [
        'is ready when VERIFIED',
        depositAddressFacts({ ...complete, ...lookedUp, status: 'VERIFIED' }),
        { value: { address, depositAddressId: 'a-1' } },
      ],
      ['is ready by the event', [approved({})], { value: { address, network: 'ETH', currency: 'USDT' } }],
      ['carries its memo', [approved({ memo: '42' })], { value: { memo: '42' } }],
      ['is asked for when the event does not name it', [approved({ address: undefined })], { ask: true }],
      [
        'is never shown with a broken checksum',
        [approved({ address: address.replace('e', 'E') })],
        { attention: 'deposit-address-invalid' },
      ],
      ['is never shown on another network', [approved({ network: 'TRX' })], { attention: 'deposit-address-invalid' }],
      [
        'is never shown in another currency',
        [approved({ currency: 'USDC' })],
        { attention: 'deposit-address-invalid' },
      ],
      [
        'ends the order when rejected',
        [rejected],
        { end: { outcome: 'rejected', reason: 'deposit-address-rejected' } },
      ],
      [
        'is never shown when two addresses are told',
        [
          approved({}),
          { about: 'deposit-address', event: 'observed', seen: { ...complete, address: `0x${'1'.repeat(40)}` } },
        ],
        { attention: 'deposit-address-invalid' },
      ],
      ["is not another customer's", [approved({ depositAddressId: 'a-2', customerId: 'c-2' })], undefined],
    ],
    depositAddressReady({ depositAddressId: 'a-1' }, 'c-1', source),
  );
});

describe('a deposit', () => {
  const deposit = { depositId: 'd-1', address: address.toLowerCase(), amount: '250.00', ...seen };
  const received: Fact = { about: 'deposit', event: 'received', seen: deposit };
  const approved: Fact = { about: 'deposit', event: 'approved', seen: deposit };
  const rejected: Fact = { about: 'deposit', event: 'rejected', seen: deposit };
  const trade: Fact = { about: 'trade', event: 'settled', seen: { tradeId: 't-1', depositId: 'd-1', ...seen } };
  const flow = (status: string): Fact => ({
    about: 'flow',
    event: 'observed',
    seen: { flowId: 'f-1', ...lookedUp, status },
  });
  const refund = (amount: string): Fact => ({
    about: 'money',
    event: 'recorded',
    seen: { recordId: `r-${amount}`, kind: 'refund', amount, currency: 'USDT', evidence: 'operator', seenAt: at },
  });
  const found = (status: string, fields: object = {}): Fact[] =>
    depositFacts({ ...deposit, currency: 'USDT', ...fields, ...lookedUp, status });
  const held = depositFacts({ ...deposit, ...lookedUp, status: 'ACTION_REQUIRED' });

  describe('arrives', () => {
    expectAll(
      [
        ['by its receipt, in whatever case the address is written', [received], { value: { depositId: 'd-1' } }],
        ['by its approval alone', [approved], { value: { depositId: 'd-1' } }],
        ['by its rejection alone', [rejected], { value: { depositId: 'd-1' } }],
        ['not at another address', [{ ...received, seen: { ...deposit, address: `0x${'1'.repeat(40)}` } }], undefined],
        [
          'not without an address, about which the provider is asked',
          [{ ...received, seen: { depositId: 'd-1', ...seen } }],
          { ask: true },
        ],
        ['not if it was declined', [{ ...received, seen: { ...deposit, depositId: 'd-declined' } }], undefined],
        ['not while the flow is switched off', [flow('DISABLED')], { attention: 'flow-disabled' }],
        ['although the flow is switched off', [flow('DISABLED'), received], { value: { depositId: 'd-1' } }],
      ],
      depositArrived({ address, ...source }, new Set(['d-declined']), 'f-1'),
    );
  });

  describe('was sent before the order learned its address', () => {
    const learnedAt = Date.parse('2026-11-24T09:00:00.500Z');
    it.each([
      ['if its time says so', '2026-11-24T09:00:00.499Z', true],
      ['if its time says so in another zone', '2026-11-24T17:00:00.499+08:00', true],
      ['not at the same moment', '2026-11-24T09:00:00.500Z', false],
      ['not if its time is cut to whole seconds and may be later', '2026-11-24T09:00:00Z', false],
      ['but if it is cut to whole seconds of the second before', '2026-11-24T08:59:59Z', true],
      ['not if its time names no zone, and may mean hours later', '2026-11-23 21:00:00', false],
      ['but if it is earlier than that in every zone', '2026-11-23 20:59:59', true],
      ['also with a T and a fraction', '2026-11-23T20:59:59.999', true],
      ['if it is a Unix time of a second before', '1795510799', true],
      ['not if it is a Unix time of that second', '1795510800', false],
      ['if it is a Unix time in milliseconds of before', '1795510800499', true],
      ['not if it is a Unix time in milliseconds of then', '1795510800500', false],
      ['not if its time cannot be read', 'yesterday', false],
      ['not if it tells no time', undefined, false],
    ])('%s', (_why, depositedAt, expected) => {
      expect(wasSentBefore({ ...(depositedAt && { depositedAt }) }, learnedAt)).toBe(expected);
    });
  });

  describe('is confirmed', () => {
    expectAll(
      [
        ['not by its receipt', [received], undefined],
        ['by its approval', [received, approved], { value: true }],
        ['by a trade of it', [received, trade], { value: true }],
        ['never by a rejection, which needs a person', [received, rejected], { attention: 'deposit-rejected' }],
        ['not while the provider holds it', [received, ...held], { attention: 'deposit-held' }],
        ['after a hold', [...held, approved], { value: true }],
        ['not before contradictory news is settled', [approved, rejected], { ask: true }],
        [
          'not by a look-up that is older than the contradiction',
          [
            ...depositFacts({ ...deposit, ...seen, status: 'CONFIRMED' }),
            { ...rejected, seen: { ...deposit, ...lookedUp } },
          ],
          { ask: true },
        ],
        [
          'by a look-up that is newer than the contradiction',
          [approved, rejected, ...found('CONFIRMED')],
          { value: true },
        ],
        [
          'not if the newest look-up says that it was rejected',
          [approved, ...found('REJECTED')],
          { attention: 'deposit-rejected' },
        ],
        [
          'never in contradiction, which needs a person',
          [approved, rejected, ...found('RECEIVED')],
          { attention: 'contradictory-facts' },
        ],
        [
          'never once it was sent back, which ends the order',
          found('REFUNDED'),
          { end: { outcome: 'refunded', reason: 'deposit-refunded', evidence: 'provider' } },
        ],
        [
          'never once an operator recorded that all of it was sent back',
          [...found('REJECTED'), refund('200'), refund('50.00')],
          { end: { outcome: 'refunded', evidence: 'operator' } },
        ],
        ['not while a part was sent back', [...found('REJECTED'), refund('249.99')], { attention: 'deposit-rejected' }],
        [
          'not if it is smaller than the minimum, and is held',
          found('CONFIRMED', { amount: '9.99' }),
          { attention: 'deposit-below-minimum', detail: '9.99 USDT came, and the least is 10.00.' },
        ],
        ['at the minimum', found('CONFIRMED', { amount: '10' }), { value: true }],
        [
          'not if it is larger than the maximum, and is held',
          found('CONFIRMED', { amount: '1000.01' }),
          { attention: 'deposit-above-maximum', detail: '1000.01 USDT came, and the most is 1000.' },
        ],
        [
          'not in another token, and is held',
          found('CONFIRMED', { currency: 'USDC' }),
          { attention: 'deposit-wrong-currency', detail: 'USDC came, and the order is for USDT on ETH.' },
        ],
        [
          'not on another network, and is held',
          found('CONFIRMED', { network: 'MATIC' }),
          { attention: 'deposit-wrong-network', detail: 'It came on MATIC, and the order is for USDT on ETH.' },
        ],
        [
          'in another token if the provider trades it all the same',
          [...found('CONFIRMED', { currency: 'USDC' }), trade],
          { value: true },
        ],
      ],
      depositConfirmed('d-1', { source, limits: { USDT: { min: '10.00', max: '1000' } } }),
    );
  });
});

describe('a trade', () => {
  const trade = { tradeId: 't-1', depositId: 'd-1', ...seen };
  const settled = (fields: object): Fact => ({ about: 'trade', event: 'settled', seen: { ...trade, ...fields } });
  const paid = { toAmount: '229.80', toCurrency: 'EUR' };
  const another = (event: 'created' | 'settled'): Fact => ({
    about: 'trade',
    event,
    seen: { ...trade, ...paid, tradeId: 't-2' },
  });
  expectAll(
    [
      ['is awaited while it is only created', [{ about: 'trade', event: 'created', seen: trade }], undefined],
      ['is settled with what it paid out', [settled(paid)], { value: { amount: '229.80', currency: 'EUR' } }],
      [
        'is asked about when only its creation told an amount, which may have been a quote',
        [settled({}), { about: 'trade', event: 'created', seen: { ...trade, ...paid } }],
        { ask: true },
      ],
      [
        'is asked about when only a look-up before it was settled told an amount',
        [
          settled({}),
          ...tradeFacts({ ...trade, ...paid, ...lookedUp, seenAt: '2000-01-01T00:00:00Z', status: 'PROCESSING' }),
        ],
        { ask: true },
      ],
      [
        'takes the amount from its creation where a look-up tells no other',
        [
          settled({}),
          { about: 'trade', event: 'created', seen: { ...trade, ...paid } },
          ...tradeFacts({ ...trade, ...lookedUp, status: 'SETTLED' }),
        ],
        { value: { amount: '229.80' } },
      ],
      ['is asked about when no amount is known', [settled({})], { ask: true }],
      [
        'is asked about when the amount is no amount',
        [settled({ toAmount: '229,80', toCurrency: 'EUR' })],
        { ask: true },
      ],
      [
        'needs a person when even a look-up names no amount',
        [settled({}), ...tradeFacts({ ...trade, ...lookedUp, status: 'SETTLED' })],
        { attention: 'payout-unknown' },
      ],
      [
        'needs a person when canceled',
        tradeFacts({ ...trade, ...lookedUp, status: 'CANCELED' }),
        { attention: 'trade-canceled' },
      ],
      [
        'is awaited when another one followed the canceled one',
        [...tradeFacts({ ...trade, ...lookedUp, status: 'CANCELED' }), another('created')],
        undefined,
      ],
      [
        'is settled when the one that followed a canceled one is',
        [...tradeFacts({ ...trade, ...lookedUp, status: 'CANCELED' }), another('settled')],
        { value: { tradeId: 't-2', amount: '229.80' } },
      ],
      ['needs a person when two are settled', [settled(paid), another('settled')], { attention: 'several-trades' }],
      [
        'needs a person when the deposit turns out to be rejected',
        [
          { about: 'trade', event: 'created', seen: trade },
          ...depositFacts({ depositId: 'd-1', ...lookedUp, status: 'REJECTED' }),
        ],
        { attention: 'deposit-rejected' },
      ],
      [
        'needs a person when it paid out in another currency',
        [settled({ toAmount: '250', toCurrency: 'USD' })],
        { attention: 'payout-unexpected' },
      ],
      ['of another deposit is no concern', [settled({ ...paid, tradeId: 't-3', depositId: 'd-3' })], undefined],
    ],
    tradeSettled('d-1', 'EUR'),
  );

  describe('is made', () => {
    expectAll(
      [
        ['by its event', [{ about: 'trade', event: 'created', seen: trade }], { value: 't-1' }],
        ['by its settlement alone', [settled({})], { value: 't-1' }],
        [
          'even if it is canceled when it is first heard of',
          tradeFacts({ ...trade, ...lookedUp, status: 'CANCELED' }),
          { value: 't-1' },
        ],
        [
          'by the one that is not canceled, where there are two',
          [...tradeFacts({ ...trade, ...lookedUp, status: 'CANCELED' }), another('created')],
          { value: 't-2' },
        ],
        [
          'not while the flow is switched off',
          [{ about: 'flow', event: 'observed', seen: { flowId: 'f-1', ...lookedUp, status: 'DISABLED' } }],
          { attention: 'flow-disabled' },
        ],
      ],
      tradeCreated('d-1', 'f-1'),
    );
  });
});
