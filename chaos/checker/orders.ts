import { isGrpcServiceError, type WorkflowService } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

/** How an order stands, as far as Temporal tells without its payloads being read. */
export type Standing =
  /** The money is out; the order may only be watching for a return. */
  | { readonly is: 'settled' }
  /** Ended at another stage. */
  | { readonly is: 'ended'; readonly stage: string }
  /** Says that it cannot go on by itself, and why. */
  | { readonly is: 'needing attention'; readonly reason: string }
  | { readonly is: 'under way'; readonly stage: string }
  /** The workflow itself failed, was terminated or timed out, or is not there at all. */
  | { readonly is: 'broken'; readonly how: string };

export interface OrderStanding {
  readonly workflowId: string;
  readonly standing: Standing;
}

export interface TemporalAccess {
  readonly workflowService: WorkflowService;
  readonly namespace: string;
}

const { WorkflowExecutionStatus: status } = temporal.api.enums.v1;
const notFound = 5;
const lastStage = 'watching-for-return';

/** Asks Temporal how one order stands at this moment. */
export async function describeOrder(
  { workflowService, namespace }: TemporalAccess,
  workflowId: string,
): Promise<OrderStanding> {
  try {
    const described = await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
    return { workflowId, standing: standingOf(described.workflowExecutionInfo ?? {}) };
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== notFound) throw error;
    return { workflowId, standing: { is: 'broken', how: 'not to be found' } };
  }
}

/** The ids of all orders that Temporal lists under a prefix, those that later deposits made included. */
export async function listOrders({ workflowService, namespace }: TemporalAccess, prefix: string): Promise<string[]> {
  const query = `WorkflowType IN ("offramp", "laterDeposit") AND WorkflowId STARTS_WITH "${prefix}"`;
  const ids: string[] = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await workflowService.listWorkflowExecutions({
      namespace,
      query,
      ...(nextPageToken ? { nextPageToken } : {}),
    });
    ids.push(...page.executions.map(({ execution }) => execution?.workflowId ?? ''));
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
  } while (nextPageToken);
  return ids;
}

function standingOf(info: temporal.api.workflow.v1.IWorkflowExecutionInfo): Standing {
  const attributes = info.searchAttributes?.indexedFields ?? {};
  const text = (name: string): string | undefined => {
    const value = plainJson(attributes[name]?.data);
    return typeof value === 'string' ? value : undefined;
  };
  const stage = text('OfframpStage') ?? 'no stage';
  const isRunning = info.status === status.WORKFLOW_EXECUTION_STATUS_RUNNING;
  if (!isRunning && info.status !== status.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
    return { is: 'broken', how: statusName(info.status) };
  }
  if (isRunning && plainJson(attributes['OfframpNeedsAttention']?.data) === true) {
    return { is: 'needing attention', reason: text('OfframpAttentionReason') ?? '' };
  }
  if (stage === lastStage) return { is: 'settled' };
  return isRunning ? { is: 'under way', stage } : { is: 'ended', stage };
}

/** Search attributes are never encrypted. */
function plainJson(data: Uint8Array | null | undefined): unknown {
  return data?.length ? JSON.parse(Buffer.from(data).toString('utf8')) : undefined;
}

function statusName(value: number | null | undefined): string {
  const name = Object.entries(status).find(([, number]) => number === value)?.[0] ?? 'UNKNOWN';
  return name.replace('WORKFLOW_EXECUTION_STATUS_', '').toLowerCase().replaceAll('_', ' ');
}
