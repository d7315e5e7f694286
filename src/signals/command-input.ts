import { checkBankAccount } from '../banking/account-fields';
import { isFiatCurrency } from '../banking/currencies';
import { compareAmounts, isAmount } from '../banking/money';
import { returnSchemes, type ReturnScheme } from '../banking/return-codes';
import { parseDuration } from './durations';
import { isProviderId, type OfframpBankAccount } from './offramp-order';
import type { CommandName, PendingCommand } from './operator-commands';

/** The fields that a command needs besides who asks and why, each with how to say it. */
const furtherFields: Readonly<Record<CommandName, readonly FieldRule[]>> = {
  retryNow: [],
  cancelOfframp: [],
  confirmBankTransfer: [attemptField()],
  confirmFundsReturned: [
    attemptField(),
    { field: 'amount', isRight: optional(isPositiveAmount), rule: 'a decimal amount such as "229.80", as text' },
  ],
  reportNotReceived: [
    attemptField(),
    { field: 'code', isRight: optional(isCode), rule: "the bank's code such as R03 or AC04" },
    { field: 'scheme', isRight: optional(isReturnScheme), rule: 'ach, iso20022, fps, becs, npp or eft' },
    { field: 'fundsReturned', isRight: optional(isBoolean), rule: 'true once the money is back with us' },
  ],
  replaceBankAccount: [
    {
      field: 'bankAccount',
      isRight: isBankAccount,
      rule: 'the fields of an account as for a new order, or its bankAccountId and currency',
    },
  ],
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
 * where its dialog shows a value: reopened, it shows what was typed before. So nothing is assumed of the input.
 */
export function operatorCommandProblem(name: CommandName, input: unknown): string | undefined {
  const given = fieldsOf(input);
  const missing = ['operator', 'reason'].filter((field) => !isSentence(given[field]));
  if (missing.length > 0) {
    return `${name} needs ${missing.join(' and ')}: send one object such as {"operator": "your name", "reason": "why"}.`;
  }
  const wrong = furtherFields[name].filter(({ field, isRight }) => !isRight(given[field]));
  if (wrong.length > 0) return `${name} needs ${wrong.map(({ field, rule }) => `${field}: ${rule}`).join('; ')}.`;
  return name === 'replaceBankAccount' ? bankAccountProblem(given.bankAccount) : undefined;
}

/** A command that has passed its check, with nothing in it that was not asked for. */
export function pendingCommand(name: CommandName, input: unknown, at: string): PendingCommand {
  const given = fieldsOf(input);
  const by = { operator: String(given.operator), reason: String(given.reason), at };
  const money = { amount: String(given.amount), currency: String(given.currency) };
  const attempt = typeof given.attempt === 'number' ? { attempt: given.attempt } : {};
  switch (name) {
    case 'retryNow':
    case 'cancelOfframp':
      return { name, ...by };
    case 'confirmBankTransfer':
      return { name, ...by, ...attempt };
    case 'confirmFundsReturned':
      return { name, ...by, ...attempt, ...(typeof given.amount === 'string' ? { amount: given.amount } : {}) };
    case 'reportNotReceived':
      return {
        name,
        ...by,
        ...attempt,
        ...(typeof given.code === 'string' ? { code: given.code.trim().toUpperCase() } : {}),
        ...(isReturnScheme(given.scheme) ? { scheme: given.scheme } : {}),
        ...(typeof given.fundsReturned === 'boolean' ? { fundsReturned: given.fundsReturned } : {}),
      };
    case 'replaceBankAccount':
      return { name, ...by, bankAccount: checkedAccount(given.bankAccount) };
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

function attemptField(): FieldRule {
  const isAttempt = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 99;
  return { field: 'attempt', isRight: optional(isAttempt), rule: 'a whole number from 1, if given' };
}

function optional(isRight: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || isRight(value);
}

function isReturnScheme(value: unknown): value is ReturnScheme {
  return returnSchemes.some((scheme) => scheme === value);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isCode(value: unknown): boolean {
  return typeof value === 'string' && /^[\w&/ .-]{1,40}$/.test(value.trim());
}

function isBankAccount(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with an account, every field of it, as a sentence that repeats none of them. */
function bankAccountProblem(given: unknown): string | undefined {
  const account = fieldsOf(given);
  if ('bankAccountId' in account) {
    const { bankAccountId, currency } = account;
    if (isProviderId(bankAccountId) && isFiatCurrency(currency)) return undefined;
    return "replaceBankAccount needs in bankAccount the provider's bankAccountId and its currency.";
  }
  const checked = checkBankAccount(account);
  if (checked.ok) return undefined;
  return `The new bank account cannot be used: ${checked.problems.map(({ message }) => message).join(' ')}`;
}

function checkedAccount(given: unknown): OfframpBankAccount {
  const { bankAccountId, currency } = fieldsOf(given);
  if (isProviderId(bankAccountId) && isFiatCurrency(currency)) return { bankAccountId, currency };
  const checked = checkBankAccount(given);
  if (checked.ok) return checked.account;
  throw new Error('A bank account that has not passed its check reached an order.');
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
