import type { Client } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const { WorkflowExecutionStatus } = temporal.api.enums.v1;

/** What Temporal's index tells of one workflow, nothing of which is encrypted. */
export interface VisibleExecution {
  readonly workflowId: string;
  readonly runId: string;
  readonly running: boolean;
  readonly startedAt: Date;
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
    for (const { execution, status, startTime, searchAttributes } of page.executions) {
      yield {
        workflowId: execution?.workflowId ?? '',
        runId: execution?.runId ?? '',
        running: status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
        startedAt: new Date(startTime ? tsToMs(startTime) : 0),
        searchAttributes: decodeTypedSearchAttributes(searchAttributes?.indexedFields),
      };
    }
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
  } while (nextPageToken);
}
