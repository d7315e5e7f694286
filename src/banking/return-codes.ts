import type { RailId } from './rails';
import { returnCodeTable } from './return-code-table';

/** The families of codes in which banks say why a transfer failed or came back. */
export const returnSchemes = ['ach', 'iso20022', 'fps', 'becs', 'npp', 'eft'] as const;
export type ReturnScheme = (typeof returnSchemes)[number];

/** What an order does about a failed or returned transfer (DESIGN section 6, rows 7, 8, 10 and 11). */
export type ReturnAction = 'hold' | 'operator' | 'new-account' | 'resend';

/** The kinds of returns with what follows from each, the strictest first: of a code of two kinds the first one holds. */
export const strictestFirst = [
  ['duplicate', 'hold'],
  ['regulatory', 'hold'],
  ['deceased', 'hold'],
  ['account-blocked', 'hold'],
  ['recalled', 'hold'],
  ['unknown-outcome', 'operator'],
  ['our-format', 'operator'],
  ['unspecified', 'operator'],
  ['notification-of-change', 'operator'],
  ['unknown-code', 'operator'],
  ['account-invalid', 'new-account'],
  ['account-closed', 'new-account'],
  ['name-mismatch', 'new-account'],
  ['transient', 'resend'],
] as const satisfies readonly (readonly [string, ReturnAction])[];
export type ReturnClass = (typeof strictestFirst)[number][0];

/** How a return is to be treated, and what its code says in plain words. */
export interface ReturnVerdict {
  readonly class: ReturnClass;
  readonly action: ReturnAction;
  readonly meaning: string;
}

const schemesOfRails: Readonly<Record<RailId, ReturnScheme>> = {
  ach: 'ach',
  sepa: 'iso20022',
  fps: 'fps',
  eft: 'eft',
  becs: 'becs',
  fast: 'iso20022',
  wire: 'iso20022',
};

/**
 * The codes in which returns on a rail are reported when the report does not say. SEPA and Singapore's FAST exchange
 * ISO 20022 messages, and so do wires: Fedwire and SWIFT have both moved to them. No list of FAST's own is public.
 */
export function schemeOfRail(rail: RailId): ReturnScheme {
  return schemesOfRails[rail];
}

/**
 * Reads a bank's code; upper and lower case and surrounding blanks make no difference. A code that stands for several
 * things is taken for the strictest of them. No code, an unknown one and one of another scheme are `unknown-code`, which
 * a person has to look at: only a code that is known to be harmless may let an order act by itself.
 */
export function classifyReturn({
  scheme,
  code,
}: {
  readonly scheme: ReturnScheme;
  readonly code?: string | undefined;
}): ReturnVerdict {
  const written = normalisedCode(code ?? '');
  if (written === '') return unknownCode('The bank gave no code.');
  // In upper case it is none of the names that every object has.
  const known = returnCodeTable[scheme][written];
  if (known === undefined) return unknownCode('The code is none of those that we know of this scheme.');
  const { meaning, classes } = known;
  for (const [kind, action] of strictestFirst) if (classes.includes(kind)) return { class: kind, action, meaning };
  return unknownCode(meaning);
}

/** The schemes that know a code. */
export function schemesKnowing(code: string): ReturnScheme[] {
  const written = normalisedCode(code);
  return returnSchemes.filter((scheme) => returnCodeTable[scheme][written] !== undefined);
}

/** A code as the tables write it. */
export function normalisedCode(code: string): string {
  return code.trim().toUpperCase();
}

function unknownCode(meaning: string): ReturnVerdict {
  return { class: 'unknown-code', action: 'operator', meaning };
}
