import { setTimeout as delay } from 'node:timers/promises';
import { describeOrder } from '../checker/orders';
import { toldHistory } from '../parts/order-history';
import type { Aim } from './aim';
import { clearUp } from './clear-up';
import type { Ground } from './ground';
import { orderAtItsEnd, type OrderAtItsEnd } from './order-at-its-end';
import type { EndingResult } from './result';
import { wordsOf } from './sayings';
import type { EndingTries } from './schedule';
import { trace } from './trace';

/** So long before the end is set going the first message can be sent. */
const leadMs = 250;
const endsWithinMs = 20_000;
const lookEveryMs = 100;

/** Lets one order end, tells it everything around that moment, and finds out where everything went. */
export async function playEnding(ending: EndingTries, ground: Ground, aim: Aim): Promise<EndingResult> {
  const reference = `end-${ground.site.settings.runId}-${ending.number}`;
  const order = await orderAtItsEnd(ground, reference, ending.ending);
  const { workflowId } = order;
  const sayings = ending.tries.map((one) => ({ one, words: wordsOf(one.saying, ending.ending, order, one.number) }));
  const over = new AbortController();
  const endedAt = endOf(ground, workflowId, over.signal);
  const from = beginEnd(order);
  const sending = sayings.map(async ({ one, words }) => {
    await waitUntil(from + aim.expectedMs + one.offsetMs);
    const taken = await ground.deliver(words.message);
    return { one, words, taken, answeredAt: performance.now() };
  });
  const answered = await Promise.all(sending);
  const at = await Promise.race([endedAt, goingOn(ground, order, over.signal)]);
  over.abort();
  aim.learn(at === undefined ? 'kept from ending' : 'ended');

  const tries = [];
  for (const { one, words, taken, answeredAt } of answered) {
    const given = { ending: ending.ending, saying: one.saying, said: taken.said };
    const traced = await trace(ground, workflowId, given, words);
    const answeredAfterEndMs = at === undefined ? undefined : answeredAt - at;
    tries.push({ number: one.number, ending: ending.ending, ...traced, refusals: taken.refusals, answeredAfterEndMs });
  }
  const history = await toldHistory(ground.client, workflowId);
  await clearUp(
    ground,
    order.reference,
    sayings.map(({ words }) => words),
  );
  const { playedAgain = 0, failures = ['there is no such order.'] } = history ?? {};
  const tookMs = at === undefined ? {} : { endTookMs: at - from };
  return { ending: ending.ending, workflowId, tries, playedAgain, failures, ...tookMs };
}

/** Sets the end going a little later, and answers with that moment. */
function beginEnd({ end }: OrderAtItsEnd): number {
  if (typeof end !== 'function') return performance.now() + end.dueAt - Date.now();
  const from = performance.now() + leadMs;
  // What was sent before may have made the order go on, so that it can no longer be told to end.
  void waitUntil(from)
    .then(end)
    .catch(() => undefined);
  return from;
}

/** When the order ends; never, if it does not. */
function endOf({ client }: Ground, workflowId: string, over: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    client
      .withAbortSignal(over, () => client.workflow.getHandle(workflowId).result())
      .then(
        () => resolve(performance.now()),
        () => undefined,
      );
  });
}

/** Resolves once it can be seen that the order goes on, or that nothing of the kind can be seen for a long time. */
async function goingOn(ground: Ground, { workflowId }: OrderAtItsEnd, over: AbortSignal): Promise<undefined> {
  const giveUpAt = performance.now() + endsWithinMs;
  while (!over.aborted && performance.now() < giveUpAt) {
    const { standing } = await describeOrder(ground.temporal, workflowId);
    if (standing.is === 'needing attention' || (standing.is === 'under way' && hasGoneOn(standing.stage))) return;
    await delay(lookEveryMs);
  }
}

function hasGoneOn(stage: string): boolean {
  return ['confirming-deposit', 'awaiting-bank-transfer', 'retrying-bank-transfer'].includes(stage);
}

async function waitUntil(at: number): Promise<void> {
  const remaining = at - performance.now();
  if (remaining > 0) await delay(remaining);
}
