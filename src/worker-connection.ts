import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { TemporalConfig } from './config';
import { connectionOptions, dataConverterOf } from './temporal';

/**
 * The connection that a worker polls with, and a client that shares it. It stands apart from `temporal.ts` because the
 * worker's package loads native code, which the CLI and the relay would pay for at every start.
 */
export async function connectWorker(config: TemporalConfig): Promise<{ connection: NativeConnection; client: Client }> {
  const connection = await NativeConnection.connect(connectionOptions(config));
  const namespace = config.TEMPORAL_NAMESPACE;
  return { connection, client: new Client({ connection, namespace, dataConverter: dataConverterOf(config) }) };
}
