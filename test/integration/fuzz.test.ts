import { temporal } from '@temporalio/proto';
import fc from 'fast-check';
import type { OfframpStatus } from '../../src/client';
import { listExecutions } from '../../src/client/visible-executions';
import { eventually } from '../support/eventually';
import { endAsTold, happySteps, playStep, reached, required } from '../support/journeys';
import { messageAbout, strangersMessage, type OddMessage, type TrueEvent } from '../support/odd-messages';
import { sendOdd, sendRaw } from '../support/odd-requests';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';

const { EventType, WorkflowTaskFailedCause } = temporal.api.enums.v1;

/** Batches of messages in all; FUZZ_RUNS=1000 makes a long run of it. */
const runs = Number(process.env.FUZZ_RUNS ?? 36);
const runsAtEachStep = Math.ceil(runs / happySteps.length);
const messagesOfRun = { minLength: 6, maxLength: 10 };
/** An order takes no more than 1,000 signals from one relay. */
const victimCount = 2 + Math.ceil(runs / 100);

jest.setTimeout(60_000 + runs * 2_000);

describe('whatever is sent to the relay', () => {
  let system: OfframpSystem;
  let seed: number;
  const checkedUnmatched = new Set<string>();
  /** How often each status was answered. */
  const answers = new Map<number, number>();

  beforeAll(async () => {
    system = await startOfframpSystem();
    seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
  });
  afterAll(() => system.stop());

  it('is answered, harms no workflow, and lets orders in mid-journey end as they would have', async () => {
    const victims = Array.from({ length: victimCount }, () => newOrder());
    for (const victim of victims) await system.offramps.start(victim);
    for (const [index, stage] of happySteps.entries()) {
      const standing = await Promise.all(victims.map(({ reference }) => reached(system, reference, stage)));
      await bombard(standing.flatMap(trueOf), seed + index);
      await checkUnmatched();
      await Promise.all(victims.map(({ reference }) => playStep(system, reference, stage)));
    }
    for (const { reference } of victims) {
      const status = await reached(system, reference, 'watching-for-return');
      expect(endAsTold(status)).toEqual({ stage: 'watching-for-return', outcome: 'settled (bank-report)' });
      expect(status.amounts).toMatchObject({ deposited: { amount: '250.00', currency: 'USDT' } });
      expect(status.transfers).toMatchObject([{ attempt: 1, state: 'credited' }]);
      expect(await failedTasks(status.workflowId)).toEqual([]);
    }
    // Otherwise nothing of this came further than the door.
    expect([...answers.keys()]).toEqual(expect.arrayContaining([200, 400, 401]));
    expect(checkedUnmatched.size).toBeGreaterThan(0);
    if (process.env.FUZZ_RUNS !== undefined) console.log(`seed ${seed}, ${checkedUnmatched.size} kept,`, answers);
    // What must not have changed for anybody.
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  /** Sends odd messages, of which a part is about the victims; a failure tells the seed, and what was sent, made small. */
  async function bombard(known: readonly TrueEvent[], withSeed: number): Promise<void> {
    const message = known.length > 0 ? fc.oneof(messageAbout(known), strangersMessage) : strangersMessage;
    const property = fc.asyncProperty(
      fc.array(message, messagesOfRun),
      fc.uint8Array({ maxLength: 200 }),
      answeredWell,
    );
    await fc.assert(property, { numRuns: runsAtEachStep, seed: withSeed, interruptAfterTimeLimit: 600_000 });
  }

  async function answeredWell(messages: readonly OddMessage[], noHttp: Uint8Array): Promise<void> {
    const statuses = await Promise.all(messages.map((message) => sendOdd(system, message)));
    // Temporal is there, so that there is nothing that could not be stored.
    expect(statuses.filter((status = 500) => status >= 500)).toEqual([]);
    for (const status of statuses) answers.set(status ?? 0, (answers.get(status ?? 0) ?? 0) + 1);
    expect(
      (await sendRaw(system, Buffer.concat([Buffer.from('x'), noHttp, Buffer.from('\r\n\r\n')]))) ?? 400,
    ).toBeLessThan(500);
    expect((await fetch(`${system.relayUrl}/health`)).status).toBe(200);
  }

  /** Every unmatched event so far has a sound history and says how it stands; then it is dismissed. */
  async function checkUnmatched(): Promise<void> {
    const query = `WorkflowType = "unmatchedWebhook" AND TaskQueue = "${system.taskQueue}"`;
    for await (const { workflowId, running } of listExecutions(system.client, query)) {
      if (checkedUnmatched.has(workflowId)) continue;
      checkedUnmatched.add(workflowId);
      const handle = system.client.workflow.getHandle(workflowId);
      const status = await eventually(`${workflowId} to say how it stands`, () => handle.query<object>('status'));
      expect(status).toMatchObject({ event: expect.any(String) });
      expect(await failedTasks(workflowId)).toEqual([]);
      if (running) await system.offramps.dismiss(workflowId, { operator: 'Kim', reason: 'It makes no sense.' });
    }
  }

  async function failedTasks(workflowId: string): Promise<string[]> {
    const { events } = await system.client.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? [])
      .filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
      .flatMap(({ workflowTaskFailedEventAttributes: failed }) => failed ?? [])
      .filter(({ cause }) => cause !== WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
      .map(({ failure }) => `${workflowId}: ${failure?.message ?? 'no words'}`);
  }
});

/** What the provider has said of an order's objects, and may say again. */
function trueOf({ ids, stage }: OfframpStatus): TrueEvent[] {
  const { customerId, depositAddressId, depositId, tradeId } = ids;
  const since = (first: OfframpStatus['stage']): boolean =>
    happySteps.findIndex((step) => step === stage) >= happySteps.findIndex((step) => step === first);
  return [
    ...(since('awaiting-deposit') ? [{ event: 'CUSTOMER_APPROVED', names: { customerId: required(customerId) } }] : []),
    ...(depositAddressId === undefined ? [] : [{ event: 'DEPOSIT_ADDRESS_APPROVED', names: { id: depositAddressId } }]),
    ...(depositId === undefined ? [] : [{ event: 'DEPOSIT_RECEIVED', names: { depositId } }]),
    ...(depositId !== undefined && since('awaiting-trade')
      ? [{ event: 'DEPOSIT_APPROVED', names: { id: depositId } }]
      : []),
    ...(tradeId === undefined ? [] : [{ event: 'TRADE_CREATED', names: { tradeId } }]),
    ...(tradeId !== undefined && since('awaiting-bank-transfer')
      ? [{ event: 'TRADE_SETTLED', names: { id: tradeId } }]
      : []),
  ];
}
