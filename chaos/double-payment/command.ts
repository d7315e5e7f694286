import { InvalidArgumentError, type Command } from 'commander';
import type { Site } from '../parts/site';
import type { RunChaos, Say } from '../run-chaos';
import { blocksOf } from './blocks';
import { leftOut, mutationsOfShortVersion, runMutations, workerWithout } from './mutations';
import { story, summary, violationsOf } from './report';
import { runBlocks } from './run';
import { wholeNumber } from '../parts/whole-number';

interface DoublePaymentOptions {
  readonly seeds: number;
  readonly fromSeed: number;
  readonly lanes: number;
  readonly ci?: boolean;
  readonly show?: boolean;
  readonly withoutLine?: number;
  readonly mutations?: boolean;
}

const allSeeds = 500;
const seedsOfShortVersion = 50;
/** All of its blocks at once: the longest of them mostly waits for a frozen worker. */
const lanesOfShortVersion = 5;

/** Adds `double-payment`: whatever banks, operators, time and failing workers do, money is not sent twice. */
export function addDoublePayment(program: Command, run: RunChaos): void {
  program
    .command('double-payment')
    .description('Let banks, operators, time and failing workers do what a seed says; no money may be sent twice.')
    .option('--seeds <count>', 'how many seeds', wholeNumber, allSeeds)
    .option('--from-seed <seed>', 'the first of them', wholeNumber, 1)
    .option('--lanes <count>', 'how many blocks of ten seeds run at once', wholeNumber, 3)
    .option('--show', 'what happened to each order, move by move')
    .option('--without-line <number>', 'leave a line of the send guard out of the worker', lineNumber)
    .option('--mutations', 'leave out one line after the other (or only that line), and see that each is missed')
    .option('--ci', `the short version: ${seedsOfShortVersion} seeds, or ${mutationsOfShortVersion.length} lines`)
    .addHelpText('after', explanation())
    .action((options: DoublePaymentOptions) =>
      run('double-payment', (site, say) =>
        options.mutations === true ? withoutEachLine(options, site, say) : playSeeds(options, site, say),
      ),
    );
}

async function playSeeds(options: DoublePaymentOptions, site: Site, say: Say): Promise<string[]> {
  const startedAt = performance.now();
  const { fromSeed, lanes, ci = false, show = false, withoutLine } = options;
  const count = ci ? seedsOfShortVersion : options.seeds;
  const seeds = Array.from({ length: count }, (_, index) => fromSeed + index);
  const worker = withoutLine === undefined ? undefined : await workerWithout(site, withoutLine);
  const blocks = await runBlocks(blocksOf(seeds), site, { lanes: ci ? lanesOfShortVersion : lanes, say, worker });
  say(`\n${summary(blocks, performance.now() - startedAt)}`);
  if (show) say(blocks.flatMap((block) => block.seeds.map(story)).join('\n'));
  return blocks.flatMap((block) => violationsOf(block.seeds));
}

async function withoutEachLine(
  { ci = false, lanes, withoutLine }: DoublePaymentOptions,
  site: Site,
  say: Say,
): Promise<string[]> {
  const all = ci ? mutationsOfShortVersion : leftOut.map((_, index) => index + 1);
  return runMutations(withoutLine === undefined ? all : [withoutLine], site, { lanes, say });
}

function explanation(): string {
  const lines = leftOut.map((reason, index) => `  ${String(index + 1).padStart(2)}  ${reason}`);
  return ['', 'Lines of the send guard, and what else its answer heeds:', ...lines].join('\n');
}

function lineNumber(text: string): number {
  const line = wholeNumber(text);
  if (line > leftOut.length) throw new InvalidArgumentError(`The guard has ${leftOut.length} lines.`);
  return line;
}
