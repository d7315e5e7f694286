import { amountsEqual, compareAmounts, isAmount } from '../banking/money';
import type { CryptoCurrency, FiatCurrency } from '../banking/currencies';
import type { CoinutApi } from '../coinut/api';
import type { NewPayment } from '../coinut/contracts/contract';
import type { CoinutPayment } from '../coinut/payment-schemas';
import { customerVerdictOf } from '../signals/customer-status';
import { paymentSighting } from '../signals/provider-events';
import type { PaymentSighting } from '../signals/sightings';
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
}

/** Why a payment was not sent although it was to be; nothing of it is under way, and the attempt is not used up. */
export type NotSentReason =
  | 'window-missed'
  | 'refused-by-order'
  | 'payouts-paused'
  | 'customer-not-approved'
  | 'balance-short'
  | 'resend-too-dear';

export type SendResult = { readonly paymentId: string } | { readonly notSent: NotSentReason; readonly detail: string };

/** A payment of which it is not known whether the provider took it on. */
export interface SoughtPayment {
  readonly paymentReference: string;
  readonly amount: string;
  readonly currency: string;
  /** About when it was sent, ISO 8601. */
  readonly sentAt: string;
}

export interface PaymentActivityDependencies {
  readonly coinut: CoinutApi;
  readonly now: () => Date;
  readonly requireCurrentAttempt: RequireCurrentAttempt;
  readonly askOrder: AskOrder;
  readonly payoutsPaused: boolean;
  /** The most that sending again may cost, in the payout currency. */
  readonly maxResendCost: string | undefined;
}

const dayMs = 86_400_000;

export function createPaymentActivities(dependencies: PaymentActivityDependencies) {
  const { coinut, now, requireCurrentAttempt, askOrder, payoutsPaused, maxResendCost } = dependencies;

  /** What stands against sending it, as the provider tells; each of these may have changed since the order was asked. */
  async function obstacle({ payment, deductCurrency, customerId }: PaymentToSend): Promise<SendResult | undefined> {
    if (payoutsPaused) return notSent('payouts-paused', 'Payouts are paused (PAYOUTS_PAUSED).');
    if (customerId !== undefined) {
      const { status } = await coinut.readCustomer(customerId);
      if (customerVerdictOf(status) !== 'approved') {
        return notSent('customer-not-approved', `The provider's word for the customer is ${status ?? 'missing'}.`);
      }
    }
    const { deductAmount, bankCharge } = await coinut.estimatePayment({ ...payment, deductCurrency });
    const costs = costProblem(bankCharge, payment.currency, maxResendCost);
    if (costs !== undefined) return notSent('resend-too-dear', costs);
    const { balance } = (await coinut.readBalances()).find(({ currency }) => currency === deductCurrency) ?? {};
    const isShort = isAmount(deductAmount) && isAmount(balance) && compareAmounts(balance, deductAmount) < 0;
    return isShort
      ? notSent('balance-short', `The balance is ${balance} ${deductCurrency}, the payment takes ${deductAmount}.`)
      : undefined;
  }

  /** The payment with our reference, if the provider has one of the days around a moment. */
  async function find({
    paymentReference,
    amount,
    currency,
    sentAt,
  }: SoughtPayment): Promise<CoinutPayment | undefined> {
    for (const date of datesAround(sentAt)) {
      for (const listed of await coinut.listPayments(date)) {
        if (listed.id === undefined || !mayBe(listed, { amount, currency })) continue;
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
      const { payment, deductCurrency, attempt, sendWithinMs } = input;
      const { reference: paymentReference, amount, currency } = payment;
      // Signed before the look-ups: if this process freezes in between, the payment is too old to be sent.
      const creation = coinut.createPayment({ ...payment, deductCurrency });
      const found = await besideCreate(() => find({ paymentReference, amount, currency, sentAt: now().toISOString() }));
      if (found?.id !== undefined) return { paymentId: found.id };
      const standsAgainst = await besideCreate(() => obstacle(input));
      if (standsAgainst !== undefined) return standsAgainst;
      await requireCurrentAttempt();
      const { allowed, sentence = 'The order refuses it.' } = await askOrder({ attempt, paymentReference, amount });
      if (!allowed) return notSent('refused-by-order', sentence);
      // How long it waited to be started is limited by Temporal, by the same time.
      if (performance.now() - startedAt > sendWithinMs) {
        return notSent('window-missed', 'The bank would have taken it in too late.');
      }
      return { paymentId: (await creation.send()).id };
    },

    async readPayment({ paymentId }: { paymentId: string }): Promise<PaymentSighting> {
      return sighting({ ...(await coinut.readPayment(paymentId)), id: paymentId });
    },

    /** The payment with our reference; a retryable failure as long as the provider shows none. */
    async searchPayment(sought: SoughtPayment): Promise<PaymentSighting> {
      const found = await find(sought);
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

function notSent(reason: NotSentReason, detail: string): SendResult {
  return { notSent: reason, detail };
}

function costProblem(charge: string | undefined, currency: FiatCurrency, most: string | undefined): string | undefined {
  if (most === undefined) return undefined;
  if (!isAmount(charge))
    return `The provider does not say what it would charge; at most ${most} ${currency} is allowed.`;
  return compareAmounts(charge, most) > 0
    ? `The provider would charge ${charge} ${currency}; at most ${most} is allowed (MAX_RESEND_COST).`
    : undefined;
}

/** The list tells no references, but amounts; what it does not tell may be the one. */
function mayBe(listed: CoinutPayment, { amount, currency }: { readonly amount: string; readonly currency: string }) {
  const { receivedAmount, receivedCurrency = currency } = listed;
  return receivedCurrency === currency && (!isAmount(receivedAmount) || amountsEqual(receivedAmount, amount));
}

/** The provider's days may be another zone's. */
function datesAround(moment: string): string[] {
  const at = Date.parse(moment);
  return [0, -1, 1].map((days) => new Date(at + days * dayMs).toISOString().slice(0, 10));
}
