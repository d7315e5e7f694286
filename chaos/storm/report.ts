import { endOf, endText } from './ends';
import { outcomeText, type OrderPair } from './outcome';
import type { Recovery } from './recovery';
import type { BlockResult } from './run-block';
import type { Delivery, Sent } from './tally';

/** How a block got on, in a line. */
export function blockLine({ seeds, pairs, tally, sweeps, violations, tookMs }: BlockResult): string {
  return [
    `seeds ${seeds[0]}-${seeds.at(-1)}`.padEnd(14),
    `${pairs.length} orders`.padStart(10),
    `${tally.events} events`.padStart(11),
    `${tally.deliveries.length} deliveries`.padStart(16),
    `${sweeps} sweeps`.padStart(10),
    `${(tookMs / 1000).toFixed(1)} s`.padStart(8),
    violations.length === 0 ? '' : `   ${violations.length} VIOLATIONS`,
  ].join(' ');
}

/** What all blocks came to, a line for each figure. */
export function summary(blocks: readonly BlockResult[], tookMs: number): string {
  const figures = figuresOf(blocks, tookMs);
  const width = Math.max(...figures.map(([name]) => name.length));
  return figures.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function figuresOf(blocks: readonly BlockResult[], tookMs: number): (readonly [name: string, value: string])[] {
  const sum = (number: (block: BlockResult) => number): number =>
    blocks.reduce((total, block) => total + number(block), 0);
  const deliveries = blocks.flatMap(({ tally }) => tally.deliveries);
  const forged = deliveries.filter(({ sent }) => sent.what === 'forged');
  const recoveries = blocks.flatMap((block) => block.recoveries);
  const recovered = (by: Recovery): number => recoveries.filter((recovery) => recovery === by).length;
  return [
    ['seeds', `${sum(({ seeds }) => seeds.length)}`],
    ['orders', `${sum(({ pairs }) => pairs.length)}, and as many in order beside them`],
    ['ends', endsText(blocks.flatMap(({ pairs }) => pairs))],
    ['events', `${sum(({ tally }) => tally.events)}, ${sum(({ tally }) => tally.bankReports)} of them the bank's`],
    ['deliveries', `${deliveries.length}`],
    ['  repeats', `${deliveries.filter(({ sent }) => sent.what === 'event' && sent.copy > 1).length}`],
    ['  overtaken', `${sum(({ tally }) => tally.overtaken)} came after what had happened later`],
    ['  sent again', `${deliveries.filter(({ answer }) => answer.tries > 1).length} for want of an answer`],
    ['lost', `${recoveries.length}`],
    ['  found by', recoveryText(recovered)],
    ['delayed', `${sum(({ tally }) => tally.late)} past the next stage`],
    ['forged', `${forged.length} (${kindsText(forged)}), ${forged.filter(isAccepted).length} accepted`],
    ['unknown', `${sum(({ tally }) => tally.unknowns.length)}, ${sum(({ kept }) => kept)} kept, each once`],
    ['unknown status', `${deliveries.filter(({ sent }) => sent.what === 'unknown-status').length}`],
    ['sweeps', `${sum(({ sweeps }) => sweeps)}`],
    ['took', `${(tookMs / 1000).toFixed(1)} s`],
    ['violations', `${sum(({ violations }) => violations.length)}`],
  ];
}

function recoveryText(recovered: (by: Recovery) => number): string {
  return [
    `the sweep ${recovered('sweep')}`,
    `the order's own look-up ${recovered('look-up')}`,
    `another message ${recovered('another-message')}`,
    `silence past the bank's dates ${recovered('silence')}`,
    `nobody ${recovered('nobody')}`,
  ].join(', ');
}

function endsText(pairs: readonly OrderPair[]): string {
  return counted(pairs.flatMap(({ stormy }) => stormy.map(({ status }) => endText(endOf(status)))));
}

function kindsText(forged: readonly Delivery[]): string {
  return counted(forged.flatMap(({ sent }) => (sent.what === 'forged' ? [sent.kind] : [])));
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  return byCount.map(([word, count]) => `${count} ${word}`).join(', ');
}

function isAccepted({ answer: { status } }: Delivery): boolean {
  return status >= 200 && status < 300;
}

/** What was delivered to each customer, in the order in which it was answered, and how their orders ended. */
export function stories({ pairs, tally }: BlockResult): string {
  const players = [...new Set(tally.deliveries.map(({ player }) => player))];
  const lines = players.flatMap((player) => {
    const { seed, cast } = player;
    const own = tally.deliveries.filter((delivery) => delivery.player === player);
    const lost = tally.lost.filter((event) => event.player === player).map(({ name }) => `   lost       ${name}`);
    return [`Seed ${seed}, customer ${cast.number} (${cast.story}):`, ...own.map(deliveryLine), ...lost];
  });
  return [...lines, ...pairs.map((pair) => `${pair.name}: ${outcomeText(pair)}`)].join('\n');
}

function deliveryLine({ atMs, event, sent, answer }: Delivery): string {
  return `   ${(atMs / 1000).toFixed(2).padStart(7)} s  ${event}: ${sentText(sent)} → ${answer.status}`;
}

function sentText(sent: Sent): string {
  switch (sent.what) {
    case 'event':
      return `copy ${sent.copy} of ${sent.of}${sent.late ? ', late' : ''}`;
    case 'forged':
      return `forged (${sent.kind})`;
    case 'unknown':
      return `unknown (${sent.kind})`;
    case 'unknown-status':
      return 'with an unknown status';
  }
}
