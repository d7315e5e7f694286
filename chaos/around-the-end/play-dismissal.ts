import { setTimeout as delay } from 'node:timers/promises';
import { tsToMs } from '@temporalio/common/lib/time';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { until } from '../parts/until';
import { toldHistory } from '../parts/order-history';
import { clearUp } from './clear-up';
import type { Ground } from './ground';
import { offrampOf } from './order-at-its-end';
import type { EndingResult } from './result';
import { returnSaid } from './sayings';
import type { EndingTries } from './schedule';
import { trace } from './trace';

const operator = { operator: 'Kim', reason: 'It concerns nobody.' };
/** By then the order has appeared and the delivery waits for its next try. */
const attemptsBefore = 2;

/**
 * Dismisses an unmatched report while it is being delivered: its order has just appeared, and the delivery's next try
 * is due at a moment that Temporal tells.
 */
export async function playDismissal({ number, ending, tries }: EndingTries, ground: Ground): Promise<EndingResult> {
  const reference = `end-${ground.site.settings.runId}-${number}`;
  const workflowId = workflowIdOf(reference);
  const words = returnSaid({ reference });
  const taken = await ground.deliver(words.message);
  const dueAt = await nextTry(ground, words.unmatchedId);
  await ground.lane.offramps.start(offrampOf(reference, ending));
  const [one] = tries;
  await delay(Math.max(0, dueAt + (one?.offsetMs ?? 0) - Date.now()));
  // It may have been delivered already.
  await ground.lane.offramps.dismiss(words.unmatchedId, operator).catch(() => undefined);
  await until('the end of an unmatched event', () => isOver(ground, words.unmatchedId), { deadlineMs: 20_000 });
  const given = { ending, saying: 'return', said: taken.said } as const;
  const traced = await trace(ground, workflowId, given, words);
  const histories = [await toldHistory(ground.client, workflowId), await toldHistory(ground.client, words.unmatchedId)];
  await clearUp(ground, reference, [words]);
  return {
    ending,
    workflowId,
    tries: [{ number: one?.number ?? 0, ending, ...traced, refusals: taken.refusals }],
    playedAgain: histories.reduce((sum, history) => sum + (history?.playedAgain ?? 0), 0),
    failures: histories.flatMap((history) => history?.failures ?? ['it is not there.']),
  };
}

/** When an unmatched event is next tried to be delivered (milliseconds). */
async function nextTry({ client }: Ground, unmatchedId: string): Promise<number> {
  const { workflowService, options } = client.workflow;
  const ask = async () => {
    const request = { namespace: options.namespace, execution: { workflowId: unmatchedId } };
    const [pending] = (await workflowService.describeWorkflowExecution(request)).pendingActivities;
    const waits = pending?.attempt === attemptsBefore + 1 && !pending.lastStartedTime?.seconds?.isZero();
    return waits && pending.scheduledTime ? tsToMs(pending.scheduledTime) : undefined;
  };
  return until('an unmatched event to wait for its next try', ask, { deadlineMs: 20_000 });
}

async function isOver({ client }: Ground, unmatchedId: string): Promise<true | undefined> {
  return (await toldHistory(client, unmatchedId))?.ended === true ? true : undefined;
}
