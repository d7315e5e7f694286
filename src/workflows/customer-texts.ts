import { dateInWords } from '../banking/date-words';
import type { OfframpOutcome, SettlementEvidence } from '../signals/stages';
import type { ExpectedArrival, OfframpAmounts, OfframpTransfer, ShownDepositAddress } from '../signals/status';

// Sentences for customers: what is known, nothing that is only hoped, and no word of ours.

export function addressReady({ address, network, currency, memo, minimum, maximum }: ShownDepositAddress): string {
  const limits = [minimum && `at least ${minimum}`, maximum && `at most ${maximum}`].filter(Boolean).join(' and ');
  const withMemo = memo === undefined ? '' : ` with the memo ${memo}`;
  return `Send ${limits === '' ? '' : `${limits} `}${currency} on ${network} to ${address}${withMemo}.`;
}

export const depositReceived = 'Your deposit has arrived and is being confirmed.';

export function depositConfirmed(deposited: OfframpAmounts['deposited']): string {
  return deposited === undefined ? 'Your deposit is confirmed.' : `Your deposit of ${money(deposited)} is confirmed.`;
}

export function payoutSent(transfer: OfframpTransfer): string {
  const again = transfer.attempt > 1 ? ' again' : '';
  return `${money(transfer)} are on their way to your bank account${again}${arrival(transfer.expected)}.`;
}

export function arrivalChanged(transfer: OfframpTransfer): string {
  return `${money(transfer)} are still on their way to your bank account${arrival(transfer.expected)}.`;
}

/** What becomes of the money then is not known yet. */
export function transferFailed(transfer: OfframpTransfer): string {
  return `The bank transfer of ${money(transfer)} has not reached your bank account. We are looking into it.`;
}

export function settled(transfer: OfframpTransfer | undefined, evidence: SettlementEvidence | undefined): string {
  const what = transfer === undefined ? 'Your money' : money(transfer);
  // Where only silence says so, the customer knows better.
  return evidence === 'window-elapsed'
    ? `${what} should have arrived in your bank account by now. If not, please tell us.`
    : `${what} ${transfer === undefined ? 'has' : 'have'} arrived in your bank account.`;
}

export function ended(
  { amounts: { deposited } }: { readonly amounts: OfframpAmounts },
  outcome: OfframpOutcome,
  reason: string,
): string | undefined {
  switch (outcome) {
    case 'rejected':
      return reason === 'customer-rejected'
        ? 'Your identity could not be confirmed, so this order cannot be carried out.'
        : 'This order cannot be carried out.';
    case 'expired':
      return 'This order has run out of time. Please do not send anything for it any more.';
    case 'cancelled':
      return 'This order was cancelled. Please do not send anything for it any more.';
    case 'refunded':
      return deposited === undefined
        ? 'Your deposit was sent back.'
        : `Your deposit of ${money(deposited)} was sent back.`;
    case 'abandoned':
    case 'settled':
      return undefined;
  }
}

function money({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  return `${amount} ${currency}`;
}

function arrival(expected: ExpectedArrival | undefined): string {
  if (expected === undefined) return '';
  const { earliest, latest, estimated } = expected;
  const year = Number(earliest.slice(0, 4));
  const by = earliest === latest ? '' : ` to ${dateInWords(latest, year)}`;
  return ` and should arrive ${estimated ? 'about ' : ''}${dateInWords(earliest, year)}${by}`;
}
