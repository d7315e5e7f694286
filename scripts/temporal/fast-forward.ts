import { randomUUID } from 'node:crypto';
import { type ConnectionLike, isGrpcDeadlineError, isGrpcServiceError } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { msToTs, tsToMs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const { FastForwardPollingResult, WorkflowExecutionStatus } = temporal.api.enums.v1;

const namespace = 'default';
const grpcUnimplemented = 12;

/** Far above the milliseconds it mostly takes; a busy development server may notice seconds later that a timer is due. */
const usuallyWithinMs = 45_000;

/**
 * Moves the clock of one workflow on by `duration` and fires what falls due on the way; resolves when it got there.
 * Add a margin to what is waited for: stage plus 60 s. A workflow that ends on the way resolves with `ended`.
 *
 * Activities, child workflows and everything outside the workflow stay on real time, and the clock stands still while
 * the workflow has an activity running or a workflow task to do. Throws if it has not got there within `withinMs`.
 */
export async function fastForward(
  connection: ConnectionLike,
  workflowId: string,
  duration: Duration,
  { withinMs = usuallyWithinMs }: { readonly withinMs?: number } = {},
): Promise<'arrived' | 'ended'> {
  try {
    return await connection.withDeadline(Date.now() + withinMs, () => skip(connection, workflowId, duration));
  } catch (error) {
    const why = explain(error, withinMs);
    throw new Error(`${workflowId} could not be fast-forwarded by ${duration}: ${why}`, { cause: error });
  }
}

/** Moves the clock of one workflow on to a minute after `moment`, as `fastForward` does; at once where it is past that. */
export async function fastForwardPast(
  connection: ConnectionLike,
  workflowId: string,
  moment: Date,
  limits: { readonly withinMs?: number } = {},
): Promise<'arrived' | 'ended'> {
  const { workflowExtendedInfo } = await connection.workflowService.describeWorkflowExecution({
    namespace,
    execution: { workflowId },
  });
  const { currentTime } = workflowExtendedInfo?.timeSkippingInfo ?? {};
  const now = currentTime ? tsToMs(currentTime) : Date.now();
  return fastForward(connection, workflowId, Math.max(moment.getTime() - now, 0) + 60_000, limits);
}

async function skip(connection: ConnectionLike, workflowId: string, duration: Duration): Promise<'arrived' | 'ended'> {
  const fastForwardId = randomUUID();
  await connection.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id: fastForwardId, duration: msToTs(duration) } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  for (;;) {
    const { fastForwardPollingResult, failedReason } =
      await connection.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace,
        workflowExecution: { workflowId },
        fastForwardId,
      });
    switch (fastForwardPollingResult) {
      case FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED:
        return 'arrived';
      case FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT:
        continue;
      case FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED:
      case FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_UNSPECIFIED:
        if (await hasEnded(connection, workflowId)) return 'ended';
        throw new Error(`the server gave up on it, saying "${failedReason}".`);
    }
  }
}

async function hasEnded(connection: ConnectionLike, workflowId: string): Promise<boolean> {
  const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution({
    namespace,
    execution: { workflowId },
  });
  return workflowExecutionInfo?.status !== WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
}

function explain(error: unknown, withinMs: number): string {
  if (isGrpcDeadlineError(error)) {
    return `its clock has not got there within ${withinMs} ms. An activity, a child workflow or a workflow task that does not finish holds it.`;
  }
  if (isGrpcServiceError(error) && Number(error.code) === grpcUnimplemented) {
    return (
      'the Temporal server cannot do it. Use the server of scripts/temporal-server.ts, or start yours, 1.32 or newer, ' +
      'with --dynamic-config-value frontend.WorkflowTimeSkippingEnabled=true (the name differs between versions).'
    );
  }
  return error instanceof Error ? error.message : String(error);
}
