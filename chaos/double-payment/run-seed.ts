import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../parts/until';
import { deliverLate } from './bank';
import type { BlockKind } from './blocks';
import { readHistory } from './histories';
import { judgeMoney } from './judge';
import { statusOf } from './operator';
import type { OrderInPlay } from './order-in-play';
import { passTime, perform } from './perform';
import { bringToTheBank } from './set-up';

/** What came of one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly temper: string;
  readonly workflowId: string;
  readonly end: string;
  readonly resends: number;
  readonly moves: number;
  readonly events: number;
  /** A sentence for everything that must not be. */
  readonly violations: readonly string[];
  /** What happened, line by line. */
  readonly log: readonly string[];
}

const daysAtTheEnd = 30;
const atTheEndMs = 60_000;
const restWithinMs = 20_000;

/** Plays one order through its seed's moves and to its end, and judges it. */
export async function runSeed(order: OrderInPlay, { allowed }: BlockKind): Promise<SeedResult> {
  const violations: string[] = [];
  let end = 'not played to its end';
  try {
    await bringToTheBank(order);
    await playMoves(order);
    end = await toItsEnd(order);
    if (end.startsWith('forgotten')) violations.push(end);
  } catch (error) {
    violations.push(`could not be played: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { lane, client } = order.stage;
  violations.push(...judgeMoney(order, lane.provider, allowed));
  const { events, problems, sendsWhilePaused } = await readHistory(client, order.workflowId);
  violations.push(...problems);
  if (allowed.onlyUnpaused === true && sendsWhilePaused > 0) {
    violations.push(`${sendsWhilePaused} payments were asked for although their plan said that payouts were paused`);
  }
  const { seed, temper, moves } = order.schedule;
  const { workflowId, log } = order;
  return { seed, temper, workflowId, end, resends: order.payments.length, moves: moves.length, events, violations, log };
}

async function playMoves(order: OrderInPlay): Promise<void> {
  const { moves, gaps } = order.schedule;
  for (const [index, move] of moves.entries()) {
    await delay(gaps[index] ?? 0);
    await perform(order, move);
  }
}

/** Lets everything come that is still to come, and time pass until nothing more happens by itself. */
async function toItsEnd(order: OrderInPlay): Promise<string> {
  order.write(`the late reports: ${await deliverLate(order)}`);
  let standing: string | undefined;
  for (let times = 0; times < 3 && standing !== 'ended'; times += 1) {
    const passed = await passTime(order, daysAtTheEnd * 24, atTheEndMs);
    standing = passed === 'ended' ? 'ended' : undefined;
  }
  return until('the order to come to rest', () => restOf(order), { deadlineMs: restWithinMs, everyMs: 250 }).catch(
    async () => `forgotten at ${(await statusOf(order))?.stage ?? 'nowhere'}, without saying what it waits for`,
  );
}

async function restOf(order: OrderInPlay): Promise<string | undefined> {
  const status = await statusOf(order);
  if (status === undefined) return undefined;
  const handle = order.stage.client.workflow.getHandle(order.workflowId);
  const { status: execution } = await handle.describe();
  if (execution.name === 'COMPLETED') return `${status.outcome} (${status.evidence ?? status.reason ?? ''})`;
  return status.needsAttention && `needs attention (${status.needsAttention.reason})`;
}
