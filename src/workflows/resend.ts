import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities, OrderSettings, ResendPlan } from '../activities';
import { mostAttempts } from '../banking/transfer-decision';
import type { OfframpTransfer } from '../signals/status';
import { local } from './activity-options';
import { doubling, type NeededAttention } from './asking';
import type { Journey } from './journey';
import { customerFacts } from './look-up-facts';
import { isKnownPayment, routeOf } from './order-transfers';
import type { Provider } from './provider-activities';
import { replaceAccount } from './replacement-account';
import { adoptPayment, referenceOf, sendPayment, type Hindrance, type WantedTransfer } from './send-payment';

const { planResend } = proxyLocalActivities<LocalActivities>(local);
const stage = 'retrying-bank-transfer';

/** How soon the order tries again after its guard has refused or the provider did not answer, and when a person should look. */
const setbackMs = { first: 30_000, longest: 3_600_000 } as const;
const bearableSetbacks = 3;

/**
 * Sends the money once more, in the next window in which the bank would process it. Returns once it is sent, once it is
 * unknown whether it was, or once something was heard that speaks against it; the caller then judges anew.
 */
export async function sendAgain(journey: Journey, provider: Provider, settings: OrderSettings): Promise<void> {
  journey.resendKnownAt ??= journey.now();
  let setbacks = 0;
  let isCustomerAsked = false;
  for (let wanted = wantedOf(journey); wanted !== undefined; wanted = wantedOf(journey)) {
    await replaceAccount(journey, provider, settings);
    const plan = await planOf(journey, wanted);
    // While it was planned, something may have been heard or asked for.
    if (plan === undefined || !isStill(journey, wanted) || journey.replacementAccount !== undefined) continue;
    journey.sendLimits = plan.limits;
    journey.plannedTransfer = plannedTransfer(journey, wanted, plan);
    if (adoptPayment(journey, wanted, plan)) break;
    const hindrance = hindranceOf(journey, settings, wanted, plan);
    if (hindrance?.reason === 'customer-not-approved' && !isCustomerAsked) {
      await askAfterCustomer(journey, provider, wanted);
      isCustomerAsked = true;
      // The answer may have taken longer than the window lasts.
      continue;
    }
    isCustomerAsked = false;
    if (journey.lastMayLandUntil > journey.now()) {
      await untilWindow(journey, settings, wanted, plan, undefined, new Date(journey.lastMayLandUntil).toISOString());
      continue;
    }
    const isOpen = Date.parse(plan.sendAt) <= journey.now();
    if (hindrance !== undefined || !isOpen) {
      await untilWindow(journey, settings, wanted, plan, hindrance, whenToTry(plan, hindrance));
      continue;
    }
    const sending = await sendPayment(journey, provider, wanted, plan, labelOf(wanted, plan));
    if ('sent' in sending) break;
    setbacks = 'setback' in sending ? setbacks + 1 : 0;
    const why = 'setback' in sending ? afterSetback(journey, sending.setback, setbacks) : sending;
    // A window that was missed is planned again from its end.
    const until = 'missed' in why ? plan.cutoffAt : whenToTry(plan, why);
    await untilWindow(journey, settings, wanted, plan, 'missed' in why ? undefined : why, until);
  }
  journey.plannedTransfer = undefined;
  journey.resendKnownAt = undefined;
}

/** It is tried again soon; a person is needed once it has happened again and again. */
function afterSetback(journey: Journey, needed: NeededAttention, setbacks: number): Hindrance {
  const retryAt = journey.now() + doubling(setbackMs, setbacks - 1);
  return setbacks > bearableSetbacks ? { ...needed, retryAt } : { retryAt };
}

/** Of a customer who was turned down, nobody says that they are approved again: the provider is asked. */
async function askAfterCustomer(journey: Journey, { read }: Provider, wanted: WantedTransfer): Promise<void> {
  const { customerId } = journey.ids;
  if (customerId === undefined) return;
  const seen = await journey.step(
    stage,
    "the provider's word on the customer",
    () => read.readCustomer({ customerId }),
    { needless: () => !isStill(journey, wanted) },
  );
  if (seen !== undefined) journey.learn(customerFacts(seen));
}

/** What the verdict says should be sent; nothing once it says otherwise. */
function wantedOf({ transferVerdict, sentTransfers }: Journey): WantedTransfer | undefined {
  const currency = sentTransfers.at(-1)?.currency;
  if (transferVerdict.verdict !== 'send-again' || currency === undefined) return undefined;
  const { attempt, amount } = transferVerdict;
  return { attempt, amount, currency };
}

function isStill(journey: Journey, wanted: WantedTransfer): boolean {
  const now = wantedOf(journey);
  return now?.attempt === wanted.attempt && now.amount === wanted.amount;
}

/** The next window, by the tables and the limits as they are now. */
async function planOf(journey: Journey, wanted: WantedTransfer): Promise<ResendPlan | undefined> {
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
  wanted: WantedTransfer,
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
  wanted: WantedTransfer,
  plan: ResendPlan,
  hindrance: Hindrance | undefined,
  until: string,
): Promise<void> {
  const again = { value: 'again' } as const;
  const { reason, detail } = hindrance ?? {};
  const needed = reason && { reason, detail };
  const hinders = () => hindranceOf(journey, settings, wanted, plan)?.reason;
  const hinderedBy = hinders();
  const hasChanged = () =>
    !isStill(journey, wanted) ||
    hinders() !== hinderedBy ||
    journey.replacementAccount !== undefined ||
    isKnownPayment(journey.facts, { paymentReference: referenceOf(journey, wanted.attempt) });
  await journey.wait<'again'>(stage, () => (hasChanged() ? { ...again, evidence: 'bank-report' } : undefined), {
    awaited: needed ? `the way to be clear for attempt ${wanted.attempt} of ${mostAttempts}` : labelOf(wanted, plan),
    alarm: needed ? `Attempt ${wanted.attempt} of ${mostAttempts} is tried again` : labelOf(wanted, plan),
    deadlineAt: Date.parse(until),
    then: again,
    onRetry: again,
    ...(needed && { meanwhile: needed }),
  });
}

function labelOf({ attempt }: WantedTransfer, { windowWords }: ResendPlan): string {
  return `Attempt ${attempt} of ${mostAttempts}: ${windowWords}`;
}

function plannedTransfer(
  journey: Journey,
  { attempt, amount, currency }: WantedTransfer,
  plan: ResendPlan,
): OfframpTransfer {
  const paymentReference = referenceOf(journey, attempt);
  const money = { attempt, paymentReference, amount, currency };
  return { ...money, state: 'scheduled', submitAt: plan.sendAt, expected: plan.settlement };
}
