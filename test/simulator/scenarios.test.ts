import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarios } from '../../simulator';
import type { ScenarioTag, Simulator } from '../../simulator';
import { behaviourOf } from '../../simulator/behaviour';
import { eventually } from './support/eventually';
import type { Receiver } from './support/receiver';
import { object, parsed } from './support/narrowing';
import { deliveredTo, makeCustomer, makeFlow, receiver, simulator, stopAll } from './support/simulation';

const untilSettled = ['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED', 'TRADE_CREATED', 'TRADE_SETTLED'];

interface Journey {
  events: string[];
  bankReports: number;
  /** Of the customer, in the end. */
  status: string;
  /** Whether the bank account got the money, in the end. */
  credited: boolean;
}

const journeys: Record<ScenarioTag, Journey> = {
  happy: { events: ['CUSTOMER_APPROVED', ...untilSettled], bankReports: 1, status: 'APPROVED', credited: true },
  'kyc-rejected': { events: ['CUSTOMER_REJECTED'], bankReports: 0, status: 'REJECTED', credited: false },
  'kyc-slow': { events: ['CUSTOMER_APPROVED', ...untilSettled], bankReports: 1, status: 'APPROVED', credited: true },
  'kyc-silent': { events: [], bankReports: 0, status: 'PENDING', credited: false },
  'no-deposit': { events: ['CUSTOMER_APPROVED'], bankReports: 0, status: 'APPROVED', credited: false },
  'address-later': {
    events: ['CUSTOMER_APPROVED', 'DEPOSIT_ADDRESS_APPROVED', ...untilSettled],
    bankReports: 1,
    status: 'APPROVED',
    credited: true,
  },
  'bank-silent': { events: ['CUSTOMER_APPROVED', ...untilSettled], bankReports: 0, status: 'APPROVED', credited: true },
};

describe('scenarios', () => {
  let relay: Receiver;
  let provider: Simulator;
  beforeEach(async () => {
    relay = await receiver();
    provider = await simulator(deliveredTo(relay));
  });
  afterEach(stopAll);

  /** Nothing is planned and nothing undelivered: whatever did not happen by now never will. */
  function quiet(): boolean {
    return provider.records.steps.all().length === 0 && provider.records.deliveries.all().length === 0;
  }

  /** Goes as far as the provider lets a partner go, and waits until all is quiet. */
  async function play(email: string, currency = 'EUR') {
    const customerId = await makeCustomer(provider.url, email);
    await eventually('the customer is decided on', quiet);
    const approved = provider.records.customers.require(customerId).status === 'APPROVED';
    const flow = approved ? await makeFlow(provider.url, customerId, { currency }) : undefined;
    await eventually('the journey is over', quiet);
    return { customerId, flow };
  }

  it.each(scenarios)('$tag: $happens', async ({ tag }) => {
    const { customerId } = await play(`ana+${tag}@example.com`);
    const { events, bankReports, status, credited } = journeys[tag];
    expect(relay.events()).toEqual(events);
    expect(relay.bankReports()).toHaveLength(bankReports);
    expect(provider.records.customers.require(customerId).status).toBe(status);
    expect(provider.audit().transfers.map((transfer) => transfer.status)).toEqual(credited ? ['CREDITED'] : []);
    expect(provider.audit().duplicates).toEqual([]);
  });

  it.each([
    ['USD', '249.50'],
    ['EUR', '229.80'],
    ['GBP', '196.02'],
    ['CAD', '341.30'],
    ['AUD', '380.92'],
    ['SGD', '335.32'],
  ])('the happy path pays 250.00 USDT out in %s, rounded down', async (currency, amount) => {
    await play('ana@example.com', currency);
    expect(provider.audit().transfers).toMatchObject([{ amount, currency, attempt: 1, status: 'CREDITED' }]);
  });

  it('a rejection carries a remark', async () => {
    await play('ana+kyc-rejected@example.com');
    expect(parsed(relay.received[0]?.body ?? '{}').data).toMatchObject({
      status: 'REJECTED',
      remark: 'The identity document could not be read.',
    });
  });

  it('an address that comes later is null in the answer to the flow', async () => {
    const { flow } = await play('ana+address-later@example.com');
    expect(flow?.answer.body).toEqual({ flowId: flow?.flowId, data: { depositAddress: null } });
    expect(object(flow?.fromDepositAddress)).toMatchObject({ status: 'PENDING', address: null });
    expect(provider.records.depositAddresses.all()).toMatchObject([{ status: 'VERIFIED' }]);
  });

  it('a step taken by hand is not taken again by itself', async () => {
    const customerId = await makeCustomer(provider.url, 'ana+kyc-slow+no-deposit@example.com');
    await provider.play.approveCustomer(customerId);
    await eventually('the planned approval has passed', quiet);
    expect(relay.events()).toEqual(['CUSTOMER_APPROVED']);
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
    const readme = readFileSync(join(__dirname, '../../simulator/README.md'), 'utf8');
    const section = readme.split('## Scenarios')[1]?.split('\n## ')[0] ?? '';
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) => line.split('|').slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim()));
    expect(rows).toEqual(
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
