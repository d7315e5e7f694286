import type { ExpectedEnd } from '../../../demo/expected-end';
import type { Story } from '../../../demo/story';
import { offrampStages, type OfframpStage } from '../../../src/signals/stages';

/** What the provider is to have made once every story has come to its expected end, as the demo says it. */
export function expectedAudit(stories: readonly Story[]): string {
  const own = stories.map(({ expected }) => expected);
  const later = stories.flatMap(({ laterDeposit }) => laterDeposit ?? []);
  const replaced = stories.filter(({ replacementAccount }) => replacementAccount);
  const resends = own.reduce((sum, end) => sum + ('transfers' in end ? (end.transfers ?? 1) - 1 : 0), 0);
  const made = [
    `customer ${own.length}`,
    `bank-account ${countBeyond('adding-bank-account', own) + replaced.length}`,
    `flow ${countBeyond('creating-flow', own)}`,
    // An order of a later deposit has customer, account and flow of the order whose address it came to.
    `deposit ${countBeyond('awaiting-deposit', [...own, ...later])}`,
    `trade ${countBeyond('awaiting-trade', [...own, ...later])}`,
    `payment ${resends}`,
    `bank transfers ${countBeyond('awaiting-trade-settlement', [...own, ...later]) + resends}`,
  ];
  return `Made at the provider: ${made.join(', ')}; duplicates 0, double payments 0\n`;
}

function countBeyond(stage: OfframpStage, ends: readonly ExpectedEnd[]): number {
  return ends.filter((end) => offrampStages.indexOf(end.stage) > offrampStages.indexOf(stage)).length;
}
