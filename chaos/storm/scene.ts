import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { Lane } from '../parts/lane';
import { until } from '../parts/until';
import { eachOf } from './at-once';
import { endReturnWatch, hastenDelivery, waitFor, type Moved } from './clocks';
import { offrampOf, type PlayedOrder, type Player } from './play';
import { isAtRest, isAtWork, isPast, standingsOf, type Standing } from './standings';
import type { LateEvent, Storm } from './storm';
import { storiesWithoutDeposit } from './stories';
import { listKept, stillToDeliver } from './unmatched';

/** Where a block of seeds is played. */
export interface Scene {
  readonly client: Client;
  readonly lane: Lane;
  readonly storm: Storm;
  readonly players: readonly Player[];
  /** What the references of all its orders begin with. */
  readonly prefix: string;
}

const atOnce = 12;
const madeWithinMs = 150_000;
/** It has to be as quiet as this before a sweep: what came too early for its order is tried again meanwhile. */
const quietForMs = 2_000;
const lookEveryMs = 400;
const quietWithinMs = 120_000;
/** Rounds in which nothing has changed, after which what still waits is taken for stuck. */
const mostIdleRounds = 3;
const handedOnWithinMs = 3_000;

/**
 * Starts all orders, no more at once than a worker registers at once: what is signed and then waits for its turn grows
 * too old to be sent. A customer's second order begins when the provider knows the customer.
 */
export async function startOrders({ lane, players }: Scene): Promise<void> {
  const { customers } = lane.provider.records;
  await eachOf(players, atOnce, async (player) => {
    const isMade = () => (customers.where(({ externalId }) => externalId === player.externalId)[0] ? true : undefined);
    for (const order of player.orders) {
      await lane.offramps.start(offrampOf(player, order));
      await until(`${order.reference} to be registered`, isMade, { deadlineMs: madeWithinMs, everyMs: 50 });
    }
  });
}

/**
 * Lets the storm pass, sweeps whenever all is quiet, and lets time pass for orders that a sweep cannot help, until
 * nothing more happens.
 */
export async function bringToRest(scene: Scene): Promise<{ readonly sweeps: number }> {
  const { lane, storm } = scene;
  let idle = 0;
  for (let sweeps = 1; ; sweeps += 1) {
    await untilQuiet(scene);
    const { told, unmatched, postponed } = await lane.offramps.sweep();
    if (told + unmatched > 0 || (await handOnEarly(scene))) continue;
    const waiting = await waitingOrders(scene);
    if (waiting.length + storm.lateEvents + storm.underWay + postponed === 0) return { sweeps };
    // Postponed is, among others, a deposit whose order has first to learn its address, for which time has to pass.
    const moved = await eachOf(waiting, atOnce, (order) => letTimePass(scene, order));
    idle = moved.includes('moved') ? 0 : idle + 1;
    if (idle > mostIdleRounds) return { sweeps };
  }
}

/**
 * Has what came too early for its order tried again, which otherwise happens less and less often, and answers whether
 * anything has been handed on. It has to be before time passes: within the days that an order then skips, it would long
 * have been.
 */
async function handOnEarly({ client, lane, storm }: Scene): Promise<boolean> {
  const early = async () => stillToDeliver(await listKept(client, lane.taskQueue), storm.tally.unknowns);
  const before = await early();
  if (before.length === 0) return false;
  await eachOf(before, atOnce, ({ workflowId }) => hastenDelivery(client, workflowId));
  const isFewer = async () => ((await early()).length < before.length ? true : undefined);
  return until('an early event to be handed on', isFewer, { deadlineMs: handedOnWithinMs, everyMs: 250 }).catch(
    () => false,
  );
}

/**
 * Lets all return watches end that are under way, those of later deposits included. No time passes for any other order:
 * one that is stuck would find out by itself what the sweep has not found.
 */
export async function endWatches({ client, prefix }: Scene): Promise<void> {
  const standings = [...(await standingsOf(client, workflowIdOf(prefix)))];
  const watching = standings.filter(([, { stage, running }]) => running && stage === 'watching-for-return');
  await eachOf(watching, atOnce, ([workflowId]) => endReturnWatch(client, workflowId).catch(() => undefined));
}

async function untilQuiet(scene: Scene): Promise<void> {
  const { lane, storm } = scene;
  const { steps, deliveries } = lane.provider.records;
  const giveUpAt = performance.now() + quietWithinMs;
  let quietSince: number | undefined;
  for (;;) {
    const standings = await standingsOf(scene.client, workflowIdOf(scene.prefix));
    storm.releaseLate((event) => mayCome(event, standings));
    const isQuiet =
      storm.underWay === 0 &&
      steps.all().length === 0 &&
      deliveries.all().length === 0 &&
      ordersOf(scene).every(({ order }) => standings.has(order.workflowId)) &&
      ![...standings.values()].some(isAtWork);
    const now = performance.now();
    quietSince = isQuiet ? (quietSince ?? now) : undefined;
    if (quietSince !== undefined && now - quietSince >= quietForMs) return;
    if (now > giveUpAt) return;
    await delay(lookEveryMs);
  }
}

/** An event that is for both orders of a customer comes when both have gone on. */
function mayCome({ player, stageLeft, network }: LateEvent, standings: ReadonlyMap<string, Standing>): boolean {
  return player.orders
    .filter((order) => network === undefined || order.network === network)
    .every(({ workflowId }) => {
      const standing = standings.get(workflowId);
      return standing !== undefined && isPast(standing, stageLeft);
    });
}

/** Orders, those of later deposits included, that wait for something. */
async function waitingOrders(scene: Scene): Promise<(readonly [workflowId: string, standing: Standing])[]> {
  const standings = await standingsOf(scene.client, workflowIdOf(scene.prefix));
  return [...standings].filter(([, standing]) => !isAtRest(standing));
}

/** Time passes only for what a sweep cannot find: where a deposit is on its way, it has to. */
async function letTimePass(scene: Scene, [workflowId, { stage }]: readonly [string, Standing]): Promise<Moved> {
  const order = ordersOf(scene).find((played) => played.order.workflowId === workflowId);
  const paysNothing = order !== undefined && storiesWithoutDeposit.includes(order.player.cast.story);
  if (stage === 'awaiting-deposit' && !paysNothing) return 'not-moved';
  return waitFor(scene.client, workflowId, stage);
}

export function ordersOf({ players }: Scene): { player: Player; order: PlayedOrder }[] {
  return players.flatMap((player) => player.orders.map((order) => ({ player, order })));
}
