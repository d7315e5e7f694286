import fc from 'fast-check';
import {
  customerSighting,
  depositAddressSighting,
  depositSighting,
  routeEvent,
  tradeSighting,
  type ProviderEvent,
} from '../../src/signals/provider-events';

const seen = { evidence: 'webhook', seenAt: '2026-07-01T10:00:00.000Z' } as const;
const address = {
  id: 'a-1',
  customerId: 'c-1',
  address: '0xabc',
  network: 'ETH',
  currency: 'USDT',
  status: 'VERIFIED',
};
const deposit = {
  ...{ id: 'd-1', customerId: 'c-1', depositAddressId: 'a-1', address: '0xabc', network: 'ETH' },
  ...{ currency: 'USDT', amount: '250.00', txid: '0xfeed', timestamp: '2026-07-01T09:59:00Z', status: 'RECEIVED' },
};
const { id: _depositId, txid: _txid, timestamp: _timestamp, ...depositFields } = deposit;
const { id: _addressId, ...addressFields } = address;
const trade = {
  id: 't-1',
  depositId: 'd-1',
  fromAmount: '250.00',
  fromCurrency: 'USDT',
  toAmount: '229.80',
  toCurrency: 'EUR',
};
const { id: _tradeId, ...tradeFields } = trade;
const wallet = { address: '0xabc', network: 'ETH' };

interface Expected {
  name: string;
  payload: object;
  keys: string[];
  objectKey?: string;
  wallet?: object;
}

const routes: [why: string, event: ProviderEvent, expected: Expected][] = [
  ...(['CUSTOMER_APPROVED', 'CUSTOMER_REJECTED', 'CUSTOMER_DELETED'] as const).map<[string, ProviderEvent, Expected]>(
    (event) => [
      `${event} goes to the orders of the customer`,
      { event, customer: { id: 'c-1', externalId: 'user-7', status: 'CONFIRMED' } },
      {
        name: camelCase(event),
        payload: { customerId: 'c-1', status: 'CONFIRMED' },
        keys: ['customer:c-1'],
        objectKey: 'customer:c-1',
      },
    ],
  ),
  ...(['DEPOSIT_ADDRESS_APPROVED', 'DEPOSIT_ADDRESS_REJECTED'] as const).map<[string, ProviderEvent, Expected]>(
    (event) => [
      `${event} goes to whoever knows the address, its wallet or the customer`,
      { event, depositAddress: address },
      {
        name: camelCase(event),
        payload: { depositAddressId: 'a-1', ...addressFields },
        keys: ['address:a-1', 'customer:c-1'],
        objectKey: 'address:a-1',
        wallet,
      },
    ],
  ),
  [
    'an address that is not told yet has no wallet',
    { event: 'DEPOSIT_ADDRESS_APPROVED', depositAddress: { id: 'a-1' } },
    {
      name: 'depositAddressApproved',
      payload: { depositAddressId: 'a-1' },
      keys: ['address:a-1'],
      objectKey: 'address:a-1',
    },
  ],
  [
    'an address without an id goes by its wallet, and to orders of its customer that do not know it yet',
    { event: 'DEPOSIT_ADDRESS_APPROVED', depositAddress: { customerId: 'c-1', ...wallet } },
    { name: 'depositAddressApproved', payload: { customerId: 'c-1', ...wallet }, keys: ['customer:c-1'], wallet },
  ],
  [
    'an address known by nothing but itself goes by its wallet',
    { event: 'DEPOSIT_ADDRESS_APPROVED', depositAddress: { address: '0xabc' } },
    { name: 'depositAddressApproved', payload: { address: '0xabc' }, keys: [], wallet: { address: '0xabc' } },
  ],
  ...(['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED', 'DEPOSIT_REJECTED'] as const).map<[string, ProviderEvent, Expected]>(
    (event) => [
      `${event} goes to whoever knows the deposit or its address, not to every order of the customer`,
      { event, deposit },
      {
        name: camelCase(event),
        payload: { depositId: 'd-1', transactionId: '0xfeed', depositedAt: '2026-07-01T09:59:00Z', ...depositFields },
        keys: ['deposit:d-1', 'address:a-1'],
        objectKey: 'deposit:d-1',
        wallet,
      },
    ],
  ),
  [
    'a deposit without the id of its address goes by the wallet',
    { event: 'DEPOSIT_RECEIVED', deposit: { id: 'd-1', customerId: 'c-1', address: '0xabc' } },
    {
      name: 'depositReceived',
      payload: { depositId: 'd-1', customerId: 'c-1', address: '0xabc' },
      keys: ['deposit:d-1'],
      objectKey: 'deposit:d-1',
      wallet: { address: '0xabc' },
    },
  ],
  [
    "a deposit whose address is not named goes to the customer's orders",
    { event: 'DEPOSIT_RECEIVED', deposit: { id: 'd-1', customerId: 'c-1' } },
    {
      name: 'depositReceived',
      payload: { depositId: 'd-1', customerId: 'c-1' },
      keys: ['deposit:d-1', 'customer:c-1'],
      objectKey: 'deposit:d-1',
    },
  ],
  [
    'a deposit of which only its id is told goes by that',
    { event: 'DEPOSIT_APPROVED', deposit: { id: 'd-1' } },
    { name: 'depositApproved', payload: { depositId: 'd-1' }, keys: ['deposit:d-1'], objectKey: 'deposit:d-1' },
  ],
  ...(['TRADE_CREATED', 'TRADE_SETTLED'] as const).map<[string, ProviderEvent, Expected]>((event) => [
    `${event} goes to whoever knows the trade or its deposit`,
    { event, trade },
    {
      name: camelCase(event),
      payload: { tradeId: 't-1', ...tradeFields },
      keys: ['trade:t-1', 'deposit:d-1'],
      objectKey: 'trade:t-1',
    },
  ]),
  [
    "the guide's trade, which has but an id, goes by that",
    { event: 'TRADE_SETTLED', trade: { id: 't-1' } },
    { name: 'tradeSettled', payload: { tradeId: 't-1' }, keys: ['trade:t-1'], objectKey: 'trade:t-1' },
  ],
  [
    'a payment goes by our own reference',
    { event: 'PAYMENT_SETTLED', payment: { id: 'p-1', reference: 'R-1', status: 'CONFIRMED' } },
    {
      name: 'paymentSettled',
      payload: { paymentId: 'p-1', reference: 'R-1', status: 'CONFIRMED' },
      keys: ['payment:R-1'],
      objectKey: 'payment:R-1',
    },
  ],
  [
    'a payment without a reference goes by its id',
    { event: 'PAYMENT_SETTLED', payment: { id: 'p-1' } },
    { name: 'paymentSettled', payload: { paymentId: 'p-1' }, keys: ['payment:p-1'], objectKey: 'payment:p-1' },
  ],
  [
    'a payment without an id goes by its reference',
    { event: 'PAYMENT_SETTLED', payment: { reference: 'R-1' } },
    {
      name: 'paymentSettled',
      payload: { paymentId: 'R-1', reference: 'R-1' },
      keys: ['payment:R-1'],
      objectKey: 'payment:R-1',
    },
  ],
];

function camelCase(event: string): string {
  return event.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

describe('routeEvent', () => {
  it.each(routes)('knows that %s', (_why, event, { name, payload, ...rest }) => {
    expect(routeEvent(event, seen)).toEqual({ signal: { name, payload: { ...payload, ...seen } }, ...rest });
  });

  it.each<[string, ProviderEvent]>([
    ['a customer', { event: 'CUSTOMER_APPROVED', customer: { externalId: 'user-7', status: 'CONFIRMED' } }],
    ['an address', { event: 'DEPOSIT_ADDRESS_APPROVED', depositAddress: { network: 'ETH', currency: 'USDT' } }],
    ['a deposit', { event: 'DEPOSIT_RECEIVED', deposit: { customerId: 'c-1', address: '0xabc', amount: '250.00' } }],
    ['a trade', { event: 'TRADE_SETTLED', trade: { depositId: 'd-1', toAmount: '229.80' } }],
    ['a payment', { event: 'PAYMENT_SETTLED', payment: { status: 'CONFIRMED' } }],
  ])('routes nothing that does not name its object: %s', (_why, event) => {
    expect(routeEvent(event, seen)).toBeUndefined();
  });

  it('makes only keys that are safe in a query, whatever the ids', () => {
    const id = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(id, id, id, (one, other, third) => {
        const events: ProviderEvent[] = [
          { event: 'CUSTOMER_APPROVED', customer: { id: one } },
          { event: 'DEPOSIT_ADDRESS_APPROVED', depositAddress: { id: one, customerId: other } },
          { event: 'DEPOSIT_RECEIVED', deposit: { id: one, depositAddressId: other, customerId: third } },
          { event: 'TRADE_SETTLED', trade: { id: one, depositId: other } },
          { event: 'PAYMENT_SETTLED', payment: { id: one, reference: other } },
        ];
        for (const event of events) {
          const routed = routeEvent(event, seen);
          expect(routed?.keys.length).toBeGreaterThan(0);
          for (const key of routed?.keys ?? []) expect(key).toMatch(/^[A-Za-z0-9:._-]{1,80}$/);
        }
      }),
    );
  });

  it('keeps an odd id whole in the payload', () => {
    const routed = routeEvent({ event: 'TRADE_CREATED', trade: { id: 't"1' } }, seen);
    expect(routed?.signal.payload).toEqual({ tradeId: 't"1', ...seen });
    expect(routed?.keys).toEqual([expect.stringMatching(/^trade:sha256-[0-9a-f]{40}$/)]);
  });

  it('gives a payload without undefined fields, which Temporal would drop on the way', () => {
    for (const [, event] of routes) {
      const routed = routeEvent(event, seen);
      expect(JSON.parse(JSON.stringify(routed))).toEqual(routed);
      expect(Object.values(routed?.signal.payload ?? {})).not.toContain(undefined);
    }
  });
});

describe('a sighting of a look-up', () => {
  it.each([
    [
      'a customer',
      customerSighting({ id: 'c-1', status: 'PENDING', externalId: 'user-7' }, seen),
      { customerId: 'c-1', status: 'PENDING' },
    ],
    ['an address', depositAddressSighting({ ...address, memo: '42' }, seen), { depositAddressId: 'a-1', memo: '42' }],
    ['a deposit', depositSighting(deposit, seen), { depositId: 'd-1', transactionId: '0xfeed' }],
    ['a trade', tradeSighting(trade, seen), { tradeId: 't-1', depositId: 'd-1' }],
  ])('says what was seen, by whom and when: %s', (_why, sighting, expected) => {
    expect(sighting).toMatchObject({ ...expected, ...seen });
  });

  it('of a customer leaves personal data behind', () => {
    const read = { id: 'c-1', status: 'PENDING', externalId: 'user-7', email: 'ana@example.com' };
    expect(customerSighting(read, seen)).toEqual({ customerId: 'c-1', status: 'PENDING', ...seen });
  });
});
