import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, ServiceError } from '@temporalio/client';

const pauseMs = 100;
const failedPrecondition = 9;

/**
 * Sends an Update again as long as the server drops it because something else happened to the order in the same
 * moment: that fails the workflow task which would have taken it in, and leaves no trace. The Update's id must stay the
 * same, so that one that was taken in after all is not taken in twice.
 */
export async function retriedUpdate<T>(send: () => Promise<T>, giveUpAtMs: number): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!isDroppedUpdate(error) || Date.now() + pauseMs >= giveUpAtMs) throw error;
      await delay(pauseMs);
    }
  }
}

/** FAILED_PRECONDITION, with the one reason that passes by itself. */
function isDroppedUpdate(error: unknown): boolean {
  const answer = error instanceof ServiceError ? error.cause : error;
  return (
    isGrpcServiceError(answer) &&
    Number(answer.code) === failedPrecondition &&
    /unexpected workflow task failure/i.test(answer.details)
  );
}
