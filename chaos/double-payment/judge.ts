import type { Simulator } from '../../simulator';
import { compareAmounts, sumAmounts } from '../../src/banking/money';
import { broughtIn } from './schedule';
import type { OrderInPlay } from './order-in-play';
import type { TruthEntry } from './truth';

/** What a deployment of this kind may do. */
export interface Allowed {
  /** Nothing may be sent. */
  readonly nothing?: boolean;
  /** Nothing may be sent by a plan that says that payouts are paused. */
  readonly onlyUnpaused?: boolean;
  readonly autoResendMax?: string | undefined;
}

const mostAttempts = 3;

/** Everything about one order's money that must not be, a sentence each, by what the provider recorded. */
export function judgeMoney(
  order: OrderInPlay,
  provider: Simulator,
  { nothing = false, autoResendMax }: Allowed,
): string[] {
  const { tradeId, payments, transfers, truth } = order;
  const { doublePayments, overpaid, sentBeforeReturn } = provider.audit();
  const isOurs = (found: { tradeId: string }) => found.tradeId === tradeId;
  const found = [
    ...doublePayments.filter(isOurs).map(({ kind, attempts }) => `attempts ${attempts.join(' and ')}: ${kind}`),
    ...overpaid.filter(isOurs).map(({ paid, owed }) => `${paid} was under way or paid of ${owed}`),
    ...sentBeforeReturn
      .filter(isOurs)
      .map(({ attempts }) => `attempt ${attempts[1]} left before ${attempts[0]} was back`),
  ];
  if (nothing && payments.length > 0) found.push(`${payments.length} payments left while payouts were paused`);
  const references = payments.map(({ reference }) => reference);
  if (new Set(references).size < references.length) found.push(`a reference was used twice: ${references.join(' ')}`);
  for (const [index, { amount, currency, id }] of payments.entries()) {
    const attempt = transfers.find(({ paymentId }) => paymentId === id)?.attempt ?? 0;
    const knew = truth.before(index);
    if (attempt > mostAttempts) found.push(`attempt ${attempt} was sent`);
    if (currency !== 'EUR') found.push(`attempt ${attempt} was sent in ${currency}`);
    if (knew.some(({ is }) => is === 'customer-refused')) found.push(`attempt ${attempt} went to a refused customer`);
    const back = countedOf(knew, attempt - 1);
    if (back !== undefined && compareAmounts(amount, back) > 0) {
      found.push(`attempt ${attempt} of ${amount} was sent when ${back} had come back`);
    }
    const byHand = paidElsewhere(knew);
    if (compareAmounts(sumAmounts([...byHand, amount]), broughtIn) > 0) {
      found.push(`attempt ${attempt} of ${amount} was sent when ${sumAmounts(byHand)} was paid otherwise`);
    }
  }
  const sent = sumAmounts(payments.map(({ amount }) => amount));
  if (autoResendMax !== undefined && compareAmounts(sent, autoResendMax) > 0) {
    found.push(`${sent} was sent again, ${autoResendMax} was allowed`);
  }
  return found;
}

/** What the operator counted last of an attempt. */
function countedOf(entries: readonly TruthEntry[], attempt: number): string | undefined {
  const counted = entries.filter((entry) => entry.is === 'counted' && entry.attempt === attempt).at(-1);
  return counted?.is === 'counted' ? counted.amount : undefined;
}

function paidElsewhere(entries: readonly TruthEntry[]): string[] {
  const returned = new Set(entries.flatMap((entry) => (entry.is === 'outside-returned' ? [entry.attempt] : [])));
  return entries.flatMap((entry) => {
    if (entry.is === 'paid-by-hand') return [entry.amount];
    return entry.is === 'sent-outside' && !returned.has(entry.attempt) ? [entry.amount] : [];
  });
}
