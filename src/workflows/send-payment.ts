import type { NotSent, ResendPlan, SendResult } from '../activities';
import { paymentReference } from '../banking/payment-reference';
import { retryMs, type NeededAttention } from './asking';
import type { Trouble } from './failure-reasons';
import type { Journey } from './journey';
import { countResend } from './order-metrics';
import { paymentOf, transferReports, type OrderTransfer } from './order-transfers';
import { originalRunId, type Provider } from './provider-activities';

/** What is to be sent. */
export interface WantedTransfer {
  readonly attempt: number;
  readonly amount: string;
  readonly currency: string;
}

/** Why it is not sent now, if a person should know, and when to try again if not in the next window. */
export interface Hindrance extends Partial<NeededAttention> {
  readonly retryAt?: number;
}

/** How an attempt to send went; `missed` is the window, with nothing sent, and `setback` something that mostly passes. */
export type Sending =
  { readonly sent: true } | { readonly missed: true } | { readonly setback: NeededAttention } | Hindrance;

/**
 * Sends the payment once. Where it is certain that nothing was sent, says why, and the attempt is not used up; where that
 * is not certain, the transfer is on record as one of which nobody knows.
 */
export async function sendPayment(
  journey: Journey,
  { send, landsWithin }: Provider,
  wanted: WantedTransfer,
  plan: ResendPlan,
  label: string,
): Promise<Sending> {
  // What is heard while it is being sent may be about it, so that only what is known now is about the others for certain.
  const told = reportsSoFar(journey);
  const transfer = begin(journey, wanted, plan);
  const triedSince = journey.triedSince.get(wanted.attempt);
  const beganAt = new Date(journey.now()).toISOString();
  countResend(wanted.currency);
  const { amount, paymentReference: reference = '' } = transfer;
  const { bankAccountId = '', customerId } = journey.ids;
  const { bankAccount, source } = journey.order;
  const costSoFar = journey.sentTransfers.flatMap(({ cost }) => cost ?? []);
  const tried = await journey.once('retrying-bank-transfer', `the provider to take on ${label}`, () =>
    send(plan.sendWithinMs, label).sendPayment({
      payment: { reference, amount, currency: bankAccount.currency, bankAccountId },
      deductCurrency: source.currency,
      attempt: wanted.attempt,
      sendWithinMs: plan.sendWithinMs,
      costSoFar,
      ...(customerId && { customerId }),
      // After a reset the payment may have been made by the run before, any day since the money was queued.
      originalRunId: originalRunId(),
      madeSince: journey.queuedAt,
      waitedInRun: waitedInRun(journey),
      ...(triedSince && { triedSince }),
    }),
  );
  journey.sending = undefined;
  if ('trouble' in tried) journey.triedSince.set(wanted.attempt, triedSince ?? beganAt);
  const outcome =
    'trouble' in tried
      ? afterTrouble(journey, transfer, tried.trouble)
      : afterAnswer(journey, transfer, tried.value, landsWithin);
  if (!('transfer' in outcome)) return outcome;
  record(journey, outcome.transfer, told);
  // Whoever says that it came to nothing, it may still land: nothing is sent again before that.
  if (outcome.transfer.progress === 'unknown') journey.lastMayLandUntil = journey.now() + landsWithin;
  return { sent: true };
}

/**
 * Takes a payment that the provider is known to have made for what is to be sent: its answer that it had not was wrong.
 * Answers whether there is one.
 */
export function adoptPayment(journey: Journey, wanted: WantedTransfer, plan: ResendPlan): boolean {
  const transfer = transferBy(journey, wanted, plan);
  const payment = paymentOf(journey.facts, transfer);
  if (payment === undefined) return false;
  record(journey, { ...transfer, paymentId: payment.paymentId }, reportsSoFar(journey));
  return true;
}

/** What has been reported of the transfers before this one, each now certain to be about one of them. */
function reportsSoFar(journey: Journey): string[] {
  journey.nameReports();
  const { facts, sentTransfers, transferDecisions } = journey;
  return transferReports(facts, sentTransfers, transferDecisions).map(({ reportId }) => reportId);
}

/** From now on everything heard is weighed once more before it leaves, by the order's guard. */
function begin(journey: Journey, wanted: WantedTransfer, plan: ResendPlan): OrderTransfer {
  const sending = transferBy(journey, wanted, plan);
  journey.sending = sending;
  journey.know('payment', referenceOf(journey, wanted.attempt));
  return sending;
}

function transferBy(journey: Journey, wanted: WantedTransfer, plan: ResendPlan): OrderTransfer {
  const { tradeId, depositId } = firstTransfer(journey);
  const { sendAt: submitAt, settlement: expected, graceEndsAt } = plan;
  const paymentReference = referenceOf(journey, wanted.attempt);
  return { ...wanted, tradeId, depositId, paymentReference, progress: 'sent', submitAt, expected, graceEndsAt };
}

/** Names an attempt at the provider. */
export function referenceOf(journey: Journey, attempt: number): string {
  return paymentReference(firstTransfer(journey).tradeId, attempt);
}

function firstTransfer({ sentTransfers: [first] }: Journey): OrderTransfer {
  if (first === undefined) throw new Error('Nothing can be sent again that was not sent before.');
  return first;
}

/** A transfer that was sent, or may have been. */
interface Recorded {
  readonly transfer: OrderTransfer;
}

function afterAnswer(
  journey: Journey,
  transfer: OrderTransfer,
  result: SendResult,
  landsWithin: number,
): Sending | Recorded {
  if ('paymentId' in result) {
    const { paymentId, cost } = result;
    return { transfer: { ...transfer, paymentId, ...(cost === undefined ? {} : { cost }) } };
  }
  if (result.notSent === 'earlier-run-under-way') {
    const landedAt = journey.now() + landsWithin;
    journey.earlierRun = { seenIn: result.run, landedAt };
    return { retryAt: landedAt };
  }
  return notSent(result);
}

/** An order that was woken before the time has not waited; a reset of the reset begins a run that has not, either. */
function waitedInRun(journey: Journey): string | undefined {
  const { earlierRun } = journey;
  return earlierRun !== undefined && journey.now() >= earlierRun.landedAt ? earlierRun.seenIn : undefined;
}

/** A failure after which the payment may be under way is never followed by another payment. */
function afterTrouble(
  journey: Journey,
  transfer: OrderTransfer,
  { reason, detail, passing }: Trouble,
): Sending | Recorded {
  if (reason === 'outcome-unknown') return { transfer: { ...transfer, progress: 'unknown' } };
  if (reason === 'provider-unavailable') return { setback: { reason, detail } };
  const shown = reason === 'insufficient-funds' ? 'balance-short' : reason;
  return { reason: shown, detail, ...(passing ? { retryAt: journey.now() + retryMs.first } : {}) };
}

/** What the activity found out just before the payment would have left. */
function notSent({ notSent: reason, detail }: NotSent): Sending {
  switch (reason) {
    case 'window-missed':
      return { missed: true };
    case 'refused-by-order':
      // Mostly because of something that it has heard.
      return { setback: { reason: 'send-guard-refused', detail } };
    case 'payouts-paused':
    case 'customer-not-approved':
    case 'balance-short':
    case 'resend-too-dear':
      return { reason, detail };
  }
}

/** Adds the transfer to those that were sent; what had been told of the others led to it, and is no news any more. */
function record(journey: Journey, transfer: OrderTransfer, told: readonly string[]): void {
  const { overruled, answered } = journey.transferDecisions;
  journey.sentTransfers = [...journey.sentTransfers, transfer];
  journey.transferDecisions = { overruled, answered: new Set([...answered, ...told]) };
  if (transfer.paymentId !== undefined) journey.know('payment', transfer.paymentId);
}
