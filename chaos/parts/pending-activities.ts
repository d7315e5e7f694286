import type { WorkflowClient } from '@temporalio/client';

/** An activity of an order that is not over. */
export interface PendingActivity {
  readonly activity: string;
  readonly attempt: number;
  /** Of the worker that this attempt, or the last one, was handed to. */
  readonly identity: string;
}

/** What an order has under way. */
export async function pendingActivities(
  { workflowService, options: { namespace } }: WorkflowClient,
  workflowId: string,
): Promise<PendingActivity[]> {
  const described = await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  return described.pendingActivities.map(({ activityType, attempt, lastWorkerIdentity }) => ({
    activity: activityType?.name ?? '',
    attempt: attempt ?? 1,
    identity: lastWorkerIdentity ?? '',
  }));
}
