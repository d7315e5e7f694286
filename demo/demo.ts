import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveCases, leftTable } from './cases/leave-cases';
import { demonstrate, ordersLink } from './demonstration';
import { Interrupted, interruption } from './interruption';
import { keptNote, writeEnvironment } from './keep';
import { type DemoOptions, readOptions, usage, WrongUsage } from './options';
import { type RunningSystem, System } from './system';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

/** Runs the demo and resolves with its exit code, once everything that it started has ended. */
async function main(): Promise<number> {
  const { help, ...options } = readOptions(process.argv.slice(2));
  if (help) {
    say(usage);
    return 0;
  }
  const interrupted = interruption();
  const directory = await mkdtemp(join(tmpdir(), 'offramp-demo-'));
  const system = new System(directory, randomBytes(2).toString('hex'));
  const exitCode = await run(system, options, interrupted);
  await system.stop();
  if (exitCode === 1) complain(`What each process said is in ${directory}`);
  else await rm(directory, { recursive: true, force: true });
  return exitCode;
}

async function run(
  system: System,
  { keep, killsWorker }: Omit<DemoOptions, 'help'>,
  interrupted: Promise<never>,
): Promise<number> {
  const ending = new AbortController();
  try {
    const demonstration = demonstrate(system, { killsWorker, say, signal: ending.signal });
    const { running, problems: ofStories } = await Promise.race([demonstration, system.failed, interrupted]);
    const leaving = keep ? leaveForOperator(running, ending.signal) : [];
    const problems = [...ofStories, ...(await Promise.race([leaving, system.failed, interrupted]))];
    problems.forEach(complain);
    say(
      ordersLink(running) + (running.uiUrl && !keep ? '\n(It ends now; npm run demo -- --keep leaves it there.)' : ''),
    );
    if (keep) await keepRunning(running, system, interrupted);
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    ending.abort();
    complain(`\n${messageOf(error)}`);
    return error instanceof Interrupted ? error.exitCode : 1;
  }
}

/** Leaves an order of each kind that needs an operator, and resolves with a sentence for each that did not get there. */
async function leaveForOperator(running: RunningSystem, signal: AbortSignal): Promise<string[]> {
  const left = await leaveCases(running, { say, signal });
  say(`\n${leftTable(left).join('\n')}`);
  return left.flatMap(({ problem }) => problem ?? []);
}

async function keepRunning({ environment }: RunningSystem, system: System, interrupted: Promise<never>): Promise<void> {
  const removeEnvironment = await writeEnvironment(environment);
  say(`\n${keptNote(environment)}`);
  try {
    await Promise.race([system.failed, interrupted]);
  } catch (error) {
    // The usual way to end a system that was kept.
    if (!(error instanceof Interrupted)) throw error;
    say('\nEnding everything that was started.');
  } finally {
    await removeEnvironment();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().then(
  // Whatever still waits for an answer from what has been ended would keep the process alive.
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    complain(messageOf(error));
    process.exit(error instanceof WrongUsage ? 2 : 1);
  },
);
