import { isGrpcServiceError, ServiceError, type Client } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { createOfframpClient, type OfframpClient } from '../client';
import { loadClientConfig, type ClientConfig } from '../config';
import { connectClient } from '../temporal';
import { CommandFailed } from './answer';
import { commandPrefix } from '../signals/command-line';
import type { Terminal } from './terminal';

/** People wait for the answer, so a Temporal that is not there must be named soon. */
const connectTimeout = 5_000;

/** Does something with orders over a connection of its own. */
export async function withOfframps<T>(terminal: Terminal, work: (offramps: OfframpClient) => Promise<T>): Promise<T> {
  const config = loadClientConfig(terminal.environment);
  const client = await connect(config);
  try {
    const { TEMPORAL_TASK_QUEUE: taskQueue, ENABLE_MATIC: enableMatic } = config;
    return await work(createOfframpClient({ client, taskQueue, enableMatic }));
  } catch (error) {
    throw temporalFailure(error, config);
  } finally {
    await client.connection.close();
  }
}

/** Connects, or says in a sentence why that cannot be done. */
export async function connect(config: ClientConfig): Promise<Client> {
  try {
    return await connectClient(config, { connectTimeout });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new CommandFailed('A file that TEMPORAL_TLS_CA, _CERT or _KEY names does not exist.');
    }
    throw new CommandFailed(
      `Temporal cannot be reached at ${config.TEMPORAL_ADDRESS}${because(error)}. Start it (npm run temporal), or ` +
        'correct TEMPORAL_ADDRESS and TEMPORAL_TLS_*.',
    );
  }
}

/** An error of Temporal's as a sentence for people; any other error as it is. */
function temporalFailure(error: unknown, config: ClientConfig): unknown {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = config;
  if (error instanceof NamespaceNotFoundError) {
    return new CommandFailed(`Temporal at ${address} has no namespace ${namespace}. Correct TEMPORAL_NAMESPACE.`);
  }
  if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) return error;
  return new CommandFailed(`Temporal at ${address} refused${because(error)}. For more: ${commandPrefix} doctor`);
}

function because(error: unknown): string {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) ? ` (${cause.details})` : '';
}
