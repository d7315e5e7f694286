import type { Command } from 'commander';
import type { Site } from '../parts/site';
import type { RunChaos, Say } from '../run-chaos';
import { placeTable, summary } from './report';
import { violationsOf } from './result';
import { runEndings } from './run';
import { scheduleOf } from './schedule';
import { wholeNumber } from '../parts/whole-number';

interface AroundTheEndOptions {
  readonly tries: number;
  readonly seed?: number;
  readonly atOnce: number;
  readonly ci?: boolean;
}

const allTries = 1_000;
const triesOfShortVersion = 50;

/** Adds `around-the-end`: what is said to an order while it ends is heard, or kept. */
export function addAroundTheEnd(program: Command, run: RunChaos): void {
  program
    .command('around-the-end')
    .description('Tell orders something at the very moment at which they end; nothing may be lost.')
    .option('--tries <count>', 'how many messages', wholeNumber, allTries)
    .option('--seed <seed>', 'what is told when (any one unless told)', wholeNumber)
    .option('--at-once <count>', 'how many orders are under way at once', wholeNumber, 5)
    .option('--ci', `the short version: ${triesOfShortVersion} messages`)
    .action((options: AroundTheEndOptions) => run('around-the-end', (site, say) => tellAll(options, site, say)));
}

async function tellAll(options: AroundTheEndOptions, site: Site, say: Say): Promise<string[]> {
  const startedAt = performance.now();
  const { seed = 1 + (Date.now() % 999_999), atOnce, ci = false } = options;
  const tries = ci ? triesOfShortVersion : options.tries;
  say(`Seed ${seed}.`);
  const results = await runEndings(scheduleOf(seed, tries), site, { atOnce, say });
  say(`\n${placeTable(results).join('\n')}\n`);
  say(summary(results, performance.now() - startedAt));
  const told = results.reduce((sum, result) => sum + result.tries.length, 0);
  const untold = told < tries ? [`Only ${told} of ${tries} messages could be sent.`] : [];
  return [...results.flatMap(violationsOf), ...untold];
}
