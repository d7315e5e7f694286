import { bounceCases } from './bounce-cases';
import { depositCases } from './deposit-cases';
import { doubtCases } from './doubt-cases';
import type { OperatorCase } from './operator-case';
import { providerCases } from './provider-cases';

/** One of each kind of order that docs/runbook.md tells of, in its order. */
export const operatorCases: readonly OperatorCase[] = [
  ...providerCases,
  ...depositCases,
  ...bounceCases,
  ...doubtCases,
];
