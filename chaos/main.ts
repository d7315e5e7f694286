import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interrupted, interruption } from '../demo/interruption';
import { startSite } from './parts/site';
import { readCommandLine } from './program';
import type { RunChaos } from './run-chaos';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

/** Resolves with the exit code, once everything that was started has ended. */
async function main(): Promise<number> {
  let exitCode = 0;
  const run: RunChaos = async (name, work, options) => {
    const interrupted = interruption();
    const directory = await mkdtemp(join(tmpdir(), `offramp-chaos-${name}-`));
    say('Starting Temporal, and compiling the worker and the relay …');
    const site = await startSite(directory, randomBytes(2).toString('hex'), say, options);
    try {
      const violations = await Promise.race([work(site, say), interrupted]);
      violations.forEach(complain);
      exitCode = violations.length > 0 ? 1 : 0;
    } catch (error) {
      complain(messageOf(error));
      exitCode = error instanceof Interrupted ? error.exitCode : 1;
    } finally {
      await site.stop();
    }
    if (exitCode === 1)
      complain(`What each process said, and the histories of orders that went wrong, are in ${directory}`);
    else await rm(directory, { recursive: true, force: true });
  };
  const outcome = await readCommandLine(process.argv.slice(2), run);
  return outcome === 'misused' ? 2 : exitCode;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().then(
  // Whatever still waits for an answer from what has been ended would keep the process alive.
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    complain(messageOf(error));
    process.exit(1);
  },
);
