import type { Scenario } from '../../simulator';
import type { Standing } from '../checker/orders';

/** Where an order is to stand in the end: settled, ended at another stage, or waiting for a person and why. */
export type Expected = Extract<Standing, { is: 'settled' | 'ended' | 'needing attention' }>;

/** What the simulator's table says of a scenario: `settled (…)`, `attention (…)`, or the outcome of an end before. */
export function expectedOf({ stage, outcome }: Scenario['reaches']): Expected {
  const [, word, why = ''] = /^([\w-]+)(?: \((.+)\))?$/.exec(outcome) ?? [];
  if (word === 'settled') return { is: 'settled' };
  return word === 'attention' ? { is: 'needing attention', reason: why } : { is: 'ended', stage };
}

/** Whether an order stands where it is expected to. */
export function isReached(expected: Expected, standing: Standing): boolean {
  switch (expected.is) {
    case 'settled':
      return standing.is === 'settled';
    case 'ended':
      return standing.is === 'ended' && standing.stage === expected.stage;
    case 'needing attention':
      return standing.is === 'needing attention' && standing.reason === expected.reason;
  }
}

/** How an order stands, in a few words. */
export function standingText(standing: Standing): string {
  switch (standing.is) {
    case 'settled':
      return 'settled';
    case 'ended':
      return `ended at ${standing.stage}`;
    case 'needing attention':
      return `waiting (${standing.reason})`;
    case 'under way':
      return `under way at ${standing.stage}`;
    case 'broken':
      return standing.how;
  }
}
