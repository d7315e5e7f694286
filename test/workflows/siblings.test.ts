import { happySteps, needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { bankAccounts, newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { eventually } from '../support/eventually';
import { localActivitiesOf } from '../support/histories';
import { later, operator } from '../support/stories';

describe('orders of one customer', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  const createsOf = () => {
    const kinds = system.simulator.accepted().map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((other) => other === kind).length;
    return { customers: count('customer'), accounts: count('bank-account'), flows: count('flow') };
  };
  /** What has been created since, by `work`. */
  async function createdBy(work: () => Promise<void>) {
    const before = createsOf();
    await work();
    const after = createsOf();
    return {
      customers: after.customers - before.customers,
      accounts: after.accounts - before.accounts,
      flows: after.flows - before.flows,
    };
  }
  const sameCustomer = (order: ReturnType<typeof newOrder>, fields: object = {}) => ({
    ...newOrder(),
    ...{ customer: order.customer, bankAccount: order.bankAccount, source: order.source },
    ...fields,
  });

  it.each([
    ['whose account the provider shows', 'USD'],
    ['whose account the provider does not show', 'EUR'],
  ] as const)('that start at once create customer, account and flow once: %s', async (_which, currency) => {
    const first = newOrder({ currency });
    const orders = [first, sameCustomer(first), sameCustomer(first)];
    const created = await createdBy(async () => {
      await Promise.all(orders.map((order) => system.offramps.start(order)));
      const { ids } = await reached(system, first.reference, 'awaiting-customer-approval');
      await system.simulator.play.approveCustomer(required(ids.customerId));
      for (const { reference } of orders) await reached(system, reference, 'awaiting-deposit');
    });
    expect(created).toEqual({ customers: 1, accounts: 1, flows: 1 });
    // Each takes one of the deposits to their one address.
    const { depositAddress } = await system.offramps.status(first.reference);
    const address = required(depositAddress?.address);
    await Promise.all(orders.map(() => system.simulator.play.receiveDeposit({ address, amount: '250.00' })));
    const deposits = await Promise.all(
      orders.map(async ({ reference }) => (await reached(system, reference, 'confirming-deposit')).ids.depositId),
    );
    expect(new Set(deposits).size).toBe(orders.length);
  });

  it('whose creator is closed before it has made the customer create them once', async () => {
    const first = newOrder();
    const others = [sameCustomer(first), sameCustomer(first)];
    system.simulator.faultNext({ path: '/customer/create', times: 200, fault: 'invalid-parameters' });
    const created = await createdBy(async () => {
      await system.offramps.start(first);
      await needsAttention(system, first.reference, 'provider-refused');
      await system.offramps.closeOfframp(first.reference, { ...operator, outcome: 'abandoned' });
      await system.offramps.result(first.reference);
      system.simulator.endFaults();
      await Promise.all(others.map((order) => system.offramps.start(order)));
      for (const { reference } of others) await reached(system, reference, 'awaiting-customer-approval');
    });
    expect(created).toEqual({ customers: 1, accounts: 0, flows: 0 });
  });

  it('that come later use what an earlier one made, its IBAN account too', async () => {
    const first = newOrder({ currency: 'EUR' });
    const { ids } = await startUntil(system, first, 'watching-for-return');
    const second = sameCustomer(first);
    const created = await createdBy(async () => {
      await system.offramps.start(second);
      await reached(system, second.reference, 'awaiting-deposit');
    });
    expect(created).toEqual({ customers: 0, accounts: 0, flows: 0 });
    const status = await system.offramps.status(second.reference);
    expect(status.ids).toMatchObject({
      customerId: ids.customerId,
      bankAccountId: ids.bankAccountId,
      flowId: ids.flowId,
    });
    for (const step of happySteps.slice(1)) await playStep(system, second.reference, step);
    await reached(system, second.reference, 'watching-for-return');
  });

  it('keep the deadline that an operator gave them, where another one takes the deposit', async () => {
    const first = newOrder({ currency: 'USD' });
    const orders = [first, sameCustomer(first)];
    await startUntil(system, first, 'awaiting-deposit');
    await system.offramps.start(required(orders[1]));
    for (const { reference } of orders) {
      await reached(system, reference, 'awaiting-deposit');
      await system.offramps.extendDeadline(reference, { ...operator, deadline: '20 days' });
      await later(system, reference, '8 days');
    }
    const { depositAddress } = await system.offramps.status(first.reference);
    await system.simulator.play.receiveDeposit({ address: required(depositAddress?.address), amount: '250.00' });
    for (const { reference } of orders) {
      await eventually('its claim', async () =>
        (await localActivitiesOf(system.client, `offramp-${reference}`)).includes('claimDeposit'),
      );
    }
    const stages = () =>
      Promise.all(orders.map(async ({ reference }) => (await system.offramps.status(reference)).stage));
    await eventually('the deposit to be claimed', async () => (await stages()).includes('confirming-deposit'));
    const loser = orders[(await stages()).indexOf('awaiting-deposit')];
    const asked = () => system.simulator.requests.filter(({ path }) => path === '/deposit/list').length;
    const before = asked();
    await system.offramps.retryNow(required(loser).reference, operator);
    await eventually('the provider to be asked', () => asked() > before);
    expect(await system.offramps.status(required(loser).reference)).not.toHaveProperty('outcome');
  });

  it('that pay to another account are stopped before their address is shown, until the old flow is off', async () => {
    const first = newOrder({ currency: 'USD' });
    const { ids } = await startUntil(system, first, 'awaiting-deposit');
    const second = sameCustomer(first, { bankAccount: { ...bankAccounts.USD, accountNo: '9999999999' } });
    await system.offramps.start(second);
    const status = await needsAttention(system, second.reference, 'address-pays-elsewhere');
    expect(status.depositAddress).toBeUndefined();
    await system.simulator.play.disableFlow(required(ids.flowId));
    await system.offramps.retryNow(second.reference, operator);
    const { depositAddress } = await reached(system, second.reference, 'awaiting-deposit');
    expect(depositAddress).toBeDefined();
  });
});
