import { checkBankAccount, looksLikeIban, type BankAccountDetails, type FieldProblem } from '../banking/account-fields';
import {
  isCryptoCurrency,
  isFiatCurrency,
  isNetwork,
  type CryptoCurrency,
  type FiatCurrency,
  type Network,
} from '../banking/currencies';
import { deadlineNames, type DeadlineName } from './deadlines';
import { parseDuration } from './durations';

/** Who is paid out: a new or returning customer by the backend's own id, or one the provider already knows. */
export type OfframpCustomer =
  { readonly externalId: string; readonly name: string; readonly email: string } | { readonly customerId: string };

/** Where the fiat goes: an account to be added, or one the provider already holds. */
export type OfframpBankAccount =
  BankAccountDetails | { readonly bankAccountId: string; readonly currency: FiatCurrency };

/** What the customer sends. */
export interface OfframpSource {
  readonly currency: CryptoCurrency;
  readonly network: Network;
}

/** The input of the `offramp` workflow, checked and normalised by {@link checkOfframpOrder}. */
export interface OfframpOrder {
  /** The backend's own name for the order; the workflow's id is `offramp-<reference>`. */
  readonly reference: string;
  readonly customer: OfframpCustomer;
  readonly bankAccount: OfframpBankAccount;
  readonly source: OfframpSource;
  readonly deadlines?: Readonly<Partial<Record<DeadlineName, string>>>;
}

export type CheckedOrder =
  { readonly ok: true; readonly order: OfframpOrder } | { readonly ok: false; readonly problems: FieldProblem[] };

const referencePattern = /^[A-Za-z0-9._-]{1,48}$/;
const providerIdPattern = /^[A-Za-z0-9._:-]{1,128}$/;

/** The workflow id of an order. */
export function workflowIdOf(reference: string): string {
  return `offramp-${reference}`;
}

/** Whether a text has the form of an id of the provider's. */
export function isProviderId(value: unknown): value is string {
  return typeof value === 'string' && providerIdPattern.test(value);
}

/** Whether a text may be used as an order's reference at all (DESIGN section 1). */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && referencePattern.test(value) && !looksLikeIban(value);
}

const linkedPattern = /^([^:]+)(?::deposit:[A-Za-z0-9._-]{1,80})?(?::return:\d{1,4})?$/;

/** Whether a text names an order: by a backend's reference, or as what followed from it (`<reference>:deposit:<id>`). */
export function namesOrder(value: unknown): value is string {
  return typeof value === 'string' && isReference(linkedPattern.exec(value)?.[1]);
}

/**
 * Checks and normalises an order; every problem is named at once, by field.
 * Used by the client, the CLI and the workflow itself, so that an order started by any other client meets the same
 * rules. No message repeats a value, since values are personal data.
 */
export function checkOfframpOrder(input: unknown, { enableMatic = false } = {}): CheckedOrder {
  if (!isRecord(input)) return { ok: false, problems: [{ field: 'order', message: 'must be an object' }] };
  const problems: FieldProblem[] = [];
  refuseUnknownFields(input, '', ['reference', 'customer', 'bankAccount', 'source', 'deadlines'], problems);

  const customer = checkCustomer(input.customer, problems);
  const bankAccount = checkDestination(input.bankAccount, problems);
  const source = checkSource(input.source, enableMatic, problems);
  const deadlines = checkDeadlines(input.deadlines, problems);
  checkReference(input, problems);

  if (problems.length > 0 || !customer || !bankAccount || !source) return { ok: false, problems };
  const reference = String(input.reference);
  return { ok: true, order: { reference, customer, bankAccount, source, ...(deadlines ? { deadlines } : {}) } };
}

function checkReference(input: Record<string, unknown>, problems: FieldProblem[]): void {
  const reference = input.reference;
  if (typeof reference !== 'string' || !referencePattern.test(reference)) {
    const message = 'must be 1 to 48 characters out of A-Z a-z 0-9 . _ - (an e-mail address is not allowed)';
    problems.push({ field: 'reference', message });
    return;
  }
  // The reference is a workflow id: readable by everyone who can see Temporal, and in every log line.
  if (looksLikeIban(reference)) problems.push({ field: 'reference', message: 'must not be an IBAN' });
  const bankAccount = isRecord(input.bankAccount) ? input.bankAccount : {};
  const accountNumbers = [bankAccount.accountNo, bankAccount.iban].filter((value) => typeof value === 'string');
  if (accountNumbers.some((number) => compact(number) === compact(reference))) {
    problems.push({ field: 'reference', message: 'must not be the account number' });
  }
}

function checkCustomer(value: unknown, problems: FieldProblem[]): OfframpCustomer | undefined {
  if (!isRecord(value)) {
    problems.push({ field: 'customer', message: 'must be {externalId, name, email} or {customerId}' });
    return undefined;
  }
  const found: FieldProblem[] = [];
  refuseUnknownFields(value, 'customer.', ['externalId', 'name', 'email', 'customerId'], found);
  if (value.customerId !== undefined) {
    const others = ['externalId', 'name', 'email'].filter((field) => value[field] !== undefined);
    for (const field of others) {
      found.push({
        field: `customer.${field}`,
        message: 'must be left out when customerId is given: one or the other',
      });
    }
    const customerId = requireProviderId(value.customerId, 'customer.customerId', found);
    problems.push(...found);
    return found.length > 0 || customerId === undefined ? undefined : { customerId };
  }
  const externalId = requireText(value.externalId, 'customer.externalId', 128, found);
  const name = requireText(value.name, 'customer.name', 140, found);
  const email = requireText(value.email, 'customer.email', 254, found);
  if (email !== undefined && !/^[^\s@]{1,64}@[^\s@]+\.[^\s@.]{2,}$/.test(email)) {
    found.push({ field: 'customer.email', message: 'must be an e-mail address' });
  }
  problems.push(...found);
  if (found.length > 0 || externalId === undefined || name === undefined || email === undefined) return undefined;
  return { externalId, name, email };
}

function checkDestination(value: unknown, problems: FieldProblem[]): OfframpBankAccount | undefined {
  if (isRecord(value) && value.bankAccountId !== undefined) {
    const found: FieldProblem[] = [];
    const others = Object.keys(value).filter((field) => field !== 'bankAccountId' && field !== 'currency');
    for (const field of others) {
      const message = 'must be left out when bankAccountId is given: one or the other';
      found.push({ field: fieldName('bankAccount.', field), message });
    }
    const bankAccountId = requireProviderId(value.bankAccountId, 'bankAccount.bankAccountId', found);
    const currency = value.currency;
    if (!isFiatCurrency(currency)) {
      found.push({ field: 'bankAccount.currency', message: 'must be one of USD, EUR, GBP, CAD, AUD, SGD' });
    }
    problems.push(...found);
    if (found.length > 0 || bankAccountId === undefined || !isFiatCurrency(currency)) return undefined;
    return { bankAccountId, currency };
  }
  const checked = checkBankAccount(value);
  if (checked.ok) return checked.account;
  problems.push(...checked.problems.map(({ field, message }) => ({ field: prefixed('bankAccount', field), message })));
  return undefined;
}

function checkSource(value: unknown, enableMatic: boolean, problems: FieldProblem[]): OfframpSource | undefined {
  if (!isRecord(value)) {
    problems.push({ field: 'source', message: 'must be {currency, network}' });
    return undefined;
  }
  const { currency, network } = value;
  refuseUnknownFields(value, 'source.', ['currency', 'network'], problems);
  if (!isCryptoCurrency(currency)) problems.push({ field: 'source.currency', message: 'must be USDT or USDC' });
  // MATIC stands in the guide's code only; the provider's later documents advise against offering it (docs/provider.md,
  // *Deposit addresses and flows*).
  const networkKnown = isNetwork(network) && (network !== 'MATIC' || enableMatic);
  if (!networkKnown) {
    const message = enableMatic ? 'must be ETH, TRX or MATIC' : 'must be ETH or TRX';
    problems.push({ field: 'source.network', message });
  }
  return isCryptoCurrency(currency) && networkKnown ? { currency, network } : undefined;
}

function checkDeadlines(value: unknown, problems: FieldProblem[]): OfframpOrder['deadlines'] {
  if (value === undefined) return undefined;
  if (!isRecord(value)) {
    problems.push({ field: 'deadlines', message: 'must be an object of durations' });
    return undefined;
  }
  refuseUnknownFields(value, 'deadlines.', deadlineNames, problems);
  const deadlines: Partial<Record<DeadlineName, string>> = {};
  for (const name of deadlineNames) {
    const duration = value[name];
    if (duration === undefined) continue;
    if (typeof duration === 'string' && parseDuration(duration) !== undefined) deadlines[name] = duration.trim();
    else problems.push({ field: `deadlines.${name}`, message: 'must be a duration of at most a year, like "3 days"' });
  }
  return deadlines;
}

function requireText(value: unknown, field: string, longest: number, problems: FieldProblem[]): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') problems.push({ field, message: 'is required' });
  else if (text.length > longest) problems.push({ field, message: `must be at most ${longest} characters` });
  else if (/\p{Cc}/u.test(text)) problems.push({ field, message: 'must not contain control characters' });
  else return text;
  return undefined;
}

function requireProviderId(value: unknown, field: string, problems: FieldProblem[]): string | undefined {
  if (isProviderId(value)) return value;
  problems.push({ field, message: "must be an id of the provider's" });
  return undefined;
}

function refuseUnknownFields(
  value: Record<string, unknown>,
  prefix: string,
  known: readonly string[],
  problems: FieldProblem[],
): void {
  for (const field of Object.keys(value)) {
    if (!known.includes(field))
      problems.push({ field: fieldName(prefix, field), message: 'is not a field of an order' });
  }
}

/** Names come from outside too: one that is not a word may be personal data in the wrong place, and is not repeated. */
function fieldName(prefix: string, field: string): string {
  return prefix + (/^[A-Za-z][A-Za-z_]{0,39}$/.test(field) ? field : '(a field whose name is not a word)');
}

function prefixed(parent: string, field: string): string {
  return field === '' || field === parent ? parent : `${parent}.${field}`;
}

function compact(text: string): string {
  return text.replace(/[\s._\p{Pd}]/gu, '').toUpperCase();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
