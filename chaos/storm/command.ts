import { InvalidArgumentError, type Command } from 'commander';
import type { Site } from '../parts/site';
import type { RunChaos, Say } from '../run-chaos';
import { mutations, programsWith, runMutations } from './mutations';
import { stories, summary } from './report';
import { runSeeds } from './run';
import { wholeNumber } from '../parts/whole-number';

interface StormOptions {
  readonly seeds: number;
  readonly fromSeed: number;
  readonly lanes: number;
  readonly ci?: boolean;
  readonly show?: boolean;
  readonly mutation?: string;
  readonly mutations?: boolean;
}

const allSeeds = 200;
const seedsOfShortVersion = 10;

/** Adds `storm`: however webhooks come, or do not come, orders end as if each had come once and in order. */
export function addStorm(program: Command, run: RunChaos): void {
  program
    .command('storm')
    .description('Repeat, shuffle, delay, lose and forge webhooks; every order must end as if none of that had been.')
    .option('--seeds <count>', 'how many seeds', wholeNumber, allSeeds)
    .option('--from-seed <seed>', 'the first of them', wholeNumber, 1)
    .option('--lanes <count>', 'how many blocks of ten seeds run at once', wholeNumber, 2)
    .option('--show', 'what was delivered to whom, and how each order ended')
    .option('--mutation <name>', 'break one part first, as listed below', mutationName)
    .option('--mutations', 'break one part after the other (or only that one), and see that a few seeds miss it')
    .option('--ci', `the short version: ${seedsOfShortVersion} seeds`)
    .addHelpText('after', explanation())
    .action((options: StormOptions) =>
      run('storm', (site, say) =>
        options.mutations === true ? playMutations(options, site, say) : playSeeds(options, site, say),
      ),
    );
}

async function playSeeds(options: StormOptions, site: Site, say: Say): Promise<string[]> {
  const startedAt = performance.now();
  const { lanes, show = false, mutation } = options;
  const programs = mutation === undefined ? undefined : await programsWith(site, mutation);
  const blocks = await runSeeds(seedsOf(options), site, { lanes, say, programs });
  if (show) say(blocks.map(stories).join('\n'));
  say(`\n${summary(blocks, performance.now() - startedAt)}`);
  return blocks.flatMap(({ violations }) => violations);
}

async function playMutations(options: StormOptions, site: Site, say: Say): Promise<string[]> {
  const { lanes, mutation } = options;
  const names = mutation === undefined ? mutations.map(({ name }) => name) : [mutation];
  return runMutations(names, site, { lanes, say });
}

function seedsOf({ ci = false, seeds, fromSeed }: StormOptions): number[] {
  return Array.from({ length: ci ? seedsOfShortVersion : seeds }, (_, index) => fromSeed + index);
}

function explanation(): string {
  const lines = mutations.map(({ name, does }) => `  ${name.padEnd(12)}${does}`);
  return ['', 'What may be broken:', ...lines].join('\n');
}

function mutationName(text: string): string {
  if (!mutations.some(({ name }) => name === text)) throw new InvalidArgumentError(`There is no ${text}.`);
  return text;
}
