import { namesOrder } from '../signals/offramp-order';

/** What an operator decides about an event that no order is known by. */
export interface UnmatchedCommand {
  readonly name: 'assign' | 'dismiss';
  readonly operator: string;
  readonly reason: string;
  readonly reference?: string;
}

/** A command that has passed its check, with nothing in it that was not asked for. */
export function unmatchedCommand(name: UnmatchedCommand['name'], input: unknown): UnmatchedCommand {
  const given = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const by = { name, operator: String(given.operator), reason: String(given.reason) };
  return name === 'assign' ? { ...by, reference: String(given.reference) } : by;
}

/** Why what an operator sent cannot be used, as a sentence; Temporal UI may send nothing at all. */
export function unmatchedCommandProblem(name: UnmatchedCommand['name'], input: unknown): string | undefined {
  const given = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const missing = ['operator', 'reason'].filter((field) => typeof given[field] !== 'string' || given[field] === '');
  if (missing.length > 0) return `${name} needs ${missing.join(' and ')}.`;
  return name === 'assign' && !namesOrder(given.reference) ? "assign needs reference: an order's." : undefined;
}
