import { contractNames } from '../../src/coinut/contracts/contract';
import { happySteps, needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { bankAccounts, newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { operator } from '../support/stories';

describe.each(contractNames)('under the contract %s', (contract) => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem({ contract });
  });
  afterAll(() => system.stop());

  it.each(['USD', 'EUR', 'GBP', 'AUD', 'SGD'] as const)('an offramp to %s settles', async (currency) => {
    const order = newOrder({ currency });
    await system.offramps.start(order);
    await playStep(system, order.reference, 'awaiting-customer-approval');
    if (contract === 'openapi-2026-07') {
      const { ids } = await reached(system, order.reference, 'awaiting-deposit-address');
      await system.simulator.play.verifyAddress(required(ids.depositAddressId));
    }
    for (const step of happySteps.slice(1)) await playStep(system, order.reference, step);
    expect(await reached(system, order.reference, 'watching-for-return')).toMatchObject({
      outcome: 'settled',
      transfers: [{ currency, state: 'credited' }],
    });
  });

  it('Canadian dollars are paid out or refused before any call', async () => {
    const before = system.simulator.requests.length;
    const order = newOrder({ currency: 'CAD' });
    await system.offramps.start(order);
    if (contract === 'guide') {
      await startUntil(system, order, 'awaiting-deposit');
      return;
    }
    expect(await system.offramps.result(order.reference)).toMatchObject({
      outcome: 'rejected',
      reason: 'currency-not-offered',
    });
    expect(system.simulator.requests).toHaveLength(before);
  });

  it('an account that it has no way to write needs a person, who cancels the order', async () => {
    const { iban: _iban, ...account } = bankAccounts.GBP;
    const bankAccount = { ...account, accountNo: '31926819', sortCode: '601613' };
    const order = { ...newOrder({ currency: 'GBP' }), bankAccount };
    await startUntil(system, order, 'awaiting-customer-approval');
    await playStep(system, order.reference, 'awaiting-customer-approval');
    if (contract === 'guide') {
      await reached(system, order.reference, 'awaiting-deposit');
      return;
    }
    await needsAttention(system, order.reference, 'unsupported-by-contract');
    await system.offramps.cancelOfframp(order.reference, operator);
    expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'cancelled' });
  });
});
