import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { workflowIdOf } from '../src/signals/offramp-order';
import { offrampStageKey } from '../src/signals/search-attributes';
import { offrampStages } from '../src/signals/stages';
import type { System } from './system';

const { PENDING_ACTIVITY_STATE_STARTED } = temporal.api.enums.v1.PendingActivityState;
const { PENDING_WORKFLOW_TASK_STATE_STARTED } = temporal.api.enums.v1.PendingWorkflowTaskState;

/** The stages that follow the customer's approval, up to the one that a trade ends. */
const midway: readonly string[] = offrampStages.slice(
  offrampStages.indexOf('awaiting-customer-approval') + 1,
  offrampStages.indexOf('awaiting-trade') + 1,
);
const several = 3;
const lookEveryMs = 100;

export interface WorkerKill {
  readonly system: System;
  readonly client: Client;
  readonly references: readonly string[];
  readonly note: (line: string) => void;
  /** No moment is looked for any longer once this is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Kills the worker while several orders are between the customer's approval and the trade, and starts a new one. Resolves
 * with whether there was such a moment.
 *
 * It is one at which no request to the provider is under way. One that was would be made again only after most of a
 * minute; and whether one that adds a bank account without a number has had an effect, only a person can find out.
 */
export async function killWorker(kill: WorkerKill): Promise<boolean> {
  const { system, note, signal } = kill;
  while (!signal.aborted) {
    await delay(lookEveryMs);
    if (midwayOf(await standings(kill)) < several) continue;
    const { pid } = system.worker;
    const orders = await killAtRest(kill);
    if (orders < several) continue;
    note(`The worker (process ${pid}) is killed with SIGKILL: ${orders} orders are between approval and trade.`);
    const killedAt = performance.now();
    await system.startWorker();
    note(`A new worker (process ${system.worker.pid}) is ready after ${inSeconds(performance.now() - killedAt)}.`);
    return true;
  }
  return false;
}

/** Waits for a moment as long as several orders are midway, and kills the worker. Tells how many orders are midway. */
async function killAtRest(kill: WorkerKill): Promise<number> {
  const { worker } = kill.system;
  for (;;) {
    const seen = await standings(kill);
    if (midwayOf(seen) < several || kill.signal.aborted) return 0;
    if (!seen.some(({ wouldSuffer }) => wouldSuffer)) {
      // Frozen, it begins nothing between the look and the kill.
      worker.freeze();
      try {
        const frozen = await standings(kill);
        if (midwayOf(frozen) >= several && !frozen.some(({ wouldSuffer }) => wouldSuffer)) {
          await worker.kill();
          return midwayOf(frozen);
        }
      } finally {
        worker.thaw();
      }
    }
    await delay(lookEveryMs);
  }
}

function midwayOf(seen: readonly Standing[]): number {
  return seen.filter(({ stage }) => stage !== undefined && midway.includes(stage)).length;
}

function inSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

interface Standing {
  readonly stage?: string | undefined;
  readonly wouldSuffer: boolean;
}

/** How the orders stand by Temporal's own account, for which no worker is asked. */
async function standings({ client, references }: WorkerKill): Promise<Standing[]> {
  return Promise.all(references.map((reference) => standingOf(client, reference)));
}

async function standingOf(client: Client, reference: string): Promise<Standing> {
  try {
    const { typedSearchAttributes, status, raw } = await client.workflow.getHandle(workflowIdOf(reference)).describe();
    if (status.name !== 'RUNNING') return { wouldSuffer: false };
    const stage = typedSearchAttributes.get(offrampStageKey);
    const requestUnderWay = raw.pendingActivities?.some(({ state }) => state === PENDING_ACTIVITY_STATE_STARTED);
    // Its deposit address is made and not yet known: for ten seconds the order would not be found by it.
    const learnsAddress =
      stage === 'creating-flow' && raw.pendingWorkflowTask?.state === PENDING_WORKFLOW_TASK_STATE_STARTED;
    return { stage, wouldSuffer: requestUnderWay === true || learnsAddress };
  } catch (error) {
    // It has not been started yet.
    if (error instanceof WorkflowNotFoundError) return { wouldSuffer: true };
    throw error;
  }
}
