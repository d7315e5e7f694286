import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities, NotSentReason, OrderSettings, ResendPlan, SendResult } from '../activities';
import { paymentReference } from '../banking/payment-reference';
import { mostAttempts } from '../banking/transfer-decision';
import type { OfframpBankAccount } from '../signals/offramp-order';
import type { OfframpTransfer } from '../signals/status';
import { local } from './activity-options';
import type { NeededAttention } from './asking';
import { retryMs } from './asking';
import type { Trouble } from './failure-reasons';
import type { Journey } from './journey';
import { routeOf, transferReports, type OrderTransfer } from './order-transfers';
import { isReset, type Provider } from './provider-activities';

const { planResend } = proxyLocalActivities<LocalActivities>(local);
const stage = 'retrying-bank-transfer';

/** What is to be sent. */
interface Wanted {
  readonly attempt: number;
  readonly amount: string;
  readonly currency: string;
}

/** Why it is not sent now, if a person should know, and when to try again if not in the next window. */
interface Hindrance extends Partial<NeededAttention> {
  readonly retryAt?: number;
}

/** The order refused what it had asked for: whatever it has heard, it has folded by then. */
const soonMs = 30_000;

/**
 * Sends the money once more, in the next window in which the bank would process it. Returns once it is sent, once it is
 * unknown whether it was, or once something was heard that speaks against it; the caller then judges anew.
 */
export async function sendAgain(journey: Journey, provider: Provider, settings: OrderSettings): Promise<void> {
  journey.resendKnownAt ??= journey.now();
  let hindrance: Hindrance | undefined;
  for (let wanted = wantedOf(journey); wanted !== undefined; wanted = wantedOf(journey)) {
    await replaceAccount(journey, provider, settings);
    const plan = await planOf(journey, wanted);
    if (plan === undefined) continue;
    journey.sendLimits = plan.limits;
    journey.plannedTransfer = plannedTransfer(journey, wanted, plan);
    hindrance = hindranceOf(journey, settings, wanted, plan) ?? hindrance;
    if (hindrance === undefined && Date.parse(plan.sendAt) <= journey.now()) {
      const sent = await send(journey, provider, wanted, plan);
      if (sent === 'done') break;
      hindrance = sent;
      // The window that was missed is planned again from its end; an attempt that was not sent is not used up.
      if (hindrance === undefined) await untilWindow(journey, settings, wanted, plan, undefined, plan.cutoffAt);
      continue;
    }
    await untilWindow(journey, settings, wanted, plan, hindrance, whenToTry(plan, hindrance));
    hindrance = undefined;
  }
  journey.plannedTransfer = undefined;
}

/** What the verdict says should be sent; nothing once it says otherwise. */
function wantedOf({ transferVerdict, sentTransfers }: Journey): Wanted | undefined {
  const currency = sentTransfers.at(-1)?.currency;
  if (transferVerdict.verdict !== 'send-again' || currency === undefined) return undefined;
  const { attempt, amount } = transferVerdict;
  return { attempt, amount, currency };
}

function isStill(journey: Journey, wanted: Wanted): boolean {
  const now = wantedOf(journey);
  return now?.attempt === wanted.attempt && now.amount === wanted.amount;
}

/** The next window, by the tables and the limits as they are now. */
async function planOf(journey: Journey, wanted: Wanted): Promise<ResendPlan | undefined> {
  const now = new Date(journey.now()).toISOString();
  const knownAt = new Date(journey.resendKnownAt ?? journey.now()).toISOString();
  const orderKey = journey.order.reference;
  return journey.step(
    stage,
    "the bank's next window",
    () => planResend({ ...routeOf(journey.payoutAccount), now, knownAt, orderKey }),
    { instant: true, needless: () => !isStill(journey, wanted) },
  );
}

/** Why it cannot be sent although it should be: none of this uses the attempt up. */
function hindranceOf(
  journey: Journey,
  settings: OrderSettings,
  wanted: Wanted,
  plan: ResendPlan,
): Hindrance | undefined {
  const { currency } = wanted;
  const refusal = journey.sendRefusal(wanted, { currency });
  if (refusal !== undefined) return { reason: refusal.reason, detail: refusal.sentence };
  if (!settings.paymentCurrencies.includes(journey.order.bankAccount.currency)) {
    return { reason: 'resend-unsupported', detail: `${labelOf(wanted, plan)}: ${wanted.amount} ${currency}.` };
  }
  if (journey.ids.bankAccountId === undefined) {
    return { reason: 'bank-account-refused', detail: 'It is not known which account the money was sent to.' };
  }
  const { limitEndsAt = '' } = plan;
  return plan.withinLimit
    ? undefined
    : { reason: 'resend-limit', detail: `${labelOf(wanted, plan)}, but it was to be sent before ${limitEndsAt}.` };
}

function whenToTry(plan: ResendPlan, hindrance: Hindrance | undefined): string {
  if (hindrance === undefined) return plan.sendAt;
  if (hindrance.retryAt === undefined) return plan.nextWindowAt;
  return new Date(Math.min(hindrance.retryAt, Date.parse(plan.nextWindowAt))).toISOString();
}

/** Sleeps until the window opens, unless something is heard that changes what should be done. */
async function untilWindow(
  journey: Journey,
  settings: OrderSettings,
  wanted: Wanted,
  plan: ResendPlan,
  hindrance: Hindrance | undefined,
  until: string,
): Promise<void> {
  const again = { value: 'again' } as const;
  const { reason, detail } = hindrance ?? {};
  const needed = reason && { reason, detail };
  const hinders = () => hindranceOf(journey, settings, wanted, plan)?.reason;
  const hinderedBy = hinders();
  const hasChanged = () => !isStill(journey, wanted) || hinders() !== hinderedBy || journey.replacementAccount;
  await journey.wait<'again'>(stage, () => (hasChanged() ? { ...again, evidence: 'bank-report' } : undefined), {
    awaited: labelOf(wanted, plan),
    alarm: labelOf(wanted, plan),
    deadlineAt: Date.parse(until),
    then: again,
    onRetry: again,
    ...(needed && { meanwhile: needed }),
  });
}

function labelOf({ attempt }: Wanted, { windowWords }: ResendPlan): string {
  return `Attempt ${attempt} of ${mostAttempts}: ${windowWords}`;
}

function plannedTransfer(journey: Journey, { attempt, amount, currency }: Wanted, plan: ResendPlan): OfframpTransfer {
  const paymentReference = referenceOf(journey, attempt);
  const money = { attempt, paymentReference, amount, currency };
  return { ...money, state: 'scheduled', submitAt: plan.sendAt, expected: plan.settlement };
}

function referenceOf({ sentTransfers }: Journey, attempt: number): string {
  return paymentReference(sentTransfers[0]?.tradeId ?? '', attempt);
}

/** Sends the payment, and tells why it was not sent where that is certain. */
async function send(
  journey: Journey,
  { send: sending }: Provider,
  wanted: Wanted,
  plan: ResendPlan,
): Promise<'done' | Hindrance | undefined> {
  const before = { transfers: journey.sentTransfers, decisions: journey.transferDecisions };
  const transfer = begin(journey, wanted, plan);
  const { bankAccountId = '', customerId } = journey.ids;
  const { amount, paymentReference: reference = '' } = transfer;
  const tried = await journey.once(stage, `the provider to take on ${labelOf(wanted, plan)}`, () =>
    sending(plan.sendWithinMs, labelOf(wanted, plan)).sendPayment({
      payment: { reference, amount, currency: journey.order.bankAccount.currency, bankAccountId },
      deductCurrency: journey.order.source.currency,
      attempt: wanted.attempt,
      sendWithinMs: plan.sendWithinMs,
      ...(customerId && { customerId }),
    }),
  );
  const outcome = 'value' in tried ? tried.value : outcomeOf(tried.trouble, journey.now());
  if ('paymentId' in outcome) {
    progress(journey, { ...transfer, progress: 'sent', paymentId: outcome.paymentId });
    journey.know('payment', outcome.paymentId);
    return 'done';
  }
  if ('unknown' in outcome) {
    progress(journey, { ...transfer, progress: 'unknown' });
    return 'done';
  }
  // Nothing of it is under way, so it was no attempt.
  journey.sentTransfers = before.transfers;
  journey.transferDecisions = before.decisions;
  return 'notSent' in outcome ? notSentHindrance(outcome, journey.now()) : outcome.hindrance;
}

/** What the activity found out just before the payment would have left. */
function notSentHindrance(
  { notSent, detail }: Extract<SendResult, { notSent: NotSentReason }>,
  now: number,
): Hindrance | undefined {
  switch (notSent) {
    case 'window-missed':
      return undefined;
    case 'refused-by-order':
      return { retryAt: now + soonMs };
    case 'payouts-paused':
    case 'customer-not-approved':
    case 'balance-short':
    case 'resend-too-dear':
      return { reason: notSent, detail };
  }
}

/** From now on the transfer is one that was sent, for all that is heard of it: it may be on its way any moment. */
function begin(journey: Journey, wanted: Wanted, plan: ResendPlan): OrderTransfer {
  const [first] = journey.sentTransfers;
  if (first === undefined) throw new Error('Nothing can be sent again that was not sent before.');
  const { sentTransfers, transferDecisions, facts } = journey;
  const answered = transferReports(facts, sentTransfers, transferDecisions).map(({ reportId }) => reportId);
  const reference = referenceOf(journey, wanted.attempt);
  const { tradeId, depositId } = first;
  const { sendAt: submitAt, settlement: expected, graceEndsAt } = plan;
  const transfer: OrderTransfer = {
    ...{ ...wanted, tradeId, depositId, paymentReference: reference, progress: 'sending' },
    ...{ submitAt, expected, graceEndsAt },
  };
  journey.sentTransfers = [...sentTransfers, transfer];
  const { orderedAfter: _, ...decisions } = transferDecisions;
  journey.transferDecisions = { ...decisions, answered: new Set([...transferDecisions.answered, ...answered]) };
  journey.know('payment', reference);
  return transfer;
}

function progress(journey: Journey, transfer: OrderTransfer): void {
  journey.sentTransfers = journey.sentTransfers.map((one) => (one.attempt === transfer.attempt ? transfer : one));
  journey.resendKnownAt = undefined;
}

type FailedSend = { readonly unknown: true } | { readonly hindrance: Hindrance };

/** A failure after which the payment may be under way is never followed by another payment. */
function outcomeOf({ reason, detail, passing }: Trouble, now: number): FailedSend {
  if (reason === 'outcome-unknown') return { unknown: true };
  if (reason === 'insufficient-funds') return { hindrance: { reason: 'balance-short', detail } };
  return { hindrance: { reason, detail, ...(passing ? { retryAt: now + retryMs.first } : {}) } };
}

/** An operator has named another account: it is added at the provider, and the old flow stops paying to the old one. */
async function replaceAccount(journey: Journey, provider: Provider, settings: OrderSettings): Promise<void> {
  const { replacementAccount: account, ids } = journey;
  const { customerId } = ids;
  if (account === undefined) return;
  const added = await journey.step<{ bankAccountId: string; accountKey?: string }>(
    stage,
    'the provider to add the new bank account',
    (again) => addAccount(provider, account, customerId ?? '', again || isReset()),
    {
      ...('bankAccountId' in account ? {} : { createsWithin: provider.landsWithin }),
      needless: () => isNewer(journey, account),
    },
  );
  if (added === undefined) return;
  journey.knowKey(added.accountKey);
  journey.ids = { ...journey.ids, bankAccountId: added.bankAccountId };
  journey.payoutAccount = account;
  if (!isNewer(journey, account)) journey.replacementAccount = undefined;
  await retireFlow(journey, provider, settings);
}

/** What is sent to the old address from now on would be paid to the old account. It does not hold up this money. */
async function retireFlow(journey: Journey, { read }: Provider, { deletesFlows }: OrderSettings): Promise<void> {
  const { flowId } = journey.ids;
  if (flowId === undefined || journey.retiredFlow !== undefined) return;
  const tried = deletesFlows
    ? await journey.once(stage, 'the flow to the old account to be deleted', () => read.deleteFlow({ flowId }))
    : undefined;
  journey.retiredFlow = tried !== undefined && 'value' in tried ? 'deleted' : 'still there';
}

function isNewer(journey: Journey, account: OfframpBankAccount): boolean {
  return journey.replacementAccount !== account;
}

function addAccount({ create, read }: Provider, account: OfframpBankAccount, customerId: string, again: boolean) {
  return 'bankAccountId' in account
    ? read.checkBankAccount({ ...account, customerId })
    : create.ensureBankAccount({ customerId, account, mayExist: true, again });
}
