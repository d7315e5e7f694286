import { once } from 'node:events';
import { Connection } from '@temporalio/client';
import { ServerEnded, startDevServer } from './temporal/dev-server';
import { findTemporalExecutable } from './temporal/executable';
import { assertFree, freePort } from './temporal/ports';
import { registerSearchAttributes } from './temporal/search-attributes';
import { isRecentEnough, tooOld } from './temporal/versions';

export interface TemporalServerOptions {
  /** Default `default`. A server that already runs must have it. */
  namespace?: string;
  /** SQLite file to keep across restarts; without it everything is in memory. */
  databaseFile?: string;
  /** Serves the Temporal UI, with a codec server if the payloads are encrypted. */
  ui?: { port: number; codecEndpoint?: string };
  /** Default a free one. */
  port?: number;
  /**
   * Default true: timers fire within milliseconds instead of about a second, and a workflow can be fast-forwarded. Both
   * are settings of the whole server that no production server has.
   */
  fastTimers?: boolean;
  /** A file for all that the server writes, at the level that says most; without it, only its errors are kept. */
  outputFile?: string;
  /** Receives which server was chosen and why others were not. Default: standard error. */
  log?: (line: string) => void;
}

/** A Temporal server for demo and tests. */
export interface TemporalServer {
  address: string;
  uiAddress?: string;
  /** Of the server itself; absent for one that was already running. */
  pid?: number;
  /** Where the server came from, in words. */
  source: string;
  /** Ends the server, unless it was already running. May be called twice. */
  stop: () => Promise<void>;
}

/**
 * Starts Temporal's development server, or uses the one named by `OFFRAMP_TEST_TEMPORAL_ADDRESS`. Resolves when the
 * namespace answers and the search attributes are there. The server ends with this process, however this process ends.
 */
export async function startTemporalServer(options: TemporalServerOptions = {}): Promise<TemporalServer> {
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const namespace = options.namespace ?? 'default';
  const running = process.env.OFFRAMP_TEST_TEMPORAL_ADDRESS;
  if (running) return useRunningServer(running, namespace, log);

  const executable = await findTemporalExecutable(log);
  if (options.port !== undefined) await assertFree(options.port);
  if (options.ui) await assertFree(options.ui.port);
  const { port, server } = await onPort(options.port, async (port) => ({
    port,
    server: await startDevServer(executable.path, {
      ...options,
      port,
      namespace,
      fastTimers: options.fastTimers ?? true,
    }),
  }));
  return {
    address: `127.0.0.1:${port}`,
    ...(options.ui ? { uiAddress: `http://127.0.0.1:${options.ui.port}` } : {}),
    pid: server.pid,
    source: executable.source,
    stop: server.stop,
  };
}

async function onPort<T>(wanted: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (wanted !== undefined) return start(wanted);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      // Between finding a port free and the server's taking it, another process may have taken it, or one of those that
      // the server finds for itself, over which it panics.
      const hasEnded = error instanceof Error && error.cause instanceof ServerEnded;
      if (!hasEnded || attempt === 3) throw error;
    }
  }
}

async function useRunningServer(
  address: string,
  namespace: string,
  log: (line: string) => void,
): Promise<TemporalServer> {
  const connection = await Connection.connect({ address, connectTimeout: '5 seconds' }).catch((error: unknown) => {
    throw new Error(`No Temporal server answers at OFFRAMP_TEST_TEMPORAL_ADDRESS=${address}. Start it or unset that.`, {
      cause: error,
    });
  });
  try {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    if (!isRecentEnough(serverVersion)) {
      throw new Error(`OFFRAMP_TEST_TEMPORAL_ADDRESS=${address}: ${tooOld(serverVersion)}`);
    }
    await connection.workflowService.describeNamespace({ namespace }).catch((error: unknown) => {
      throw new Error(`Namespace ${namespace} cannot be used at ${address}. Create it there or name another.`, {
        cause: error,
      });
    });
    await registerSearchAttributes(connection, namespace);
    log(`Temporal server ${serverVersion}, already running at ${address}.`);
  } finally {
    await connection.close();
  }
  return { address, source: 'OFFRAMP_TEST_TEMPORAL_ADDRESS', stop: () => Promise.resolve() };
}

async function main(): Promise<void> {
  const server = await startTemporalServer({ port: 7233, ui: { port: 8233 } });
  console.log(`Temporal ${server.address}`);
  if (server.uiAddress) console.log(`Temporal UI ${server.uiAddress}`);
  console.log('Ctrl-C ends it.');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.stop();
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
