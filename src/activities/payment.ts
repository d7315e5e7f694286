import { activityInfo } from '@temporalio/activity';
import { compareAmounts, isAmount, isPaymentOf, payableAmount, sumAmounts } from '../banking/money';
import type { CryptoCurrency, FiatCurrency } from '../banking/currencies';
import type { CoinutApi } from '../coinut/api';
import type { NewPayment } from '../coinut/contracts/contract';
import type { CoinutPayment } from '../coinut/payment-schemas';
import { customerVerdictOf } from '../signals/customer-status';
import { paymentSighting } from '../signals/provider-events';
import type { PaymentSighting } from '../signals/sightings';
import { isAfterReset } from './create-input';
import type { RequireCurrentAttempt } from './current-attempt';
import { besideCreate, notYet } from './failures';
import type { AskOrder } from './order-guard';

export interface PaymentToSend {
  readonly payment: Omit<NewPayment, 'deductCurrency'>;
  /** From which of the partner's balances it is paid. */
  readonly deductCurrency: CryptoCurrency;
  readonly attempt: number;
  /** How long the payment may still leave. */
  readonly sendWithinMs: number;
  readonly customerId?: string;
  /** What this order has paid for sending again so far, in the payout currency. */
  readonly costSoFar: readonly string[];
  /** The run in which the order began. After a reset a run before this one may have made it, at any time since `madeSince`. */
  readonly originalRunId: string;
  /** When the money was queued for the bank, ISO 8601. */
  readonly madeSince?: string | undefined;
  /** When this very payment was first refused, ISO 8601, if it was: that may have been wrong. */
  readonly triedSince?: string | undefined;
  /** The run that has waited since until nothing of the run before it can land any more. */
  readonly waitedInRun?: string | undefined;
}

/** Why a payment was not sent although it was to be; nothing of it is under way, and the attempt is not used up. */
export type NotSentReason =
  | 'window-missed'
  | 'refused-by-order'
  | 'payouts-paused'
  | 'customer-not-approved'
  | 'balance-short'
  | 'resend-too-dear';

export interface NotSent {
  readonly notSent: NotSentReason;
  readonly detail: string;
}

export type SendResult =
  | { readonly paymentId: string; readonly cost?: string }
  | NotSent
  | { readonly notSent: 'earlier-run-under-way'; readonly detail: string; readonly run: string };

/** A payment of which it is not known whether the provider took it on. */
export interface SoughtPayment {
  readonly paymentReference: string;
  readonly amount: string;
  readonly currency: string;
  /** About when it was sent, ISO 8601. */
  readonly sentAt: string;
}

/** Whether it may be sent, and what that will cost. */
type Clearance = { readonly cost?: string } | NotSent;

export interface PaymentActivityDependencies {
  readonly coinut: CoinutApi;
  readonly now: () => Date;
  readonly requireCurrentAttempt: RequireCurrentAttempt;
  readonly askOrder: AskOrder;
  readonly payoutsPaused: boolean;
  /** The most that sending again may cost one order, in the payout currency. */
  readonly maxResendCost: string | undefined;
}

const dayMs = 86_400_000;

export function createPaymentActivities(dependencies: PaymentActivityDependencies) {
  const { coinut, now, requireCurrentAttempt, askOrder, payoutsPaused, maxResendCost } = dependencies;

  /** What stands against sending it, as the provider tells; each of these may have changed since the order was asked. */
  async function clearance(input: PaymentToSend): Promise<Clearance> {
    const { payment, deductCurrency, customerId, costSoFar } = input;
    if (payoutsPaused) return notSent('payouts-paused', 'Payouts are paused (PAYOUTS_PAUSED).');
    if (customerId !== undefined) {
      const { status } = await coinut.readCustomer(customerId);
      if (customerVerdictOf(status) !== 'approved') {
        return notSent('customer-not-approved', `The provider's word for the customer is ${status ?? 'missing'}.`);
      }
    }
    const { deductAmount, bankCharge } = await coinut.estimatePayment({ ...payment, deductCurrency });
    const costs = costProblem(bankCharge, costSoFar, payment.currency, maxResendCost);
    if (costs !== undefined) return notSent('resend-too-dear', costs);
    const { balance } = (await coinut.readBalances()).find(({ currency }) => currency === deductCurrency) ?? {};
    const isShort = isAmount(deductAmount) && isAmount(balance) && compareAmounts(balance, deductAmount) < 0;
    if (isShort) {
      return notSent(
        'balance-short',
        `The balance is ${balance} ${deductCurrency}, the payment takes ${deductAmount}.`,
      );
    }
    return isAmount(bankCharge) ? { cost: bankCharge } : {};
  }

  /** The payment with our reference, made on one of these days; of any amount, where none is told. */
  async function find(
    paymentReference: string,
    money: { readonly amount?: string; readonly currency: string },
    dates: readonly string[],
  ): Promise<CoinutPayment | undefined> {
    for (const date of dates) {
      for (const listed of await coinut.listPayments(date)) {
        if (listed.id === undefined || !mayBe(listed, money)) continue;
        const detail = await coinut.readPayment(listed.id);
        if (detail.reference === paymentReference) return { ...listed, ...detail };
      }
    }
    return undefined;
  }

  return {
    /**
     * Sends a payment once, or says why it was not sent. Never repeated: after an answer that leaves it open whether the
     * payment was made, only a look-up may follow (DESIGN section 6).
     */
    async sendPayment(input: PaymentToSend): Promise<SendResult> {
      const startedAt = performance.now();
      const { deductCurrency, attempt, sendWithinMs } = input;
      const { reference: paymentReference, amount, currency } = input.payment;
      const payment = { ...input.payment, amount: payableAmount(amount, currency) };
      const afterReset = isAfterReset(input);
      const found = await besideCreate(() => {
        const today = now().toISOString();
        const since = afterReset ? (input.madeSince ?? today) : input.triedSince;
        // One that was made before may have been of another amount.
        const money = since === undefined ? { amount, currency } : { currency };
        return find(paymentReference, money, datesBetween(since ?? today, today));
      });
      if (found?.id !== undefined) return { paymentId: found.id };
      const run = activityInfo().workflowExecution?.runId ?? '';
      if (afterReset && input.waitedInRun !== run) {
        const detail = 'The run before the reset may have sent it a moment ago.';
        return { notSent: 'earlier-run-under-way', detail, run };
      }
      const cleared = await besideCreate(() => clearance({ ...input, payment }));
      if ('notSent' in cleared) return cleared;
      const creation = coinut.createPayment({ ...payment, deductCurrency });
      const { allowed, sentence = 'The order refuses it.' } = await askOrder({ attempt, paymentReference, amount });
      if (!allowed) return notSent('refused-by-order', sentence);
      await requireCurrentAttempt();
      // How long it waited to be started is limited by Temporal, by the same time.
      if (performance.now() - startedAt > sendWithinMs) {
        return notSent('window-missed', 'The bank would have taken it in too late.');
      }
      return { paymentId: (await creation.send()).id, ...cleared };
    },

    async readPayment({ paymentId }: { paymentId: string }): Promise<PaymentSighting> {
      return sighting({ ...(await coinut.readPayment(paymentId)), id: paymentId });
    },

    /** The payment with our reference; a retryable failure as long as the provider shows none. */
    async searchPayment(sought: SoughtPayment): Promise<PaymentSighting> {
      const { paymentReference, sentAt, ...money } = sought;
      const found = await find(paymentReference, money, datesBetween(sentAt, now().toISOString()));
      if (found?.id === undefined) {
        throw notYet('PaymentNotFound', `The provider shows no payment with the reference ${sought.paymentReference}.`);
      }
      return sighting({ ...found, id: found.id });
    },
  };

  function sighting(payment: CoinutPayment & { readonly id: string }): PaymentSighting {
    return paymentSighting(payment, { evidence: 'look-up', seenAt: now().toISOString() });
  }
}

function notSent(reason: NotSentReason, detail: string): NotSent {
  return { notSent: reason, detail };
}

function costProblem(
  charge: string | undefined,
  soFar: readonly string[],
  currency: FiatCurrency,
  most: string | undefined,
): string | undefined {
  if (most === undefined) return undefined;
  if (!isAmount(charge))
    return `The provider does not say what it would charge; at most ${most} ${currency} is allowed.`;
  const total = sumAmounts([...soFar, charge]);
  return compareAmounts(total, most) > 0
    ? `The provider would charge ${charge} ${currency}, ${total} in all; at most ${most} is allowed (MAX_RESEND_COST).`
    : undefined;
}

/** The list tells no references, but amounts; what it does not tell may be the one. */
function mayBe(
  listed: CoinutPayment,
  { amount, currency }: { readonly amount?: string; readonly currency: string },
): boolean {
  const { receivedAmount, receivedCurrency = currency } = listed;
  if (receivedCurrency !== currency) return false;
  return amount === undefined || !isAmount(receivedAmount) || isPaymentOf(receivedAmount, amount, currency);
}

/** Every date from a day before one moment to a day after another: the provider's days may be another zone's. */
function datesBetween(from: string, to: string): string[] {
  const first = Math.min(Date.parse(from), Date.parse(to)) - dayMs;
  const count = Math.ceil((Date.parse(to) + dayMs - first) / dayMs) + 1;
  const dates = Array.from({ length: count }, (_, index) => new Date(first + index * dayMs).toISOString().slice(0, 10));
  // Newest first, which is where it most probably is.
  return [...new Set(dates)].reverse();
}
