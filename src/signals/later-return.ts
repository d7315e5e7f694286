import type { OfframpBankAccount, OfframpSource } from './offramp-order';
import type { FiatCurrency } from '../banking/currencies';
import type { OfframpAmounts, OfframpIds } from './status';
import type { BankReport } from './sightings';

/**
 * What an order that has ended leaves behind about its bank transfers, so that another one can take them on: a bank may
 * send money back weeks after the order had ended. Only the workflows look into it.
 */
export interface TransferRecord {
  readonly source: OfframpSource;
  /** Where the money went last. */
  readonly payoutAccount: OfframpBankAccount | { readonly currency: FiatCurrency; readonly accountCountry?: string };
  readonly ids: OfframpIds;
  readonly amounts: OfframpAmounts;
  /** Everything that was known, as the order kept it. */
  readonly facts: object;
  readonly sentTransfers: readonly object[];
  readonly overruled: readonly string[];
  readonly answered: readonly string[];
}

/** A bank's report on a transfer of an order that has ended; it becomes an order of its own. */
export interface LaterReturn {
  /** `<reference of the order that has ended>:return:<n>` */
  readonly reference: string;
  readonly report: BankReport;
  readonly record: TransferRecord;
}

/** Whether a workflow's input is what starts the order of a later return. */
export function isLaterReturn(input: unknown): input is LaterReturn {
  if (typeof input !== 'object' || input === null) return false;
  if (!('reference' in input) || !('report' in input) || !('record' in input)) return false;
  const { report, record } = input;
  return typeof report === 'object' && report !== null && typeof record === 'object' && record !== null;
}

/** The reference of the n-th order that follows from returns to an order that has ended. */
export function laterReturnReference(reference: string, count: number): string {
  return `${reference.replace(/:return:\d+$/, '')}:return:${count}`;
}
