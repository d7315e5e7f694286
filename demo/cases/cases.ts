import { bounceCases } from './bounce-cases';
import { depositCases } from './deposit-cases';
import { doubtCases } from './doubt-cases';
import type { OperatorCase } from './operator-case';
import { providerCases } from './provider-cases';

/** Everything that needs an operator, one of each kind, in the order in which docs/runbook.md tells of them. */
export const operatorCases: readonly OperatorCase[] = [
  ...providerCases,
  ...depositCases,
  ...bounceCases,
  ...doubtCases,
];
