import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, ServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { orderDeciding } from '../signals/messages';

const pauseMs = 100;
const failedPrecondition = 9;

/**
 * Sends an Update again as long as it leaves no trace: because the server drops it, where something else that happened
 * to the order in the same moment fails the workflow task which would have taken it in, or because the order is deciding
 * something. The Update's id must stay the same, so that one that was taken in after all is not taken in twice.
 */
export async function retriedUpdate<T>(send: () => Promise<T>, giveUpAtMs: number): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(isDroppedUpdate(error) || isTurnedAway(error)) || Date.now() + pauseMs >= giveUpAtMs) throw error;
      await delay(pauseMs);
    }
  }
}

function isTurnedAway(error: unknown): boolean {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === orderDeciding;
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
