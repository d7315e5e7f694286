import { guardLines } from '../../src/banking/send-guard';
import type { SourceChange } from '../parts/program-build';
import type { Site } from '../parts/site';
import { blocksOf, type Block } from './blocks';
import { runBlocks } from './run';
import type { BlockResult, Worker } from './run-block';
import type { SeedResult } from './run-seed';

/** What is left out of the guard, and the kinds of blocks in which it is the one that holds. */
interface Mutation {
  /** Counted from 1; the last one is no line of the table. */
  readonly line: number;
  readonly kinds: readonly string[];
  /** Why its absence shows in no run: what else holds there. */
  readonly held?: string;
}

/** Every line of `guardLines`, in its sequence, and the waiting for commands. */
export const mutations: readonly Mutation[] = [
  { line: 1, kinds: ['plain'] },
  { line: 2, kinds: ['plain'] },
  { line: 3, kinds: ['plain'] },
  {
    line: 4,
    kinds: [],
    held: 'what came back is what is sent, and an operator who counts less is waited for (line 11): test/banking/send-guard.test.ts',
  },
  { line: 5, kinds: [], held: 'judgeTransfers orders no attempt beyond the third: test/banking/send-guard.test.ts' },
  { line: 6, kinds: ['plain'] },
  {
    line: 7,
    kinds: [],
    held: 'an order with another currency stops before its bank transfer, and takes no other account: test/banking/send-guard.test.ts',
  },
  { line: 8, kinds: ['plain'] },
  { line: 9, kinds: ['pausing'] },
  { line: 10, kinds: ['limit'] },
  { line: 11, kinds: ['plain'] },
];

/** What may be left out, in words. */
export const leftOut: readonly string[] = [...guardLines.map(({ reason }) => reason), 'operator-command-waiting'];

/** Those that matter most: they stand between an order and a second payment. */
export const mutationsOfShortVersion: readonly number[] = [3, 6, 10];

const mostSeeds = 400;

/**
 * The worker without a line of the guard; nothing in `src` knows of it. The verdict on the transfers, which mostly speaks
 * against a payment before any line does, is not asked either: with it the absence of a line would show in few runs.
 */
export async function workerWithout(site: Site, line: number): Promise<Worker> {
  if (leftOut[line - 1] === undefined) throw new Error(`The guard has no line ${line}.`);
  const left = line > guardLines.length ? unheardCommands : without(line);
  const { worker: entry } = await site.changedPrograms(unheardVerdict, left);
  return { name: `without-${line}-`, entry };
}

const unheardVerdict: SourceChange = { file: 'banking/send-guard.js', appended: 'isWanted = () => true;' };
const unheardCommands: SourceChange = {
  file: 'workflows/journey.js',
  appended: "Object.defineProperty(Journey.prototype, 'hasCommands', { get: () => false });",
};

function without(line: number): SourceChange {
  return { file: 'banking/send-guard.js', appended: `guardLines.splice(${line - 1}, 1);` };
}

/** Runs seeds against workers without one line after the other, each until its absence shows. */
export async function runMutations(
  lines: readonly number[],
  site: Site,
  { lanes, say }: { readonly lanes: number; readonly say: (line: string) => void },
): Promise<string[]> {
  const unseen: string[] = [];
  for (const mutation of mutations) {
    if (!lines.includes(mutation.line)) continue;
    const name = `line ${mutation.line} (${leftOut[mutation.line - 1]})`;
    if (mutation.held !== undefined) {
      say(`Without ${name}: not run, since ${mutation.held}`);
      continue;
    }
    const worker = await workerWithout(site, mutation.line);
    const isEnough = (results: readonly BlockResult[]) => results.some(({ seeds }) => seeds.some(isMissed));
    const blocks = await runBlocks(blocksFor(mutation), site, { lanes, say: () => undefined, worker, isEnough });
    const seeds = blocks.flatMap((block) => block.seeds);
    const found = seeds.filter(isMissed);
    say(
      `Without ${name}: ${found.length === 0 ? 'NOTHING SEEN' : `missed by ${found.length}`} of ${seeds.length} seeds.`,
    );
    for (const { seed, aboutMoney } of found) say(`  seed ${seed}: ${aboutMoney.join('; ')}`);
    if (found.length === 0) unseen.push(`Without ${name} no money went astray in ${seeds.length} seeds.`);
  }
  return unseen;
}

/** Only money counts: an order that could not be played tells nothing of the guard. */
function isMissed({ aboutMoney }: SeedResult): boolean {
  return aboutMoney.length > 0;
}

function blocksFor({ kinds }: Mutation): Block[] {
  const seeds = Array.from({ length: mostSeeds }, (_, index) => index + 1);
  return blocksOf(seeds).filter(({ kind }) => kinds.includes(kind.name));
}
