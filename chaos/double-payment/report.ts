import type { BlockResult } from './run-block';
import type { SeedResult } from './run-seed';

/** How a block got on, in a line. */
export function blockLine({ block, seeds, strikes, tookMs }: BlockResult): string {
  const [first, last] = [block.seeds[0], block.seeds.at(-1)];
  const wrong = seeds.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed);
  return [
    `seeds ${first}-${last}`.padEnd(14),
    block.kind.name.padEnd(8),
    `${sum(seeds, ({ resends }) => resends)} re-sends`.padEnd(12),
    `${strikes.kills} kills, ${strikes.freezes} freezes`.padEnd(20),
    `${(tookMs / 1000).toFixed(1)} s`.padStart(7),
    wrong.length === 0 ? '' : `   WRONG: ${wrong.join(', ')}`,
  ].join(' ');
}

/** What all blocks came to. */
export function summary(blocks: readonly BlockResult[], tookMs: number): string {
  const seeds = blocks.flatMap((block) => block.seeds);
  const ends = new Map<string, number>();
  for (const { end } of seeds) ends.set(end, (ends.get(end) ?? 0) + 1);
  const byCount = [...ends].sort(([, one], [, other]) => other - one).map(([end, count]) => `  ${count} ${end}`);
  const events = seeds.map((seed) => seed.events);
  return [
    `${seeds.length} seeds, ${sum(seeds, ({ moves }) => moves)} moves:`,
    `${sum(seeds, ({ resends }) => resends) + seeds.length} transfers, ${sum(seeds, ({ resends }) => resends)} of them re-sends;`,
    `${sum(blocks, ({ strikes }) => strikes.kills)} kills, ${sum(blocks, ({ strikes }) => strikes.freezes)} freezes;`,
    `${seeds.filter(({ violations }) => violations.length > 0).length} seeds with something that must not be.`,
    `The longest history has ${Math.max(...events)} events. Everything took ${(tookMs / 1000).toFixed(1)} s.`,
    `\nHow the orders ended:\n${byCount.join('\n')}`,
  ].join(' ');
}

/** Everything that must not be, with what was done to the order. */
export function violationsOf(seeds: readonly SeedResult[]): string[] {
  return seeds.filter(({ violations }) => violations.length > 0).map(story);
}

/** One order's story, move by move. */
export function story({ seed, temper, workflowId, violations, log, end, events }: SeedResult): string {
  return [
    `Seed ${seed}, ${temper} (${workflowId}, ${events} events):`,
    ...violations.map((violation) => `  ! ${violation}`),
    ...log.map((line) => `    ${line}`),
    `    in the end: ${end}`,
  ].join('\n');
}

function sum<T>(of: readonly T[], number: (one: T) => number): number {
  return of.reduce((total, one) => total + number(one), 0);
}
