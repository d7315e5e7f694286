import { providerScenarios, scenarios } from '../../simulator';
import type { BankScenarioTag, ScenarioTag, Simulator } from '../../simulator';
import { behaviourWith, createTagReader } from '../../simulator/tags';
import { depositAddressProblem } from '../../src/banking/deposit-address';
import { eventually } from './support/eventually';
import type { Receiver } from './support/receiver';
import { object, parsed, text } from './support/narrowing';
import { rowsUnder } from './support/readme';
import {
  contractNames,
  deliveredTo,
  detail,
  makeCustomer,
  makeFlow,
  receiver,
  simulator,
  stopAll,
} from './support/simulation';
import type { FlowChoices } from './support/simulation';

const settling = ['TRADE_CREATED', 'TRADE_SETTLED'];
const received = ['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED'];

interface Journey {
  /** Of the customer, in the end. */
  customer?: string;
  /** Of the deposit address, in the end. */
  address?: string;
  /** The events of each deposit and trade; those of one object keep their order, objects do not wait for each other. */
  events?: string[][];
  /** In the end, oldest first. */
  deposits?: string[];
  trades?: string[];
  /** Amounts that have reached the bank. */
  credited?: string[];
  /** If not one for each of them. */
  bankReports?: number;
}

const happy: Journey = {
  events: [received, settling],
  deposits: ['CONFIRMED'],
  trades: ['SETTLED'],
  credited: ['229.80'],
};
const untraded: Journey = { events: [received], deposits: ['CONFIRMED'] };
const rejected: Journey = { events: [['DEPOSIT_RECEIVED', 'DEPOSIT_REJECTED']], deposits: ['REJECTED'] };

/** Those of the bank are told in bank-scenarios.test.ts. */
type Tag = Exclude<ScenarioTag, BankScenarioTag>;

const journeys: Record<Tag, Journey> = {
  happy,
  'kyc-rejected': { customer: 'REJECTED' },
  'kyc-deleted': { customer: 'DELETED' },
  'kyc-slow': happy,
  'kyc-silent': { customer: 'PENDING' },
  'address-later': happy,
  'address-rejected': { address: 'REJECTED' },
  'address-silent': { address: 'PENDING' },
  'address-invalid': {},
  'no-deposit': {},
  'deposit-small': untraded,
  'deposit-wrong-token': untraded,
  'deposit-held': happy,
  'deposit-held-rejected': rejected,
  'deposit-held-silent': { events: [['DEPOSIT_RECEIVED']], deposits: ['ACTION_REQUIRED'] },
  'deposit-rejected': rejected,
  'deposit-refunded': { ...rejected, deposits: ['REFUNDED'] },
  'flow-disabled': untraded,
  'trade-canceled': { ...untraded, events: [received, ['TRADE_CREATED']], trades: ['CANCELED'] },
  'trade-canceled-again': {
    ...happy,
    events: [received, ['TRADE_CREATED'], settling],
    trades: ['CANCELED', 'SETTLED'],
  },
  'second-deposit': {
    events: [received, settling, received, settling],
    deposits: ['CONFIRMED', 'CONFIRMED'],
    trades: ['SETTLED', 'SETTLED'],
    credited: ['229.80', '91.92'],
  },
  'webhooks-lost': happy,
  'bank-silent': { ...happy, bankReports: 0 },
};

const eventOfStatus = new Map([
  ['APPROVED', 'CUSTOMER_APPROVED'],
  ['REJECTED', 'CUSTOMER_REJECTED'],
  ['DELETED', 'CUSTOMER_DELETED'],
]);

describe.each(contractNames)('scenarios under %s', (contract) => {
  let relay: Receiver;
  let provider: Simulator;
  beforeEach(async () => {
    relay = await receiver();
    provider = await simulator({ contract, ...deliveredTo(relay) });
  });
  afterEach(stopAll);

  /** Nothing is planned and nothing undelivered: whatever did not happen by now never will. */
  function quiet(): boolean {
    return provider.records.steps.all().length === 0 && provider.records.deliveries.all().length === 0;
  }

  /** Goes as far as the provider lets a partner go, and waits until all is quiet. */
  async function play(email: string, choices: FlowChoices = {}) {
    const customerId = await makeCustomer(provider.url, email);
    await eventually('the customer is decided on', quiet);
    const approved = provider.records.customers.require(customerId).status === 'APPROVED';
    const flow = approved ? await makeFlow(provider.url, customerId, { ...choices, contract }) : undefined;
    await eventually('the journey is over', quiet);
    return { customerId, flow };
  }

  function eventsOf({ customer = 'APPROVED', address = 'VERIFIED', events = [] }: Journey, tag: Tag) {
    if (tag === 'webhooks-lost') return [];
    const ofCustomer = eventOfStatus.get(customer);
    const ofAddress = address === 'VERIFIED' ? 'DEPOSIT_ADDRESS_APPROVED' : 'DEPOSIT_ADDRESS_REJECTED';
    const isAtOnce = contract === 'guide' && !['address-later', 'address-rejected'].includes(tag);
    const isTold = customer === 'APPROVED' && address !== 'PENDING' && !isAtOnce;
    return [...(ofCustomer === undefined ? [] : [[ofCustomer]]), ...(isTold ? [[ofAddress]] : []), ...events].sort();
  }

  function eventsTold(): string[][] {
    const told = new Map<string, string[]>();
    for (const { body } of relay.received) {
      const { event, data, payload } = parsed(body);
      if (event === undefined) continue;
      const id = text(object(data ?? payload).id);
      told.set(id, [...(told.get(id) ?? []), text(event)]);
    }
    return [...told.values()].sort();
  }

  it.each(providerScenarios)('$tag: $happens', async ({ tag }) => {
    const { customerId } = await play(`ana+${tag}@example.com`);
    const journey = journeys[tag];
    const { customer = 'APPROVED', deposits = [], trades = [], credited = [] } = journey;
    const { records } = provider;
    expect(eventsTold()).toEqual(eventsOf(journey, tag));
    expect(relay.bankReports()).toHaveLength(journey.bankReports ?? credited.length);
    expect(records.customers.require(customerId).status).toBe(customer);
    const addresses = records.depositAddresses.all().map(({ status }) => status);
    expect(addresses).toEqual(customer === 'APPROVED' ? [journey.address ?? 'VERIFIED'] : []);
    expect(records.deposits.all().map(({ status }) => status)).toEqual(deposits);
    expect(records.trades.all().map(({ status }) => status)).toEqual(trades);
    expect(provider.audit().transfers.map(({ amount }) => amount)).toEqual(credited);
    expect(provider.audit().transfers.every(({ status }) => status === 'CREDITED')).toBe(true);
    expect(provider.audit().duplicates).toEqual([]);
  });

  const payouts = [
    ['USD', '249.50'],
    ['EUR', '229.80'],
    ['GBP', '196.02'],
    ['CAD', '341.30'],
    ['AUD', '380.92'],
    ['SGD', '335.32'],
  ] as const;
  // The later contract does not know Canadian dollars.
  it.each(payouts.filter(([currency]) => contract === 'guide' || currency !== 'CAD'))(
    'the happy path pays 250.00 USDT out in %s, rounded down',
    async (currency, amount) => {
      await play('ana@example.com', { currency });
      expect(provider.audit().transfers).toMatchObject([{ amount, currency, attempt: 1, status: 'CREDITED' }]);
    },
  );

  it('a rejection carries a remark', async () => {
    await play('ana+kyc-rejected@example.com');
    const { data, payload } = parsed(relay.received[0]?.body ?? '{}');
    expect(data ?? payload).toMatchObject({
      status: 'REJECTED',
      remark: 'The identity document could not be read.',
    });
  });

  it('an address that comes later is not shown before', async () => {
    const { flow: later } = await play('ana+address-later@example.com');
    expect(object(later?.answer.body.data).depositAddress ?? null).toBeNull();
    // One that never comes, since this one may have come before its flow is read.
    const { flow: pending } = await play('ben+address-silent@example.com');
    expect(object(pending?.fromDepositAddress)).toMatchObject({ status: 'PENDING', address: null });
    expect(provider.records.depositAddresses.all()).toMatchObject([{ status: 'VERIFIED' }, { status: 'PENDING' }]);
  });

  it.each(['ETH', 'TRX'] as const)('a misprinted %s address is shown as if it were right', async (network) => {
    await play('ana+address-invalid@example.com', { network });
    const [address] = provider.records.depositAddresses.all();
    const shown = await detail(provider.url, '/deposit-address/detail', text(address?.id));
    expect(shown).toMatchObject({ status: 'VERIFIED', address: address?.address });
    expect(depositAddressProblem(text(shown.address), network)).toBeDefined();
  });

  it('a small deposit is of 1.00, one of the wrong token of the other one', async () => {
    await play('ana+deposit-small@example.com');
    await play('ben+deposit-wrong-token@example.com');
    expect(provider.records.deposits.all()).toMatchObject([
      { amount: '1.00', currency: 'USDT' },
      { amount: '250.00', currency: 'USDC' },
    ]);
  });

  it('the webhooks of other customers are not lost', async () => {
    await play('ana+webhooks-lost+no-deposit@example.com');
    await play('ben+no-deposit@example.com');
    expect(eventsTold()).toEqual(eventsOf({}, 'no-deposit'));
  });

  it('a step taken by hand is not taken again by itself', async () => {
    const customerId = await makeCustomer(provider.url, 'ana+kyc-slow+no-deposit@example.com');
    await provider.play.approveCustomer(customerId);
    await eventually('the planned approval has passed', quiet);
    expect(relay.events()).toEqual(['CUSTOMER_APPROVED']);
  });

  it('a deposit held by hand stays held until it is approved by hand', async () => {
    await play('ana+no-deposit@example.com');
    const { address } = provider.records.depositAddresses.all()[0] ?? {};
    const { id } = await provider.play.receiveDeposit({ address: text(address), amount: '10' });
    await provider.play.holdDeposit(id);
    await eventually('the planned approval has passed', quiet);
    expect(provider.records.deposits.require(id).status).toBe('ACTION_REQUIRED');
    await provider.play.approveDeposit(id);
    await eventually('the journey is over', quiet);
    expect(provider.audit().transfers).toMatchObject([{ amount: '9.19', status: 'CREDITED' }]);
  });

  it('a deposit sent by hand is traded by itself', async () => {
    const { customerId } = await play('ana+no-deposit@example.com');
    const [address] = provider.records.depositAddresses.where((candidate) => candidate.customerId === customerId);
    const response = await fetch(`${provider.url}/simulator/deposits`, {
      method: 'POST',
      body: JSON.stringify({ address: address?.address, amount: '10' }),
    });
    expect(await response.json()).toMatchObject({ amount: '10', status: 'RECEIVED' });
    await eventually('the journey is over', quiet);
    expect(provider.audit().transfers).toMatchObject([{ amount: '9.19', status: 'CREDITED' }]);
  });
});

describe('tags', () => {
  const behaviourOf = (email: string) => behaviourWith(createTagReader([])({ email }));

  it('are read from the e-mail, joined, later ones winning, unknown ones ignored', () => {
    expect(behaviourOf('ana@example.com')).toMatchObject({ customerReview: 'approve', depositAmount: '250.00' });
    expect(behaviourOf('Ana+KYC-slow+newsletter+amount-99.5@example.com')).toMatchObject({
      customerReviewDelay: 'slowCustomerReview',
      depositAmount: '99.5',
    });
    expect(behaviourOf('ana+kyc-silent+kyc-rejected@example.com').customerReview).toBe('reject');
    expect(behaviourOf('ana+amount-0+amount-1e3+amount--5@example.com').depositAmount).toBe('250.00');
    expect(behaviourOf('ana@no-deposit+example.com').deposit).toBe('arrives');
  });

  it('stand in the README as in the data', () => {
    expect(rowsUnder('Scenarios')).toEqual(
      scenarios.map(({ name, tag, happens, reaches }) => [
        name,
        `\`${tag}\``,
        happens,
        `\`${reaches.stage}\``,
        reaches.outcome,
      ]),
    );
  });
});
