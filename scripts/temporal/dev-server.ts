import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { assertAccepts } from './ports';
import { missingSearchAttributes, searchAttributes } from './search-attributes';

const readyTimeoutMs = 30_000;
const stopTimeoutMs = 5_000;
/** As many as a Go program writes when it panics, so that its reason is among them. */
const keptLines = 100;

export interface DevServerOptions {
  port: number;
  namespace: string;
  databaseFile?: string | undefined;
  ui?: { port: number; codecEndpoint?: string } | undefined;
  fastTimers: boolean;
  /** For all that it writes. */
  outputFile?: string | undefined;
}

/** The server's own process. */
export interface DevServer {
  pid: number;
  stop: () => Promise<void>;
}

/** The cause of a start that failed since the server ended by itself before it was ready. */
export class ServerEnded extends Error {
  override readonly name = 'ServerEnded';
}

/** Starts `temporal server start-dev` and resolves once orders could be started on it. */
export async function startDevServer(executable: string, options: DevServerOptions): Promise<DevServer> {
  // A process group of its own, so that Ctrl-C reaches the caller alone, which can then end its workers before this.
  const server = spawn(executable, serverArguments(options), { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lastLines: string[] = [];
  const output = options.outputFile === undefined ? undefined : createWriteStream(options.outputFile);
  for (const stream of [server.stdout, server.stderr]) {
    if (output !== undefined) stream.pipe(output, { end: false });
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      lastLines.splice(0, lastLines.length - keptLines);
    });
  }
  await once(server, 'spawn');
  const { pid } = server;
  if (pid === undefined) throw new Error(`${executable} was started but has no process id.`);
  stopWithThisProcess(server, pid);
  try {
    await untilReady(server, options);
  } catch (error) {
    await stop(server);
    const said = lastLines.length > 0 ? ` It said:\n  ${lastLines.join('\n  ')}` : '';
    throw new Error(`The Temporal server at port ${options.port} did not start.${said}`, { cause: error });
  }
  return { pid, stop: () => stop(server) };
}

function serverArguments({ port, namespace, databaseFile, ui, fastTimers, outputFile }: DevServerOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace],
    ...['--log-level', outputFile === undefined ? 'error' : 'debug'],
    ...searchAttributes.flatMap(({ name, type }) => [
      '--search-attribute',
      `${name}=${TypedSearchAttributes.toMetadataType(type)}`,
    ]),
    ...(ui ? ['--ui-port', String(ui.port), '--ui-disable-news-fetch'] : ['--headless']),
    ...(ui?.codecEndpoint ? ['--ui-codec-endpoint', ui.codecEndpoint] : []),
    // Without write-ahead logging a database file allows two workflows a second.
    ...(databaseFile ? ['--db-filename', databaseFile, '--sqlite-pragma', 'journal_mode=WAL'] : []),
    ...(databaseFile ? ['--sqlite-pragma', 'synchronous=NORMAL'] : []),
    ...(fastTimers ? ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'] : []),
    ...(fastTimers ? ['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="10ms"'] : []),
  ];
}

async function untilReady(server: ChildProcess, { port, namespace }: DevServerOptions): Promise<void> {
  const ended = new AbortController();
  // Not `exit`: by `close` all that it said has been read.
  server.once('close', (code, signal) => ended.abort(new ServerEnded(`It ended with ${signal ?? `code ${code}`}.`)));
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    ended.signal.throwIfAborted();
    try {
      return await assertReady(`127.0.0.1:${port}`, namespace);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(25);
  }
}

async function assertReady(address: string, namespace: string): Promise<void> {
  // gRPC backs off for most of a second after a refused connection, so it is not asked before the port accepts.
  await assertAccepts(address);
  const connection = await Connection.connect({ address, connectTimeout: '1 second' });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    const missing = await missingSearchAttributes(connection, namespace);
    if (missing.length > 0)
      throw new Error(`Namespace ${namespace} still lacks ${missing.map(({ name }) => name).join(', ')}.`);
  } finally {
    await connection.close();
  }
}

function stopWithThisProcess(server: ChildProcess, pid: number): void {
  const watcher = spawn(process.execPath, [join(__dirname, 'stop-with-parent.js'), String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  // Once the server has ended, its process id may be given to another process.
  server.once('exit', () => watcher.kill('SIGKILL'));
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const forced = setTimeout(() => server.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(forced);
}
