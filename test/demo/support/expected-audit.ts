import type { ExpectedEnd } from '../../../demo/expected-end';
import type { Story } from '../../../demo/story';
import { offrampStages, type OfframpStage } from '../../../src/signals/stages';

/** What the provider is to have made once every story has come to its expected end, as the demo says it. */
export function expectedAudit(stories: readonly Story[]): string {
  const own = stories.map(({ expected }) => expected);
  const later = stories.flatMap(({ laterDeposit }) => laterDeposit ?? []);
  const made = [
    `customer ${own.length}`,
    `bank-account ${countBeyond('adding-bank-account', own)}`,
    `flow ${countBeyond('creating-flow', own)}`,
    // An order of a later deposit has customer, account and flow of the order whose address it came to.
    `deposit ${countBeyond('awaiting-deposit', [...own, ...later])}`,
    `trade ${countBeyond('awaiting-trade', [...own, ...later])}`,
    `bank transfers ${countBeyond('awaiting-trade-settlement', [...own, ...later])}`,
  ];
  return `Made at the provider: ${made.join(', ')}; duplicates 0\n`;
}

function countBeyond(stage: OfframpStage, ends: readonly ExpectedEnd[]): number {
  return ends.filter((end) => offrampStages.indexOf(end.stage) > offrampStages.indexOf(stage)).length;
}
