import { compareAmounts, isAmount } from '../banking/money';
import { parseDuration } from './durations';

/** Who asks for something and why: recorded with every intervention. */
export interface OperatorCommand {
  readonly operator: string;
  readonly reason: string;
}

export interface CloseCommand extends OperatorCommand {
  readonly outcome: 'refunded' | 'abandoned';
}

/** "The money has arrived": the operator saw it, or the customer said so. */
export interface ConfirmTransferCommand extends OperatorCommand {
  readonly attempt?: number;
}

/** "The customer has their crypto back": `amount` of it, in a transfer that `transactionId` names. */
export interface RecordRefundCommand extends OperatorCommand {
  readonly amount: string;
  readonly currency: string;
  readonly transactionId: string;
}

/** "This became of the rest": `amount` of the deposit or of the payout, which `destination` says in words. */
export interface RecordDispositionCommand extends OperatorCommand {
  readonly amount: string;
  readonly currency: string;
  readonly destination: string;
}

/** "Wait longer": the deadline of the present wait is this long from now. */
export interface ExtendDeadlineCommand extends OperatorCommand {
  readonly deadline: string;
}

/** The Update was taken in; the order's details say what became of it. */
export interface CommandAccepted {
  readonly accepted: string;
}

/** A command as the order keeps it until its main loop acts. */
export type PendingCommand =
  | ({ readonly name: 'retryNow'; readonly at: string } & OperatorCommand)
  | ({ readonly name: 'cancelOfframp'; readonly at: string } & OperatorCommand)
  | ({ readonly name: 'confirmBankTransfer'; readonly at: string } & ConfirmTransferCommand)
  | ({ readonly name: 'recordRefund'; readonly at: string } & RecordRefundCommand)
  | ({ readonly name: 'recordDisposition'; readonly at: string } & RecordDispositionCommand)
  | ({ readonly name: 'extendDeadline'; readonly at: string } & ExtendDeadlineCommand)
  | ({ readonly name: 'closeOfframp'; readonly at: string } & CloseCommand);

export type CommandName = PendingCommand['name'];

/** The fields that a command needs besides who asks and why, each with how to say it. */
const furtherFields: Readonly<Record<CommandName, readonly FieldRule[]>> = {
  retryNow: [],
  cancelOfframp: [],
  confirmBankTransfer: [],
  closeOfframp: [{ field: 'outcome', isRight: isCloseOutcome, rule: '"refunded" or "abandoned"' }],
  recordRefund: [
    ...moneyFields(),
    { field: 'transactionId', isRight: isSentence, rule: 'the id of the refunding transaction' },
  ],
  recordDisposition: [
    ...moneyFields(),
    { field: 'destination', isRight: isSentence, rule: 'where the money went, in words' },
  ],
  extendDeadline: [{ field: 'deadline', isRight: isDuration, rule: 'a duration from now such as "3 days"' }],
};

interface FieldRule {
  readonly field: string;
  readonly isRight: (value: unknown) => boolean;
  readonly rule: string;
}

/**
 * Checks what an operator sent and answers with a sentence if it cannot be used. Temporal UI may send nothing at all
 * where its dialog shows a value (ui.md, trap 2), so nothing is assumed of the input.
 */
export function operatorCommandProblem(name: CommandName, input: unknown): string | undefined {
  const given = fieldsOf(input);
  const missing = ['operator', 'reason'].filter((field) => !isSentence(given[field]));
  if (missing.length > 0) {
    return `${name} needs ${missing.join(' and ')}: send one object such as {"operator": "your name", "reason": "why"}.`;
  }
  const wrong = furtherFields[name].filter(({ field, isRight }) => !isRight(given[field]));
  if (wrong.length > 0) return `${name} needs ${wrong.map(({ field, rule }) => `${field}: ${rule}`).join('; ')}.`;
  const attempt = given.attempt;
  if (name === 'confirmBankTransfer' && attempt !== undefined && (!Number.isInteger(attempt) || Number(attempt) < 1)) {
    return 'confirmBankTransfer takes attempt as a whole number from 1.';
  }
  return undefined;
}

/** A command that has passed its check, with nothing in it that was not asked for. */
export function pendingCommand(name: CommandName, input: unknown, at: string): PendingCommand {
  const given = fieldsOf(input);
  const by = { operator: String(given.operator), reason: String(given.reason), at };
  const money = { amount: String(given.amount), currency: String(given.currency) };
  switch (name) {
    case 'retryNow':
    case 'cancelOfframp':
      return { name, ...by };
    case 'confirmBankTransfer':
      return { name, ...by, ...(typeof given.attempt === 'number' ? { attempt: given.attempt } : {}) };
    case 'recordRefund':
      return { name, ...by, ...money, transactionId: String(given.transactionId).trim() };
    case 'recordDisposition':
      return { name, ...by, ...money, destination: String(given.destination).trim() };
    case 'extendDeadline':
      return { name, ...by, deadline: String(given.deadline) };
    case 'closeOfframp':
      return { name, ...by, outcome: given.outcome === 'refunded' ? 'refunded' : 'abandoned' };
  }
}

function moneyFields(): FieldRule[] {
  return [
    { field: 'amount', isRight: isPositiveAmount, rule: 'a decimal amount such as "250.00", as text' },
    { field: 'currency', isRight: isCurrency, rule: 'that of the deposit or of the payout' },
  ];
}

function fieldsOf(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
}

function isSentence(value: unknown): boolean {
  return typeof value === 'string' && value.trim().length > 0 && value.length <= 500;
}

function isCloseOutcome(value: unknown): boolean {
  return value === 'refunded' || value === 'abandoned';
}

function isPositiveAmount(value: unknown): boolean {
  return isAmount(value) && compareAmounts(value, '0') > 0;
}

/** Any code, not only those of an order: a customer may have sent another token. */
function isCurrency(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Z0-9]{2,12}$/.test(value);
}

function isDuration(value: unknown): boolean {
  return parseDuration(value) !== undefined;
}
