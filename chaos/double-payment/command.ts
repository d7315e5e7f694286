import { InvalidArgumentError, type Command } from 'commander';
import type { RunChaos } from '../run-chaos';
import { blocksOf } from './blocks';
import { story, summary, violationsOf } from './report';
import { runBlocks } from './run';

interface DoublePaymentOptions {
  readonly seeds: number;
  readonly fromSeed: number;
  readonly lanes: number;
  readonly ci?: boolean;
  readonly show?: boolean;
}

const allSeeds = 500;
const seedsOfShortVersion = 50;

/** Adds `double-payment`: whatever banks, operators, time and failing workers do, money is not sent twice. */
export function addDoublePayment(program: Command, run: RunChaos): void {
  program
    .command('double-payment')
    .description('Let banks, operators, time and failing workers do what a seed says; no money may be sent twice.')
    .option('--seeds <count>', 'how many seeds', wholeNumber, allSeeds)
    .option('--from-seed <seed>', 'the first of them', wholeNumber, 1)
    .option('--lanes <count>', 'how many blocks of ten seeds run at once', wholeNumber, 3)
    .option('--ci', `the short version: ${seedsOfShortVersion} seeds`)
    .option('--show', 'what happened to each order, move by move')
    .action((options: DoublePaymentOptions) =>
      run('double-payment', async (site, say) => {
        const startedAt = performance.now();
        const count = options.ci === true ? seedsOfShortVersion : options.seeds;
        const seeds = Array.from({ length: count }, (_, index) => options.fromSeed + index);
        const blocks = await runBlocks(blocksOf(seeds), site, { lanes: options.lanes, say });
        say(`\n${summary(blocks, performance.now() - startedAt)}`);
        if (options.show === true) say(blocks.flatMap((block) => block.seeds.map(story)).join('\n'));
        return blocks.flatMap((block) => violationsOf(block.seeds));
      }),
    );
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(text);
}
