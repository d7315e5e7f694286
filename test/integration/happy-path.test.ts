import { fiatCurrencies } from '../../src/banking/currencies';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

describe('an offramp', () => {
  let system: OfframpSystem;

  beforeAll(async () => {
    system = await startOfframpSystem({ autoplay: true });
  });
  afterAll(() => system.stop());

  it.each(fiatCurrencies)('goes from order to settled in %s', async (currency) => {
    const { offramps, environment } = system;
    const order = newOrder({ currency });
    const started = await offramps.start(order);

    const answer = await offramps.awaitDepositAddress(order.reference);
    expect(answer).toMatchObject({ depositAddress: { network: 'ETH', currency: 'USDT' } });
    const settled = await eventually('the order to be settled', async () => {
      const status = await offramps.status(order.reference);
      return status.stage === 'watching-for-return' ? status : undefined;
    });
    expect(settled).toMatchObject({ outcome: 'settled', evidence: 'bank-report' });

    await fastForward(environment.connection, started.workflowId, '30 days');
    const result = await offramps.result(order.reference);
    expect(result).toMatchObject({
      outcome: 'settled',
      reason: 'money-arrived',
      evidence: 'bank-report',
      amounts: { deposited: { amount: '250.00', currency: 'USDT' }, paidOut: { currency } },
      transfers: [{ attempt: 1, state: 'credited', currency }],
    });
  });
});
