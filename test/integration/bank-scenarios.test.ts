import { setTimeout as delay } from 'node:timers/promises';
import { bankScenarios } from '../../simulator';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { needsSomebody, toNextWindow } from '../support/bank-transfers';
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
  const endOf = async (scenario: Scenario) => endAsTold(await system.offramps.status(referenceOf(scenario)));

  /** Lets time pass for an order until all tests are over. */
  async function passTime(scenario: Scenario): Promise<void> {
    while (!over) {
      await delay(300);
      // A busy machine may take too long for a question or a move; an order that never gets there fails its own test.
      await moveOn(scenario).catch(() => undefined);
    }
  }

  /** Moves an order's clock to its bank's next window, or past its silence. */
  async function moveOn(scenario: Scenario): Promise<void> {
    const status = await system.offramps.status(referenceOf(scenario));
    const { stage, transfers, workflowId } = status;
    // What seems to need a person may still be set right by the bank.
    if (needsSomebody(status)) return;
    const { tag } = scenario;
    // A bank's second word, which comes before the window, is waited for.
    const awaitsWindow = stage === 'retrying-bank-transfer' && tag !== 'bank-credit-after-failure';
    const isSilent = tag === 'payment-silent' && transfers.length > 1 && stage === 'awaiting-bank-transfer';
    if (awaitsWindow) await toNextWindow(system, status);
    else if (isSilent) await fastForward(system.environment.connection, workflowId, '1 day');
  }

  beforeAll(async () => {
    system = await startOfframpSystem({ autoplay: true, timeScale: 0.3 });
    await Promise.all([...orders.values()].map((order) => system.offramps.start(order)));
    timePasses = bankScenarios.map((scenario) => passTime(scenario));
  });
  afterAll(async () => {
    over = true;
    await Promise.allSettled(timePasses);
    await system.stop();
  });

  it.each(bankScenarios)('takes an order to where its table says: $name', async (scenario) => {
    const arrived = async () => {
      expect(await endOf(scenario)).toEqual(scenario.reaches);
      return true;
    };
    await eventually(JSON.stringify(scenario.reaches), arrived);
  });

  it.each(bankScenarios)('and there it stays: $name', async (scenario) => {
    expect(await endOf(scenario)).toEqual(scenario.reaches);
  });

  it('never pays twice, except where a bank credits what it had given back', async () => {
    const takenBack = orders.get('bank-credit-after-resend')?.reference ?? '';
    const { tradeId } = (await system.offramps.status(takenBack)).ids;
    const { duplicates, doublePayments, overpaid, sentBeforeReturn } = system.simulator.audit();
    const ours = [...doublePayments, ...overpaid, ...sentBeforeReturn].filter((payment) => payment.tradeId !== tradeId);
    expect([...duplicates, ...ours]).toEqual([]);
  });
});
