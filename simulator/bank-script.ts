import type { DelayName } from './delays';
import type { ReturnReason } from './return-reasons';

/** One thing that the bank does to a transfer or says of it. */
export interface BankMove {
  /** How long after the move before, or after the transfer was queued. */
  delay: DelayName;
  /** Of which attempt; of the one whose script this is unless told. */
  attempt?: number;
  /** Absent: nothing happens, the bank only speaks. */
  becomes?: 'CREDITED' | 'FAILED' | 'RETURNED';
  fundsReturned?: boolean;
  because?: ReturnReason;
  /** Absent: nobody hears of it. */
  says?: 'credited' | 'failed' | 'returned';
  /** `short`: less arrived than was sent. */
  amount?: 'short';
  /** Names neither attempt nor payment. */
  unnamed?: boolean;
  /** Dated an hour before what happened last. */
  dated?: 'before';
  /** How often the very same message is sent; once unless told. */
  times?: number;
}

/** What the bank does to each attempt, one after the other; the last of the lists holds for all later ones, too. */
export type BankScript = readonly (readonly BankMove[])[];

export const credited: BankMove = { delay: 'bankCredit', becomes: 'CREDITED', says: 'credited' };

/** The money reaches the account, and nobody says so. */
export const creditedInSilence: BankMove = { delay: 'bankCredit', becomes: 'CREDITED' };

/** The bank could not credit it, and the money is back with the report. */
export function failed(because: ReturnReason): BankMove {
  return { delay: 'bankCredit', becomes: 'FAILED', fundsReturned: true, because, says: 'failed' };
}

/** It failed, and where the money is nobody says. */
export function failedWithoutFunds(because: ReturnReason): BankMove {
  return { ...failed(because), fundsReturned: false };
}

/** It had been there, or seemed to be, and is back. */
export function returned(because: ReturnReason): BankMove {
  return { delay: 'bankReturn', becomes: 'RETURNED', fundsReturned: true, because, says: 'returned' };
}

export function movesOf(script: BankScript, attempt: number): readonly BankMove[] {
  return script[attempt - 1] ?? script.at(-1) ?? [];
}
