import { setTimeout as delay } from 'node:timers/promises';
import { describeOrder } from '../checker/orders';
import { until } from '../parts/until';
import { deliverLate } from './bank';
import type { BlockKind } from './blocks';
import { readHistory } from './histories';
import { judgeMoney } from './judge';
import { statusOf } from './operator';
import type { OrderInPlay } from './order-in-play';
import { passTime, perform } from './perform';

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
  /** Those of them that are about money which moved as it must not, by what the provider recorded. */
  readonly aboutMoney: readonly string[];
  /** What happened, line by line. */
  readonly log: readonly string[];
}

/** From the longest wait for a transfer to the end of the return watch. */
const daysAtTheEnd = 20;
const mostTimes = 4;
const datedEveryMs = 100;
const atTheEndMs = 60_000;
const settlingMs = 1_000;
const restWithinMs = 20_000;

/** Plays one order, which `brought` brings to the bank, through its seed's moves and to its end, and judges it. */
export async function runSeed(order: OrderInPlay, brought: Promise<void>, { allowed }: BlockKind): Promise<SeedResult> {
  const violations: string[] = [];
  let end = 'not played to its end';
  const over = new AbortController();
  try {
    await brought;
    void dateByTheOrder(order, over.signal);
    await playMoves(order);
    end = await toItsEnd(order);
    if (end.startsWith('forgotten')) violations.push(end);
  } catch (error) {
    violations.push(`could not be played: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    over.abort();
  }
  const { lane, client } = order.stage;
  const aboutMoney = judgeMoney(order, lane.provider, allowed);
  const { events, problems, sendsWhilePaused } = await readHistory(client, order.workflowId);
  violations.push(...problems);
  if (allowed.onlyUnpaused === true && sendsWhilePaused > 0) {
    aboutMoney.push(`${sendsWhilePaused} payments left although their plan said that payouts were paused`);
  }
  const { seed, temper, moves } = order.schedule;
  const { workflowId, log } = order;
  return {
    ...{ seed, temper, workflowId, end, events, log, aboutMoney },
    violations: [...aboutMoney, ...violations],
    resends: order.payments.length,
    moves: moves.length,
  };
}

/**
 * The provider lists payments by the day on which they were made, and its clock is not moved on as the order's is: each
 * is given the day that it was for the order.
 */
async function dateByTheOrder(order: OrderInPlay, over: AbortSignal): Promise<void> {
  const { payments } = order.stage.lane.provider.records;
  for (let dated = 0; !over.aborted; await delay(datedEveryMs)) {
    const payment = order.payments[dated];
    if (payment === undefined) continue;
    const status = await statusOf(order).catch(() => undefined);
    const sent = status?.transfers.find(({ paymentReference }) => paymentReference === payment.reference);
    if (sent === undefined) continue;
    payments.put({ ...payments.require(payment.id), createdAt: sent.submitAt });
    dated += 1;
  }
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
  for (let times = 0; times < mostTimes; times += 1) {
    if ((await passTime(order, daysAtTheEnd * 24, atTheEndMs)) === 'ended') break;
    // One that says so before the days are over may still help itself in them.
    const rest = await restWithin(order, settlingMs);
    if (rest !== undefined) return rest;
  }
  const rest = await restWithin(order, restWithinMs);
  return rest ?? `forgotten at ${(await statusOf(order))?.stage ?? 'nowhere'}, without saying what it waits for`;
}

function restWithin(order: OrderInPlay, deadlineMs: number): Promise<string | undefined> {
  return until('the order to come to rest', () => restOf(order), { deadlineMs, everyMs: 250 }).catch(() => undefined);
}

async function restOf(order: OrderInPlay): Promise<string | undefined> {
  const { standing } = await describeOrder(order.temporal, order.workflowId);
  switch (standing.is) {
    case 'needing attention':
      return `needs attention (${standing.reason})`;
    case 'broken':
      return `forgotten: its workflow is ${standing.how}`;
    case 'under way':
      return undefined;
    case 'settled':
    case 'ended':
      return (await isOver(order)) ? standing.is : undefined;
  }
}

async function isOver({ stage, workflowId }: OrderInPlay): Promise<boolean> {
  return (await stage.client.workflow.getHandle(workflowId).describe()).status.name !== 'RUNNING';
}
