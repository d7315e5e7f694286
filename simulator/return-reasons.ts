import type { PayoutCurrency } from './rates';

export const schemes = ['ach', 'iso20022', 'fps', 'becs', 'npp', 'eft'] as const;
export type Scheme = (typeof schemes)[number];

/** What a currency's transfers go through, whose codes its bank speaks in. */
export const schemeOf = {
  USD: 'ach',
  EUR: 'iso20022',
  GBP: 'fps',
  CAD: 'eft',
  AUD: 'becs',
  SGD: 'iso20022',
} as const satisfies Record<PayoutCurrency, Scheme>;

type RailScheme = (typeof schemeOf)[PayoutCurrency];

export const returnReasons = [
  'transient',
  'account-invalid',
  'account-closed',
  'name-mismatch',
  'blocked',
  'deceased',
  'regulatory',
  'duplicate',
  'recalled',
  'our-format',
  'unspecified',
  'unknown-code',
  'unknown-outcome',
  'notification-of-change',
] as const;

/** Why a bank did not credit a transfer, or did not keep it. */
export type ReturnReason = (typeof returnReasons)[number];

/**
 * One code of each scheme for each reason. Where a scheme has none, a code stands that leads to the same, or nothing:
 * the bank gives no code. Of Canada's codes none is for a passing trouble only.
 */
const codes: Record<ReturnReason, Record<RailScheme, string>> = {
  transient: { ach: 'R32', iso20022: 'TM01', fps: 'SCHEME_IS_DOWN', becs: 'E153', eft: '989' },
  'account-invalid': { ach: 'R03', iso20022: 'AC01', fps: 'SORT_CODE_ACCOUNT_UNKNOWN', becs: '5', eft: '912' },
  'account-closed': { ach: 'R02', iso20022: 'AC04', fps: 'ACCOUNT_CLOSED', becs: '3', eft: '905' },
  'name-mismatch': { ach: 'R03', iso20022: 'AC01', fps: 'NAME_MISMATCH', becs: '5', eft: '912' },
  blocked: { ach: 'R16', iso20022: 'AC06', fps: 'ACCOUNT_STOPPED', becs: '2', eft: '911' },
  deceased: { ach: 'R15', iso20022: 'MD07', fps: 'BENEFICIARY_DECEASED', becs: '4', eft: '910' },
  regulatory: { ach: 'R85', iso20022: 'RR04', fps: 'ACCOUNT_STOPPED', becs: '2', eft: '911' },
  duplicate: { ach: 'R24', iso20022: 'AM05', fps: 'DUPLICATE_FPID', becs: '2', eft: '911' },
  recalled: { ach: 'R06', iso20022: 'CUST', fps: 'RECALLED', becs: 'E150', eft: '903' },
  'our-format': { ach: 'R26', iso20022: 'FF01', fps: 'SYNTAX_ERROR', becs: '8', eft: '900' },
  unspecified: { ach: 'R01', iso20022: 'MS03', fps: '', becs: '', eft: '989' },
  'unknown-code': { ach: 'X99', iso20022: 'XX99', fps: 'MOON_IS_FULL', becs: 'X99', eft: '999' },
  'unknown-outcome': { ach: '', iso20022: 'AB05', fps: 'SYSTEM_MALFUNCTION', becs: 'E199', eft: '' },
  'notification-of-change': { ach: 'C01', iso20022: 'MS03', fps: '', becs: '', eft: '989' },
};

/** What the bank of a currency says for a reason, in the terms of its scheme. */
export function bankWords(reason: ReturnReason, currency: PayoutCurrency): { code?: string; scheme: Scheme } {
  const scheme = schemeOf[currency];
  const code = codes[reason][scheme];
  return code === '' ? { scheme } : { code, scheme };
}
