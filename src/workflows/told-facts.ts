import type { BankReport } from '../signals/sightings';
import type { Evidence } from '../signals/stages';
import type { Facts } from './facts';
import { capital, oneLine, words } from './markdown';

/** Something that was heard from outside, in words. */
export interface ToldFact {
  /** When it was seen, ISO 8601. */
  readonly at: string;
  readonly what: string;
  readonly by: string;
}

interface Seen {
  readonly evidence: Evidence;
  readonly seenAt: string;
  readonly status?: string;
}

/** Where a fact came from, as people say it. */
export const tellers: Readonly<Record<Evidence, string>> = {
  webhook: "the provider's webhook",
  'webhook-hint': 'an unsigned webhook',
  'look-up': 'the provider, when asked',
  sweep: 'the provider, found by the sweep',
  'bank-report': "a bank's report",
  operator: 'an operator',
  'elapsed-time': 'elapsed time',
};

/** What an order has heard last, newest first, at most `most`. */
export function toldFacts(facts: Facts, most: number): ToldFact[] {
  const told = [
    ...objectsTold('customer', facts.customers),
    ...objectsTold('deposit address', facts.depositAddresses),
    ...objectsTold('flow', facts.flows),
    ...objectsTold('deposit', facts.deposits, ({ amount, currency }) => amount && ` of ${amount} ${currency ?? ''}`),
    ...objectsTold(
      'trade',
      facts.trades,
      ({ toAmount, toCurrency }) => toAmount && ` for ${toAmount} ${toCurrency ?? ''}`,
    ),
    ...objectsTold('payment', facts.payments, ({ reference }) => reference && ` ${reference}`),
    ...Object.values(facts.bankReports).map((report) => toldBy(report, reportSentence(report))),
    ...Object.values(facts.moneyRecords).map((record) =>
      toldBy(
        record,
        `${record.amount} ${record.currency} ${record.kind === 'refund' ? 'went back' : 'is accounted for'}`,
      ),
    ),
  ];
  return told.sort((one, other) => (one.at < other.at ? 1 : -1)).slice(0, most);
}

function objectsTold<Event extends string, Sighting extends Seen>(
  name: string,
  known: Readonly<Record<string, Readonly<Partial<Record<Event, Sighting>>>>>,
  which: (seen: Sighting) => string | undefined = () => undefined,
): ToldFact[] {
  return Object.values(known).flatMap((events) =>
    (Object.entries(events) as [Event, Sighting][]).map(([event, seen]) => {
      const said = event === 'observed' ? `is ${(seen.status ?? 'known').toUpperCase()}` : `was ${words(event)}`;
      return toldBy(seen, `${capital(name)}${(which(seen) ?? '').trimEnd()} ${said}`);
    }),
  );
}

function reportSentence({ outcome, attempt, code, amount, currency, fundsReturned }: BankReport): string {
  const money = amount === undefined ? '' : ` of ${amount} ${currency ?? ''}`.trimEnd();
  const which = `${attempt === undefined ? 'A transfer' : `Transfer ${attempt}`}${money}`;
  const because = code === undefined ? '' : ` (${code})`;
  const funds = fundsReturned === undefined ? '' : fundsReturned ? ', its money is back' : ', its money is not back';
  return `${which} is reported as ${outcome}${because}${outcome === 'credited' ? '' : funds}`;
}

function toldBy({ seenAt, evidence }: Seen, what: string): ToldFact {
  return { at: seenAt, what: oneLine(what), by: tellers[evidence] };
}
