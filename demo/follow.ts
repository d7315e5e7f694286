import { setTimeout as delay } from 'node:timers/promises';
import { WorkerSilent, type OfframpClient, type OfframpStatus } from '../src/client';
import { orderOf, type Story } from './stories';

/** How far an order came. */
export interface FollowedStory {
  readonly story: Story;
  readonly status: OfframpStatus;
  readonly tookMs: number;
}

const askEveryMs = 300;
/** Many times what any story takes; only a story that is stuck gets there. */
const giveUpAfterMs = 90_000;

/**
 * Starts a story's order and follows it until it has an outcome, or for as long as any order could take. `changed`
 * hears of every answer. Throws once `signal` is aborted.
 */
export async function followStory(
  offramps: OfframpClient,
  { story, runId, signal }: { readonly story: Story; readonly runId: string; readonly signal: AbortSignal },
  changed: (status: OfframpStatus) => void,
): Promise<FollowedStory> {
  const startedAt = performance.now();
  let status = await offramps.start(orderOf(story, runId));
  for (;;) {
    changed(status);
    const tookMs = performance.now() - startedAt;
    if (status.outcome !== undefined || tookMs > giveUpAfterMs) return { story, status, tookMs };
    await delay(askEveryMs);
    status = await statusNow(offramps, status);
    signal.throwIfAborted();
  }
}

async function statusNow(offramps: OfframpClient, last: OfframpStatus): Promise<OfframpStatus> {
  try {
    return await offramps.status(last.reference);
  } catch (error) {
    // Busy for a moment, or gone: a worker that is gone is reported by the process that started it.
    if (error instanceof WorkerSilent) return last;
    throw error;
  }
}
