import { addAmounts, compareAmounts, isAmount, subtractAmounts } from '../banking/money';
import type { MoneyRecord } from '../signals/sightings';
import type { OfframpMoneyRecord } from '../signals/status';
import { refunder } from './deposit-expectations';
import type { Facts } from './facts';
import { depositOf } from './known-objects';

/**
 * What became of money that did not go the way of a bank transfer, oldest first: what operators have put on record, and
 * what of the deposit the provider itself says to have sent back. What both say counts once.
 */
export function shownMoneyRecords(
  facts: Facts,
  depositId: string | undefined,
  depositCurrency: string,
): OfframpMoneyRecord[] {
  const recorded = Object.values(facts.moneyRecords).map(shown);
  const byProvider = depositId === undefined ? [] : providersRefund(facts, depositId, depositCurrency, recorded);
  return [...recorded, ...byProvider].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

/** Of a record without them, its id tells the transaction and the destination. */
function shown(record: MoneyRecord): OfframpMoneyRecord {
  const { recordId, kind, amount, currency, seenAt: recordedAt, operator, transactionId, destination } = record;
  const named = recordId.slice(`${kind}:`.length);
  return {
    ...{ recordId, kind, amount, currency, evidence: 'operator', recordedAt },
    ...(kind === 'refund' ? { transactionId: transactionId ?? named } : { destination: destination ?? named }),
    ...(operator && { operator }),
  };
}

function providersRefund(
  facts: Facts,
  depositId: string,
  depositCurrency: string,
  recorded: readonly OfframpMoneyRecord[],
): OfframpMoneyRecord[] {
  const recordedAt = facts.deposits[depositId]?.observed?.seenAt;
  const { amount, currency: told = depositCurrency } = depositOf(facts, depositId) ?? {};
  if (refunder(facts, depositId) !== 'provider' || recordedAt === undefined || !isAmount(amount)) return [];
  const currency = told.toUpperCase();
  const said = recorded
    .filter((record) => record.kind === 'refund' && record.currency === currency)
    .reduce((sum, record) => addAmounts(sum, record.amount), '0');
  if (compareAmounts(amount, said) <= 0) return [];
  const rest = compareAmounts(said, '0') === 0 ? amount : subtractAmounts(amount, said);
  return [{ recordId: 'refund:provider', kind: 'refund', amount: rest, currency, evidence: 'provider', recordedAt }];
}

function orderOf({ recordedAt, recordId }: OfframpMoneyRecord): string {
  return `${recordedAt} ${recordId}`;
}
