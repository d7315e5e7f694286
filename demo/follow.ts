import { setTimeout as delay } from 'node:timers/promises';
import { WorkerSilent, type OfframpClient, type OfframpStatus } from '../src/client';
import { workflowIdOf } from '../src/signals/offramp-order';
import type { Client } from '@temporalio/client';
import { sendDeposit } from './customer';
import { isReached, type ExpectedEnd } from './expected-end';
import { answerAttention } from './operator';
import { orderClock } from './passing-time';
import { orderOf, type Story } from './story';

/** An order that the demo follows. */
export interface FollowedOrder {
  readonly reference: string;
  readonly currency: string;
  readonly expected: ExpectedEnd;
}

/** How far an order came. */
export interface OrderEnd {
  readonly order: FollowedOrder;
  /** Absent of an order that was awaited in vain. */
  readonly status?: OfframpStatus | undefined;
  readonly tookMs: number;
}

/** What is needed to follow orders, and who hears of them. */
export interface Following {
  readonly offramps: OfframpClient;
  readonly client: Pick<Client, 'connection'>;
  readonly simulatorUrl: string;
  readonly runId: string;
  /** Nothing is followed any longer once this is aborted. */
  readonly signal: AbortSignal;
  /** Hears of every answer. */
  readonly changed: (order: FollowedOrder, status: OfframpStatus) => void;
}

/** What is known of an order when the demo begins to follow it. */
interface Beginning {
  readonly startedAt: number;
  readonly status?: OfframpStatus;
  readonly story?: Pick<Story, 'customerSends' | 'time' | 'replacementAccount'>;
}

const askEveryMs = 300;
/** Many times what any story takes; only a story that is stuck gets there. */
const giveUpAfterMs = 90_000;

/**
 * Starts a story's order and follows it, and the one that a later deposit becomes, to their ends, or for as long as any
 * order could take.
 */
export async function followStory(following: Following, story: Story): Promise<OrderEnd[]> {
  const startedAt = Date.now();
  const order = orderOf(story, following.runId);
  const own = { reference: order.reference, currency: order.bankAccount.currency, expected: story.expected };
  const status = await following.offramps.start(order);
  const ends = [followOrder(following, own, { startedAt, status, story })];
  if (story.laterDeposit) ends.push(followLaterDeposit(following, { ...own, expected: story.laterDeposit }));
  return Promise.all(ends);
}

/** Follows an order until it has an outcome, or needs attention as it is expected to. */
async function followOrder(
  following: Following,
  order: FollowedOrder,
  { startedAt, status, story = {} }: Beginning,
): Promise<OrderEnd> {
  const { simulatorUrl, signal, changed } = following;
  const clock = orderClock(following.client, workflowIdOf(order.reference));
  for (let toSend = story.customerSends; ;) {
    signal.throwIfAborted();
    if (status) changed(order, status);
    const tookMs = Date.now() - startedAt;
    // One whose money comes back is not at its end when it has settled for the first time.
    const hasEnded = status?.outcome !== undefined && !('transfers' in order.expected);
    const isOver = status !== undefined && (hasEnded || isReached(order.expected, status));
    if (isOver || tookMs > giveUpAfterMs) return { order, status, tookMs };
    if (toSend !== undefined && status?.depositAddress) {
      if (story.time === 'friday-evening') await clock.untilFridayEvening();
      await sendDeposit(simulatorUrl, { address: status.depositAddress.address, amount: toSend });
      toSend = undefined;
    }
    if (status !== undefined) await answerAttention(following.offramps, status, story);
    if (status !== undefined && story.time !== undefined) await clock.pass(status);
    await delay(askEveryMs);
    status = (await statusNow(following, order.reference)) ?? status;
  }
}

/** Looks for the order that a later deposit to the address of this one becomes, and follows it. */
async function followLaterDeposit(following: Following, original: FollowedOrder): Promise<OrderEnd> {
  const prefix = `${original.reference}:deposit:`;
  for (const lookingSince = Date.now(); ;) {
    following.signal.throwIfAborted();
    const found = (await following.offramps.list()).find(({ reference }) => reference.startsWith(prefix));
    if (found) {
      const order = { ...original, reference: found.reference };
      return followOrder(following, order, { startedAt: Date.parse(found.startedAt) });
    }
    const tookMs = Date.now() - lookingSince;
    if (tookMs > giveUpAfterMs) return { order: { ...original, reference: `${prefix}?` }, tookMs };
    await delay(askEveryMs);
  }
}

async function statusNow({ offramps }: Following, reference: string): Promise<OfframpStatus | undefined> {
  try {
    return await offramps.status(reference);
  } catch (error) {
    // Busy for a moment, or gone: a worker that is gone is reported by the process that started it.
    if (error instanceof WorkerSilent) return undefined;
    throw error;
  }
}
