import { setTimeout as delay } from 'node:timers/promises';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { describeOrder } from '../checker/orders';
import { Lane } from '../parts/lane';
import { toldHistory } from '../parts/order-history';
import { sendMessage, type RelayTarget, type SignedMessage } from '../parts/signed-messages';
import type { Site } from '../parts/site';
import { until } from '../parts/until';
import { isTaken, type Attempt, type Outage, type Sent } from './figures';
import type { Found } from './judge';
import { messageOf, numberIn, unmatchedIdOf, type WaitingOrder } from './messages';
import { pauseMs, planOf, type PlannedMessage } from './plan';
import { watchRelay, type Sighting } from './watch-relay';

export interface AwaySettings {
  readonly seed: number;
  readonly perSecond: number;
  readonly orders: number;
  readonly beforeMs: number;
  readonly awayMs: number;
  readonly afterMs: number;
}

/** Everything that is known once all messages have been taken, or given up. */
export interface AwayResult {
  readonly sent: readonly Sent[];
  readonly found: Found;
  readonly outage: Outage;
  readonly sightings: readonly Sighting[];
}

/** How long after the last message senders go on trying. */
const patienceMs = 120_000;
const setUpWithinMs = 60_000;

/** Sends messages at a fixed rate while Temporal is killed and started again, and looks afterwards what Temporal has. */
export async function runAway(settings: AwaySettings, site: Site, say: (line: string) => void): Promise<AwayResult> {
  const lane = await Lane.start(site, 'away', { autoplay: false });
  const over = new AbortController();
  try {
    return await Promise.race([sendThroughOutage(settings, { site, lane, over: over.signal, say }), lane.failed]);
  } finally {
    over.abort();
    await lane.stop();
  }
}

interface Surroundings {
  readonly site: Site;
  readonly lane: Lane;
  readonly over: AbortSignal;
  readonly say: (line: string) => void;
}

async function sendThroughOutage(settings: AwaySettings, around: Surroundings): Promise<AwayResult> {
  const { site, lane, over, say } = around;
  const { beforeMs, awayMs, afterMs } = settings;
  const { runId, secrets } = site.settings;
  const orders = await Promise.all(Array.from({ length: settings.orders }, (_, index) => waitingOrder(around, index)));
  const beganAt = performance.now();
  const now = (): number => performance.now() - beganAt;
  const target: RelayTarget = { relayUrl: lane.relayUrl, secrets };
  const watching = new AbortController();
  const endWatch = AbortSignal.any([over, watching.signal]);
  const watched = watchRelay({ url: lane.relayUrl, pid: lane.relay.pid }, now, endWatch);

  const outage = takeAway(site, now, { beforeMs, awayMs, say });
  const plan = planOf({ ...settings, lastsMs: beforeMs + awayMs + afterMs });
  const sending = plan.map(async (planned) => {
    await delay(Math.max(0, planned.atMs - now()));
    const attempts = await sendUntilTaken(target, messageOf(planned, orders, runId), now);
    return { number: planned.number, attempts };
  });
  const sent = await Promise.all(sending);
  const hours = await outage;
  watching.abort();
  const sightings = await watched;
  say('Every message has been taken or given up. Reading the histories …');
  return { sent, found: await findAll(site, orders, plan), outage: hours, sightings };
}

/** Kills Temporal and starts it again, at their times. */
async function takeAway(
  { temporal }: Site,
  now: () => number,
  { beforeMs, awayMs, say }: { beforeMs: number; awayMs: number; say: (line: string) => void },
): Promise<Outage> {
  await delay(Math.max(0, beforeMs - now()));
  await temporal.kill();
  const killedAt = now();
  say(`Temporal was killed after ${(killedAt / 1000).toFixed(1)} s.`);
  await delay(Math.max(0, killedAt + awayMs - now()));
  await temporal.startAgain();
  const backAt = now();
  say(`Temporal answers again after ${(backAt / 1000).toFixed(1)} s.`);
  return { killedAt, backAt };
}

/** Tries a message again on anything but 2xx, as a real sender would. */
async function sendUntilTaken(target: RelayTarget, message: SignedMessage, now: () => number): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const giveUpAt = now() + patienceMs;
  for (;;) {
    const reply = await sendMessage(target, message);
    attempts.push({ ...reply, answeredAt: now() });
    if (isTaken(reply) || now() > giveUpAt) return attempts;
    await delay(pauseMs(attempts.length - 1, reply.retryAfter, Math.random()));
  }
}

async function waitingOrder({ site, lane }: Surroundings, index: number): Promise<WaitingOrder> {
  const reference = `away-${site.settings.runId}-${index}`;
  const workflowId = workflowIdOf(reference);
  const externalId = `customer-of-${reference}`;
  await lane.offramps.start({
    reference,
    customer: { externalId, name: 'Ana Lim', email: 'ana@example.com' },
    bankAccount: {
      currency: 'SGD',
      bankName: 'DBS',
      swift: 'DBSSSGSG',
      accountNo: '0012345678',
      accountName: 'Ana Lim',
    },
    source: { currency: 'USDT', network: 'ETH' },
  });
  const { workflowService, options } = site.client.workflow;
  const ask = async () => {
    const { standing } = await describeOrder({ workflowService, namespace: options.namespace }, workflowId);
    const [customer] = lane.provider.records.customers.where((theirs) => theirs.externalId === externalId);
    return standing.is === 'under way' && standing.stage === 'awaiting-customer-approval' ? customer?.id : undefined;
  };
  const customerId = await until(`${reference} to wait for its customer`, ask, { deadlineMs: setUpWithinMs });
  return { reference, workflowId, customerId };
}

/** How often Temporal has each message: in the history of its order, or as an unmatched event. */
async function findAll(
  { client, settings: { runId } }: Site,
  orders: readonly WaitingOrder[],
  plan: readonly PlannedMessage[],
): Promise<Found> {
  const found = new Map<number, number>();
  const count = (number: number): void => void found.set(number, (found.get(number) ?? 0) + 1);
  for (const { workflowId } of orders) {
    const { signals = [] } = (await toldHistory(client, workflowId)) ?? {};
    for (const { payload } of signals) {
      const number = numberIn(payload);
      if (number !== undefined) count(number);
    }
  }
  for (const planned of plan.filter(({ about }) => about.from === 'unknown')) {
    const id = unmatchedIdOf(planned, messageOf(planned, orders, runId), runId);
    if (await toldHistory(client, id)) count(planned.number);
  }
  return found;
}
