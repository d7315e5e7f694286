import { setTimeout as delay } from 'node:timers/promises';
import { bankScenarios } from '../../simulator';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { endAsTold } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';

type Scenario = (typeof bankScenarios)[number];

describe('every scenario of the bank', () => {
  let system: OfframpSystem;
  let over = false;
  let timePasses: Promise<void>[] = [];
  const orders = new Map<string, ReturnType<typeof newOrder>>(
    bankScenarios.map(({ tag }) => [tag, newOrder({ currency: 'USD', tags: [tag] })]),
  );
  const referenceOf = ({ tag }: Scenario) => orders.get(tag)?.reference ?? '';
  const isThere = async (scenario: Scenario) => {
    const now = endAsTold(await system.offramps.status(referenceOf(scenario)));
    return JSON.stringify(now) === JSON.stringify(scenario.reaches) && now;
  };

  /** Moves the clock of an order on wherever only time can: to the bank's next window, or past its silence. */
  async function passTime(scenario: Scenario): Promise<void> {
    const reference = referenceOf(scenario);
    while (!over) {
      await delay(300);
      const { stage, needsAttention, transfers } = await system.offramps.status(reference);
      const awaitsWindow = stage === 'retrying-bank-transfer' && needsAttention === undefined;
      const isSilent = scenario.tag === 'payment-silent' && transfers.length > 1 && stage === 'awaiting-bank-transfer';
      if (!awaitsWindow && !isSilent) continue;
      // A bank's second word, which comes before the window, is waited for.
      if (scenario.tag === 'bank-credit-after-failure') continue;
      await fastForward(system.environment.connection, `offramp-${reference}`, '3 hours');
    }
  }

  beforeAll(async () => {
    system = await startOfframpSystem({ autoplay: true, timeScale: 0.3 });
    await Promise.all([...orders.values()].map((order) => system.offramps.start(order)));
    timePasses = bankScenarios.map((scenario) => passTime(scenario));
  }, 60_000);
  afterAll(async () => {
    over = true;
    await Promise.allSettled(timePasses);
    await system.stop();
  });

  it.each(bankScenarios)(
    'takes an order to where its table says: $name',
    async (scenario) => {
      await eventually(JSON.stringify(scenario.reaches), () => isThere(scenario), { deadlineMs: 60_000 });
    },
    70_000,
  );

  it.each(bankScenarios)('and there it stays: $name', async (scenario) => {
    expect(await isThere(scenario)).toBeTruthy();
  });

  it('never pays twice, except where a bank credits what it had given back', async () => {
    const takenBack = orders.get('bank-credit-after-resend')?.reference ?? '';
    const { tradeId } = (await system.offramps.status(takenBack)).ids;
    const { duplicates, doublePayments, overpaid, sentBeforeReturn } = system.simulator.audit();
    const ours = [...doublePayments, ...overpaid, ...sentBeforeReturn].filter((payment) => payment.tradeId !== tradeId);
    expect([...duplicates, ...ours]).toEqual([]);
  });
});
