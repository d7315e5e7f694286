import type { OfframpAmounts, OfframpTransfer } from '../signals/status';
import type { Ending } from './expectations';
import { words } from './markdown';

const reasons: Readonly<Record<string, string>> = {
  'customer-rejected': 'The provider did not approve of the customer.',
  'customer-deleted': 'The provider has deleted the customer.',
  'deposit-address-rejected': 'The provider rejected the deposit address; nobody was shown it.',
  'network-not-offered': 'This network is not offered here (ENABLE_MATIC).',
  'currency-not-offered': "The provider's contract in use has no payouts in this currency (COINUT_CONTRACT).",
  'customer-approval-deadline': 'The provider has not approved of the customer in time.',
  'no-deposit': 'No deposit came in time.',
  'cancellation-requested': 'Somebody cancelled the workflow before a deposit was known.',
  'cancelled-by-operator': 'An operator cancelled it before a deposit was known.',
};

/** What became of an order, as a sentence. */
export function outcomeSentence(
  { outcome, reason, evidence }: Ending,
  { amounts, transfers }: { readonly amounts: OfframpAmounts; readonly transfers: readonly OfframpTransfer[] },
): string {
  if (outcome === 'settled') return settledSentence(evidence, amounts, transfers);
  if (reason === 'deposit-refunded') return `The deposit${of(amounts.deposited)} went back to the customer.`;
  if (reason === 'closed-by-operator') return `An operator closed it as ${outcome}.`;
  return reasons[reason] ?? `It is ${outcome}: ${words(reason)}.`;
}

function settledSentence(
  evidence: Ending['evidence'],
  { paidOut }: OfframpAmounts,
  transfers: readonly OfframpTransfer[],
): string {
  const latest = transfers.at(-1) ?? paidOut;
  const money = latest === undefined ? 'The money' : `${latest.amount} ${latest.currency}`;
  const attempts = transfers.length > 1 ? `, in transfer ${transfers.length}` : '';
  switch (evidence) {
    case 'window-elapsed':
      return `${money} should have arrived in the bank account${attempts}: nobody has said otherwise in time.`;
    case 'operator':
      return `${money} arrived in the bank account${attempts}, an operator says.`;
    case 'provider':
      return `${money} arrived in the bank account${attempts}, the provider says.`;
    default:
      return `${money} arrived in the bank account${attempts}, a bank reports.`;
  }
}

function of(money: OfframpAmounts['deposited']): string {
  return money === undefined ? '' : ` of ${money.amount} ${money.currency}`;
}
