import { isGrpcServiceError, type Client } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { QueryRefused } from './errors';

const { WorkflowExecutionStatus } = temporal.api.enums.v1;
const invalidArgument = 3;

/** What Temporal's index tells of one workflow, nothing of which is encrypted. */
export interface VisibleExecution {
  readonly workflowId: string;
  readonly type: string;
  readonly runId: string;
  readonly running: boolean;
  readonly startedAt: Date;
  readonly searchAttributes: TypedSearchAttributes;
}

/**
 * Throws {@link QueryRefused} where the server does not understand the query. Lists workflows without their memos: one that was written under a key which this process does not hold would
 * otherwise keep all the others from being found.
 */
export async function* listExecutions(client: Client, query: string): AsyncGenerator<VisibleExecution> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const { namespace } = client.options;
    const asked = { namespace, query, ...(nextPageToken ? { nextPageToken } : {}) };
    const page = await client.workflowService.listWorkflowExecutions(asked).catch((error: unknown) => {
      throw isGrpcServiceError(error) && Number(error.code) === invalidArgument
        ? new QueryRefused(query, error.details, { cause: error })
        : error;
    });
    for (const { execution, type, status, startTime, searchAttributes } of page.executions) {
      yield {
        workflowId: execution?.workflowId ?? '',
        type: type?.name ?? '',
        runId: execution?.runId ?? '',
        running: status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING,
        startedAt: new Date(startTime ? tsToMs(startTime) : 0),
        searchAttributes: decodeTypedSearchAttributes(searchAttributes?.indexedFields),
      };
    }
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
  } while (nextPageToken);
}
