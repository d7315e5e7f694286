import type { Client } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const { WorkflowExecutionStatus } = temporal.api.enums.v1;

/** What Temporal's index tells of one workflow, nothing of which is encrypted. */
export interface VisibleExecution {
  readonly workflowId: string;
  readonly type: string;
  readonly runId: string;
  readonly running: boolean;
  /** It ended by itself, with a result. */
  readonly completed: boolean;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  readonly searchAttributes: TypedSearchAttributes;
}

/**
 * Lists workflows without their memos: one that was written under a key which this process does not hold would
 * otherwise keep all the others from being found.
 */
export async function* listExecutions(client: Client, query: string): AsyncGenerator<VisibleExecution> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const { namespace } = client.options;
    const page = await client.workflowService.listWorkflowExecutions({
      namespace,
      query,
      ...(nextPageToken ? { nextPageToken } : {}),
    });
    for (const info of page.executions) yield visible(info);
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
  } while (nextPageToken);
}

/** A workflow in its latest run, and when its first one began: a reset starts a new run, but no new order. */
export interface DescribedExecution extends VisibleExecution {
  readonly firstStartedAt: Date;
}

/** What is known of a workflow in its latest run, without its memo. */
export async function describeExecution(client: Client, workflowId: string): Promise<DescribedExecution> {
  const { namespace } = client.options;
  const asked = { namespace, execution: { workflowId } };
  const { workflowExecutionInfo, workflowExtendedInfo } = await client.workflowService.describeWorkflowExecution(asked);
  const latest = visible(workflowExecutionInfo ?? {});
  const first = workflowExtendedInfo?.originalStartTime;
  return { ...latest, firstStartedAt: first ? new Date(tsToMs(first)) : latest.startedAt };
}

function visible(info: temporal.api.workflow.v1.IWorkflowExecutionInfo): VisibleExecution {
  const { execution, type, status, startTime, closeTime, searchAttributes } = info;
  return {
    workflowId: execution?.workflowId ?? '',
    type: type?.name ?? '',
    runId: execution?.runId ?? '',
    running: status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
    completed: status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
    startedAt: new Date(startTime ? tsToMs(startTime) : 0),
    ...(closeTime && { endedAt: new Date(tsToMs(closeTime)) }),
    searchAttributes: decodeTypedSearchAttributes(searchAttributes?.indexedFields),
  };
}
