import type {
  BankReport,
  CustomerSighting,
  DepositAddressSighting,
  DepositSighting,
  FlowSighting,
  MoneyRecord,
  PaymentSighting,
  TradeSighting,
} from '../signals/sightings';

/** What can happen to one provider object. `observed` is the newest look-up, whatever status it found. */
type CustomerEvent = 'approved' | 'rejected' | 'deleted' | 'observed';
type DepositAddressEvent = 'approved' | 'rejected' | 'observed';
type DepositEvent = 'received' | 'approved' | 'rejected' | 'observed';
type TradeEvent = 'created' | 'settled' | 'observed';
type PaymentEvent = 'settled' | 'observed';

/** One thing that is known, from outside, about one provider object. */
export type Fact =
  | { readonly about: 'customer'; readonly event: CustomerEvent; readonly seen: CustomerSighting }
  | { readonly about: 'deposit-address'; readonly event: DepositAddressEvent; readonly seen: DepositAddressSighting }
  | { readonly about: 'deposit'; readonly event: DepositEvent; readonly seen: DepositSighting }
  | { readonly about: 'trade'; readonly event: TradeEvent; readonly seen: TradeSighting }
  | { readonly about: 'payment'; readonly event: PaymentEvent; readonly seen: PaymentSighting }
  | { readonly about: 'flow'; readonly event: 'observed'; readonly seen: FlowSighting }
  | { readonly about: 'bank-transfer'; readonly event: 'reported'; readonly seen: BankReport }
  | { readonly about: 'money'; readonly event: 'recorded'; readonly seen: MoneyRecord };

type Events<Event extends string, Seen> = Readonly<Partial<Record<Event, Seen>>>;
type Known<Event extends string, Seen> = Readonly<Record<string, Events<Event, Seen>>>;

/** Everything an order knows: per object, what has happened to it and who saw it. */
export interface Facts {
  readonly customers: Known<CustomerEvent, CustomerSighting>;
  readonly depositAddresses: Known<DepositAddressEvent, DepositAddressSighting>;
  readonly deposits: Known<DepositEvent, DepositSighting>;
  readonly trades: Known<TradeEvent, TradeSighting>;
  readonly payments: Known<PaymentEvent, PaymentSighting>;
  readonly flows: Known<'observed', FlowSighting>;
  readonly bankReports: Readonly<Record<string, BankReport>>;
  readonly moneyRecords: Readonly<Record<string, MoneyRecord>>;
}

export const noFacts: Facts = {
  customers: {},
  depositAddresses: {},
  deposits: {},
  trades: {},
  payments: {},
  flows: {},
  bankReports: {},
  moneyRecords: {},
};

/**
 * Adds a fact to what is known. A join: idempotent, and the same whatever order facts come in (DESIGN section 3,
 * rule 1). Contradictions are kept side by side; what to make of them is for whoever reads the facts.
 */
export function foldFact(facts: Facts, fact: Fact): Facts {
  switch (fact.about) {
    case 'customer':
      return { ...facts, customers: record(facts.customers, fact.seen.customerId, fact.event, fact.seen) };
    case 'deposit-address': {
      const key = fact.seen.depositAddressId ?? fact.seen.address ?? 'unnamed';
      return { ...facts, depositAddresses: record(facts.depositAddresses, key, fact.event, fact.seen) };
    }
    case 'deposit':
      return { ...facts, deposits: record(facts.deposits, fact.seen.depositId, fact.event, fact.seen) };
    case 'trade':
      return { ...facts, trades: record(facts.trades, fact.seen.tradeId, fact.event, fact.seen) };
    case 'payment':
      return { ...facts, payments: record(facts.payments, fact.seen.paymentId, fact.event, fact.seen) };
    case 'flow':
      return { ...facts, flows: record(facts.flows, fact.seen.flowId, fact.event, fact.seen) };
    case 'money': {
      const { recordId } = fact.seen;
      const moneyRecord = join(facts.moneyRecords[recordId], fact.seen);
      return { ...facts, moneyRecords: { ...facts.moneyRecords, [recordId]: moneyRecord } };
    }
    case 'bank-transfer': {
      const { reportId } = fact.seen;
      const report = join(facts.bankReports[reportId], fact.seen);
      return { ...facts, bankReports: { ...facts.bankReports, [reportId]: report } };
    }
  }
}

/** Folds many. */
export function foldFacts(facts: Facts, more: readonly Fact[]): Facts {
  return more.reduce(foldFact, facts);
}

interface Sighted {
  readonly seenAt: string;
}

function record<Event extends string, Seen extends Sighted>(
  known: Known<Event, Seen>,
  id: string,
  event: Event,
  seen: Seen,
): Known<Event, Seen> {
  const events: Events<Event, Seen> | undefined = known[id];
  const before = events?.[event];
  const after = event === 'observed' ? newest(before, seen) : join(before, seen);
  const changed: Events<Event, Seen> = { ...events, [event]: after } as Events<Event, Seen>;
  return { ...known, [id]: changed };
}

/** The later of two look-ups: only the newest tells how things stand. */
function newest<Seen extends Sighted>(one: Seen | undefined, other: Seen): Seen {
  if (one === undefined || one.seenAt < other.seenAt) return other;
  return one.seenAt === other.seenAt ? smaller(one, other) : one;
}

/**
 * Two sightings of the same event as one, field by field: what only one of them knows is kept, and of two values a
 * fixed choice is taken, so that the result does not depend on which came first.
 */
function join<Seen extends object>(one: Seen | undefined, other: Seen): Seen {
  if (one === undefined) return other;
  const joined = { ...one };
  for (const field of Object.keys(other) as (keyof Seen & string)[]) {
    if (one[field] === undefined || prefersSecond(field, one[field], other[field])) joined[field] = other[field];
  }
  return joined;
}

/**
 * The earliest time counts, `fundsReturned: true` outweighs `false`, and bad news of a transfer outweighs good; otherwise
 * any fixed order will do.
 */
function prefersSecond(field: string, known: unknown, value: unknown): boolean {
  if (value === undefined) return false;
  const [first, second] = [JSON.stringify(known), JSON.stringify(value)];
  return ['fundsReturned', 'evidence', 'outcome'].includes(field) ? second > first : second < first;
}

function smaller<Seen extends object>(one: Seen, other: Seen): Seen {
  return canonical(one) <= canonical(other) ? one : other;
}

/** The same text for objects of the same fields, in whatever order they stand. */
export function canonical(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
