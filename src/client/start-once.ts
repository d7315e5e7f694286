import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowStartOptions } from '@temporalio/client';

type StartOptions = Omit<WorkflowStartOptions, 'workflowIdReusePolicy' | 'workflowIdConflictPolicy'>;

/**
 * Starts a workflow that there may be only one of, ever: with money, a second run under the same id would be a second
 * payout, and Temporal allows one by default once the first has ended. Tells whether this call started it; if not, it was
 * there, running or ended.
 */
export async function startOnce(client: Client, workflowType: string, options: StartOptions): Promise<boolean> {
  try {
    await client.workflow.start(workflowType, {
      ...options,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
