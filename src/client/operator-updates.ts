import { randomUUID } from 'node:crypto';
import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { CommandAccepted, OperatorCommand } from '../signals/operator-commands';
import { CommandRefused, OrderUnreadable, WorkerSilent } from './errors';
import { retriedUpdate } from './retried-update';

/** Queries and Updates need a worker; without one they would wait for ever. */
export const workerDeadlineMs = 15_000;

/** Who is asked or told: a workflow, as people call it. */
export interface Addressee {
  readonly workflowId: string;
  /** Such as `the order order-1`. */
  readonly name: string;
  readonly notFound: () => Error;
}

/**
 * Sends an operator's command and waits until it has been accepted. Throws {@link CommandRefused} with the sentence of
 * whoever refused it, or {@link WorkerSilent}.
 */
export async function sendCommand<Command extends OperatorCommand>(
  client: Client,
  addressee: Addressee,
  definition: UpdateDefinition<CommandAccepted, [Command]>,
  command: Command,
): Promise<CommandAccepted> {
  const deadline = Date.now() + workerDeadlineMs;
  const options: { args: [Command]; updateId: string } = { args: [command], updateId: randomUUID() };
  const handle = client.workflow.getHandle(addressee.workflowId);
  const send = () => handle.executeUpdate<CommandAccepted, [Command]>(definition, options);
  try {
    return await client.withDeadline(deadline, () => retriedUpdate(send, deadline));
  } catch (error) {
    throw readable(addressee, error);
  }
}

/** Temporal's errors in the words of whoever asked. */
export function readable({ name, notFound }: Addressee, error: unknown): unknown {
  if (error instanceof WorkflowNotFoundError) {
    const ended = /already completed|closing workflow/i.test(error.message);
    return ended ? new CommandRefused(`${capitalised(name)} has ended already.`) : notFound();
  }
  if (error instanceof WorkflowUpdateFailedError) return new CommandRefused(error.cause?.message ?? error.message);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return new WorkerSilent(name, { cause: error });
  if (error instanceof QueryNotRegisteredError) return new OrderUnreadable(name, { cause: error });
  // The SDK wraps what the server answers to a query, and leaves as it is what it answers to an Update.
  const answer = error instanceof ServiceError ? error.cause : error;
  if (isGrpcServiceError(answer) && isSilence(answer.code)) return new WorkerSilent(name, { cause: answer });
  return error;
}

/** CANCELLED, DEADLINE_EXCEEDED, FAILED_PRECONDITION (no poller), as Temporal answers when no worker is there. */
function isSilence(code: number): boolean {
  return [1, 4, 9].includes(code);
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
