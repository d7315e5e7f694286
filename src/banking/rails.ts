import type { RailCalendarId } from './calendars';
import type { FiatCurrency } from './currencies';

/** The ways a bank transfer travels. */
export const railIds = ['ach', 'sepa', 'fps', 'eft', 'becs', 'fast', 'wire'] as const;
export type RailId = (typeof railIds)[number];

/** True for the exact id of a rail. */
export function isRailId(value: unknown): value is RailId {
  return railIds.some((id) => id === value);
}

/** When a rail takes transfers and how long they take. */
export interface RailTerms {
  /** Local time `HH:MM` from which a transfer counts for the next business day: at the cutoff is late. None for `24x7`. */
  readonly cutoff: string;
  readonly calendar: RailCalendarId;
  /** Business days from submission to arrival. */
  readonly settlement: { readonly min: number; readonly max: number };
}

/** A way for bank transfers with its terms. */
export interface Rail extends RailTerms {
  readonly id: RailId;
  /** IANA time zone of `cutoff` and of the rail's dates. It belongs to the rail, not to the currency or the customer. */
  readonly zone: string;
  /** Business days after settlement within which a return is still to be expected. */
  readonly returnWatchDays: number;
  /** Other terms from a local date on, in the order of their dates; by an operator's overlay only. */
  readonly changes?: readonly (Partial<RailTerms> & { readonly from: string })[];
  /** Other cutoffs on single dates; by an operator's overlay only. */
  readonly cutoffs?: ReadonlyMap<string, string>;
  /** Set where an operator's overlay has changed the rail: a hash of the whole overlay. */
  readonly overlay?: string;
}

/** The terms of a rail on a local date. */
export function termsOn(rail: Rail, date: string): RailTerms {
  const { changes, cutoffs } = rail;
  if (changes === undefined && cutoffs === undefined) return rail;
  const inForce = changes?.filter(({ from }) => from <= date) ?? [];
  const terms = inForce.reduce<RailTerms>((earlier, change) => ({ ...earlier, ...change }), rail);
  const cutoff = cutoffs?.get(date);
  return cutoff === undefined ? terms : { ...terms, cutoff };
}

/**
 * The rails with the cutoffs of DESIGN section 6. EUR and USD are the guide's, the others providers' published hours.
 * The guide's "CET" is Berlin's local time, summer time included: a fixed UTC+1 would be an hour late in summer.
 */
export const rails: Readonly<Record<RailId, Rail>> = {
  ach: {
    id: 'ach',
    zone: 'America/New_York',
    cutoff: '17:00',
    calendar: 'FED',
    settlement: { min: 1, max: 2 },
    returnWatchDays: 5,
  },
  sepa: {
    id: 'sepa',
    zone: 'Europe/Berlin',
    cutoff: '15:00',
    calendar: 'T2',
    settlement: { min: 1, max: 1 },
    returnWatchDays: 10,
  },
  fps: {
    id: 'fps',
    zone: 'Europe/London',
    cutoff: '17:00',
    calendar: 'GB-ENG',
    settlement: { min: 1, max: 1 },
    returnWatchDays: 5,
  },
  eft: {
    id: 'eft',
    zone: 'America/Toronto',
    cutoff: '15:00',
    calendar: 'CA-PAY',
    settlement: { min: 1, max: 1 },
    returnWatchDays: 5,
  },
  becs: {
    id: 'becs',
    zone: 'Australia/Sydney',
    cutoff: '16:00',
    calendar: 'AU-RITS',
    settlement: { min: 1, max: 1 },
    returnWatchDays: 5,
  },
  fast: {
    id: 'fast',
    zone: 'Asia/Singapore',
    cutoff: '14:00',
    calendar: 'SG',
    settlement: { min: 1, max: 1 },
    returnWatchDays: 5,
  },
  wire: {
    id: 'wire',
    zone: 'America/New_York',
    cutoff: '17:00',
    calendar: 'FED',
    settlement: { min: 1, max: 2 },
    returnWatchDays: 10,
  },
};

const railOfCurrency: Readonly<Record<FiatCurrency, RailId>> = {
  USD: 'ach',
  EUR: 'sepa',
  GBP: 'fps',
  CAD: 'eft',
  AUD: 'becs',
  SGD: 'fast',
};

/** The rail a payout takes. USD to an account with a BIC and no routing number cannot be an ACH entry: it is wired. */
export function railFor(currency: FiatCurrency, account: { aba?: string; swift?: string } = {}): RailId {
  if (currency === 'USD' && account.swift !== undefined && account.aba === undefined) return 'wire';
  return railOfCurrency[currency];
}
