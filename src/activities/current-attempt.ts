import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { refusal } from './failures';

const { PendingActivityState } = temporal.api.enums.v1;

/**
 * Throws unless Temporal still waits for this very attempt of the activity. A process that was frozen may wake with an
 * attempt that timed out long ago, sign it afresh, and create what another attempt has created since.
 */
export type RequireCurrentAttempt = () => Promise<void>;

export function createAttemptCheck({ client }: { client: Client }): RequireCurrentAttempt {
  return async () => {
    const { workflowExecution, activityId, attempt } = activityInfo();
    const { pendingActivities } = await client.workflowService.describeWorkflowExecution({
      namespace: client.options.namespace,
      execution: workflowExecution ?? null,
    });
    const pending = pendingActivities.find((activity) => activity.activityId === activityId);
    if (pending?.attempt !== attempt || pending.state !== PendingActivityState.PENDING_ACTIVITY_STATE_STARTED) {
      throw refusal('AttemptSuperseded', 'This attempt was given up long ago, so nothing was sent.');
    }
  };
}
