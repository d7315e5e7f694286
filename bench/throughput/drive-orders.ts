import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { offrampInput } from '../../chaos/parts/offramp-input';
import { initialAttributes } from '../../src/signals/initial-attributes';
import { customerIdOfOrder, type FakeProvider } from '../parts/fake-provider';
import type { WorkerKind } from '../parts/measured-worker';
import { listStages, moveClockOn } from '../parts/running-orders';
import { isWaitingStage, signalFor, type WaitingStage } from './order-steps';

/** Orders of one kind that are started together. */
export interface Batch {
  readonly kind: WorkerKind;
  readonly taskQueue: string;
  readonly references: readonly string[];
}

/** Where an order waits for somebody outside, or for the end of its return watch. */
export type DrivenStage = WaitingStage | 'watching-for-return';

interface Outside {
  readonly client: Client;
  readonly provider: FakeProvider;
}

/** Well within what the development server allows. */
const lookEveryMs = 60;
/** Beyond the end of any return watch. */
const untilEndMs = 40 * 86_400_000;
const longestMs = 600_000;

export function workflowIdIn({ kind }: Pick<Batch, 'kind'>, reference: string): string {
  return `${kind}-${reference}`;
}

/** Starts all orders of a batch, with what a backend gives them; the control's are given the same. */
export async function startOrders({ client }: Outside, batch: Batch): Promise<void> {
  const { kind, taskQueue, references } = batch;
  await Promise.all(
    references.map((reference) =>
      client.workflow.start(kind, {
        ...{ workflowId: workflowIdIn(batch, reference), taskQueue, args: [offrampInput(reference)] },
        memo: { inputDigest: 'f'.repeat(64) },
        typedSearchAttributes: initialAttributes({ stage: 'registering-customer', currency: 'EUR' }),
        staticSummary: 'USDT on ETH to EUR',
        staticDetails: `Offramp **${reference}**: what the customer sends, and to where, stands in the input.`,
      }),
    ),
  );
}

/**
 * Tells each order what it waits for as soon as it is seen to wait, and moves its clock on to its end. Resolves once all
 * orders of the batch have ended, or have come to the stage that they are to stay at.
 */
export async function driveOrders(outside: Outside, batch: Batch, stayAt?: DrivenStage): Promise<void> {
  const { client, provider } = outside;
  const driven = new Map(
    batch.references.map((reference) => [workflowIdIn(batch, reference), new DrivenOrder(reference)]),
  );
  const giveUpAt = performance.now() + longestMs;
  for (;;) {
    const listed = await listStages(client.connection, batch.taskQueue, batch.kind);
    const running = new Set(listed.map(({ workflowId }) => workflowId));
    const acts = listed.flatMap(({ workflowId, stage }) => {
      const order = driven.get(workflowId);
      return order === undefined || stage === stayAt ? [] : [order.act(client, workflowId, stage, provider)];
    });
    await Promise.all(acts);
    const settled = [...driven].every(([workflowId, order]) => order.isTowardsEnd && !running.has(workflowId));
    const staying = listed.filter(({ workflowId, stage }) => stage === stayAt && driven.has(workflowId)).length;
    if (settled || (stayAt !== undefined && staying >= batch.references.length)) return;
    if (performance.now() > giveUpAt) {
      throw new Error(`${running.size} orders of ${batch.taskQueue} have not ended after ${longestMs / 1_000} s.`);
    }
    await delay(lookEveryMs);
  }
}

/** What has been done for one order so far. */
class DrivenOrder {
  readonly #done = new Set<string>();
  #mayBeWaiting = false;

  constructor(private readonly reference: string) {}

  /** The last thing has been done that an order is to be driven to. */
  get isTowardsEnd(): boolean {
    return this.#done.has('watching-for-return');
  }

  async act(client: Client, workflowId: string, stage: string, provider: FakeProvider): Promise<void> {
    if (this.#done.has(stage)) return;
    const customerId = customerIdOfOrder(this.reference);
    if (stage === 'awaiting-customer-approval' && !this.#waitsForApproval(customerId, provider)) return;
    if (stage === 'watching-for-return') {
      this.#done.add(stage);
      await moveClockOn(client.connection, workflowId, untilEndMs);
    } else if (isWaitingStage(stage)) {
      this.#done.add(stage);
      const { name, payload } = signalFor(stage, this.reference, customerId);
      await client.workflow.getHandle(workflowId).signal(name, payload);
    }
  }

  /** At this stage an order first reads the customer, and only then waits; it has had a look's time for that. */
  #waitsForApproval(customerId: string, provider: FakeProvider): boolean {
    if (this.#mayBeWaiting) return true;
    this.#mayBeWaiting = provider.readCustomers.has(customerId);
    return false;
  }
}
