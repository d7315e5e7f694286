import type { FaultName } from '../../simulator/faults';

/** How a bank puts what it says. */
export interface Wording {
  /** How it names the transfer. */
  readonly named: 'attempt' | 'reference' | 'both' | 'not';
  readonly dated: 'truly' | 'not';
  /** `late`: kept back until the order has gone on. `never`: nobody hears of it. */
  readonly told: 'now' | 'late' | 'never';
  /** How often the very same message comes. */
  readonly times: number;
}

/** Which of the transfers sent so far; `next` is one that was not sent yet. */
export type Which = 'latest' | 'earlier' | 'first' | 'next';

/** What the bank does to money, and then says. All of it is true. */
export type BankMove =
  | { readonly move: 'bank-fails'; readonly code: string; readonly fundsBack: boolean; readonly wording: Wording }
  | { readonly move: 'bank-credits'; readonly wording: Wording }
  | { readonly move: 'bank-returns-funds'; readonly wording: Wording }
  /** What had failed, and was back, is credited after all. */
  | { readonly move: 'bank-credits-after-all'; readonly dated: 'truly' | 'not' }
  | { readonly move: 'provider-settles-payment' };

/** What is only said: it may be premature, wrong, or about something else, but never that money is back which is not. */
export type Word =
  | {
      readonly move: 'bank-says';
      readonly which: Which;
      readonly outcome: 'credited' | 'failed' | 'returned';
      readonly code?: string | undefined;
      readonly named: Wording['named'];
      readonly dated: 'now' | 'before' | 'not';
      readonly amount?: string | undefined;
      readonly currency?: string | undefined;
    }
  /** Something said before comes again, under its own id or a new one. */
  | { readonly move: 'bank-repeats'; readonly back: number; readonly id: 'same' | 'new' }
  | { readonly move: 'late-reports-come' };

/** What an operator states of money is made true first; the rest is as it comes. */
export type OperatorMove =
  | { readonly move: 'retry-now' }
  | { readonly move: 'confirm-arrived'; readonly which: Which }
  | { readonly move: 'confirm-funds'; readonly which: Which; readonly amount?: string | undefined }
  | {
      readonly move: 'report-absent';
      readonly which: Which;
      readonly code?: string | undefined;
      readonly funds?: boolean;
    }
  | { readonly move: 'replace-account' }
  /** Does what the order says would help. */
  | { readonly move: 'mend' }
  | { readonly move: 'dispose'; readonly amount: string };

export type OtherMove =
  | { readonly move: 'reject-customer'; readonly how: 'rejected' | 'deleted' }
  | { readonly move: 'time-passes'; readonly hours: number }
  | { readonly move: 'provider-falters'; readonly path: string; readonly fault: FaultName }
  /** At an hour at which the bank takes payments, another account is named; while it is added, the moves within are made. */
  | { readonly move: 'while-adding-account'; readonly moves: readonly Move[] }
  /** Time passes until a payment is about to leave; it is held just before, while the moves within are made. */
  | { readonly move: 'while-sending'; readonly hours: number; readonly moves: readonly Move[] };

export type Move = BankMove | Word | OperatorMove | OtherMove;

/** A move in a line, for whoever reads what happened. */
export function moveText({ move, ...how }: Move): string {
  const { moves, ...rest } = how as { moves?: readonly Move[] };
  const told = Object.entries(rest).map(([name, value]) => `${name} ${wordsOf(value)}`);
  const within = moves === undefined ? [] : [`${moves.length} moves within`];
  return [move, ...told, ...within].join(', ');
}

function wordsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `(${Object.entries(value)
    .map(([name, of]) => `${name} ${String(of)}`)
    .join(' ')})`;
}
