import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LeakSite } from './site';

const program = join(__dirname, '..', '..', 'bin', 'offramp.js');
const giveUpAfterMs = 60_000;

type Environment = Readonly<Record<string, string>>;

/**
 * What the `offramp` CLI prints of the orders, each command a process of its own: commands that work, and such as fail for
 * want of a server, of a key that can be read, or of an order.
 */
export async function commandOutput(site: LeakSite, references: readonly string[]): Promise<Buffer> {
  const { commandEnvironment: environment } = site;
  const keys = environment.PAYLOAD_KEYS ?? '';
  const [first = '', last = ''] = [references[0], references.at(-1)];
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const printed = await Promise.all([
    run(environment, ['list']),
    run(environment, ['export', '--from', '2026-01-01', '--to', tomorrow, '--json']),
    run(environment, ['audit', last]),
    run(environment, ['status', first, '--json']),
    run(site.everySetting, ['doctor']),
    run(environment, ['status', 'nobody-knows-it']),
    run({ ...environment, TEMPORAL_TLS: 'true' }, ['list']),
    run({ ...environment, PAYLOAD_KEYS: `${keys}!` }, ['list']),
  ]);
  return Buffer.from(printed.join('\n'));
}

/** Both outputs, whatever the exit code. */
async function run(environment: Environment, words: readonly string[]): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const options = { env: { PATH, HOME, ...environment }, timeout: giveUpAfterMs, maxBuffer: 64 * 1024 * 1024 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...words], options).catch(outputOf);
  return `${stdout}\n${stderr}`;
}

function outputOf(error: unknown): { readonly stdout: string; readonly stderr: string } {
  const { killed, stdout, stderr } = error as { killed?: boolean; stdout?: unknown; stderr?: unknown };
  if (killed === true || typeof stdout !== 'string' || typeof stderr !== 'string') throw error;
  return { stdout, stderr };
}
