import { isAmount } from '../banking/money';
import type { Evidence } from '../signals/stages';
import type { Fact } from './facts';

/** Flows are only ever looked up, and what became of money only an operator can say, by Update. */
type HeardAbout = Exclude<Fact['about'], 'flow' | 'money'>;

/** What a signal is about: the object's kind, what happened to it, and the field that names it. */
export interface Heard {
  readonly about: HeardAbout;
  readonly event: Fact['event'];
  /** A deposit address may be named by its id or by the address itself. */
  readonly namedBy: readonly string[];
}

const textFields: Readonly<Record<HeardAbout, readonly string[]>> = {
  customer: ['customerId', 'status'],
  'deposit-address': ['depositAddressId', 'customerId', 'address', 'network', 'currency', 'memo', 'status'],
  deposit: [
    'depositId',
    'customerId',
    'depositAddressId',
    'address',
    'network',
    'currency',
    'amount',
    'transactionId',
    'depositedAt',
    'status',
  ],
  trade: ['tradeId', 'depositId', 'fromAmount', 'fromCurrency', 'toAmount', 'toCurrency', 'status'],
  payment: ['paymentId', 'reference', 'amount', 'currency', 'status'],
  'bank-transfer': [
    'reportId',
    'outcome',
    'tradeId',
    'depositId',
    'paymentReference',
    'code',
    'scheme',
    'amount',
    'currency',
    'occurredAt',
    'status',
  ],
};

/** An operator's word comes by Update, which checks it and keeps it on record; never by signal. */
const evidences: readonly Evidence[] = ['webhook', 'look-up', 'sweep', 'bank-report'];
const bankOutcomes: readonly unknown[] = ['credited', 'failed', 'returned'];
const longestText = 500;

/**
 * Takes from a signal's payload what is of the right type, and nothing else: anybody who can reach Temporal may have
 * sent it. `undefined` if it does not name its object, is a hint, or makes no sense; then the provider is asked.
 */
export function heardFact(heard: Heard, payload: unknown, now: string): Fact | undefined {
  const given: Readonly<Record<string, unknown>> = isRecord(payload) ? payload : {};
  const seen: Record<string, unknown> = {};
  for (const field of textFields[heard.about]) {
    const value = given[field];
    if (typeof value !== 'string' || value === '' || value.length > longestText) continue;
    // What is no amount must not take the place of one. A bank's word is weighed as it is: it must equal what was sent.
    if (/amount$/i.test(field) && heard.about !== 'bank-transfer' && !isAmount(value)) continue;
    seen[field] = value;
  }
  if (!heard.namedBy.some((field) => seen[field] !== undefined)) return undefined;
  if (given.evidence === 'webhook-hint') return undefined;
  if (heard.about === 'bank-transfer' && !bankOutcomes.includes(seen.outcome)) return undefined;

  seen.seenAt = isMoment(given.seenAt) ? given.seenAt : now;
  seen.evidence = evidences.find((known) => known === given.evidence) ?? 'webhook';
  if (heard.about === 'bank-transfer') {
    if (Number.isSafeInteger(given.attempt)) seen.attempt = given.attempt;
    // Without a zone it would mean another moment on each worker.
    if (!isZoned(seen.occurredAt)) delete seen.occurredAt;
    if (typeof given.fundsReturned === 'boolean') seen.fundsReturned = given.fundsReturned;
  }
  // The fields were chosen and checked by type just above, by the kind of the fact.
  return { about: heard.about, event: heard.event, seen } as unknown as Fact;
}

function isZoned(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value);
}

function isMoment(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
