import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities, OrderSettings } from '../activities';
import { dayOrDays } from '../banking/date-words';
import type { SentTransfer } from '../banking/transfer-reports';
import type { Evidence, SettlementEvidence } from '../signals/stages';
import { local } from './activity-options';
import type { WaitPlan } from './asking';
import type { Ending, Expectation } from './expectations';
import type { Journey } from './journey';
import { paymentFacts } from './look-up-facts';
import { isKnownPayment, paymentOf, routeOf, type OrderTransfer, type TransferProgress } from './order-transfers';
import type { Provider } from './provider-activities';
import { sendAgain } from './resend';
import { watchForReturn } from './return-watch';
import { settlementEvidence } from './transfer-words';

const { planTransfer } = proxyLocalActivities<LocalActivities>(local);

/** What the bank's word on a transfer leads to. */
type Arrival =
  | { readonly next: 'watch'; readonly evidence: SettlementEvidence }
  | { readonly next: 'send-again' }
  | { readonly next: 'await-again' }
  | { readonly next: 'plan-again' };

/**
 * The provider has queued the fiat: follows it to the bank account, sends it again where it bounced and may be sent
 * again, and stays long enough to see it come back (DESIGN section 6).
 */
export async function followBankTransfer(
  journey: Journey,
  provider: Provider,
  settings: OrderSettings,
  trade: Omit<SentTransfer, 'attempt'>,
): Promise<Ending> {
  await queueFirst(journey, trade);
  return carryOn(journey, provider, settings);
}

/** Takes the transfers of an order on from wherever they stand. */
export async function carryOn(journey: Journey, provider: Provider, settings: OrderSettings): Promise<Ending> {
  journey.travelOn = () => carryOn(journey, provider, settings);
  for (;;) {
    const arrival = await awaitArrival(journey, provider);
    if (arrival.next === 'await-again' || arrival.next === 'plan-again') continue;
    if (arrival.next === 'send-again') {
      await sendAgain(journey, provider, settings);
      continue;
    }
    const settled = await watchForReturn(journey, arrival.evidence);
    if (settled !== 'open-again') return settled;
  }
}

/** Attempt 1 is the provider's own; only its dates have to be worked out. */
async function queueFirst(journey: Journey, trade: Omit<SentTransfer, 'attempt'>): Promise<void> {
  const first = { ...trade, attempt: 1, progress: 'queued' } as const;
  journey.sentTransfers = [{ ...first, ...(await datesOf(journey, new Date().toISOString())) }];
}

/** When the money that the provider queued at some moment should arrive, by the calendars that the workers have by now. */
async function datesOf(journey: Journey, now: string) {
  const plan = await journey.step(
    'awaiting-bank-transfer',
    'the plan of the bank transfer',
    () => planTransfer({ ...routeOf(journey.payoutAccount), now }),
    { instant: true },
  );
  const { submitAt, settlement, graceEndsAt, estimated } = plan;
  // What is only estimated is good enough to be shown, and not to draw conclusions from.
  return estimated
    ? { submitAt, expected: { ...settlement, estimated } }
    : { submitAt, expected: settlement, graceEndsAt };
}

/** Waits for the bank's word on the latest transfer. Silence past its dates means that it has arrived. */
async function awaitArrival(journey: Journey, provider: Provider): Promise<Arrival> {
  const latest = journey.sentTransfers.at(-1);
  if (latest === undefined) throw new Error('An order without a bank transfer waits for one to arrive.');
  const asksFirst = latest.progress === 'unknown' && !isKnownPayment(journey.facts, latest);
  const arrival = await journey.wait<Arrival>('awaiting-bank-transfer', arrivalOf(journey), {
    ...silence(latest),
    ...lookUp(provider, latest),
    awaited: awaited(latest),
    alarm: `Attempt ${latest.attempt}: if nothing is heard by then, the money has arrived`,
    askAtOnce: asksFirst,
    ...(isOnlyEstimated(latest) && { onRetry: { value: { next: 'plan-again' } } }),
  });
  if (arrival.next === 'watch' && arrival.evidence === 'window-elapsed') change(journey, latest, 'presumed-credited');
  if (arrival.next === 'await-again') change(journey, latest, 'sent', paymentOf(journey.facts, latest)?.paymentId);
  if (arrival.next === 'plan-again') await planAgain(journey, latest);
  return arrival;
}

/** No calendar of the worker that planned it covered its dates; another release may bring one. */
function isOnlyEstimated({ progress, graceEndsAt }: OrderTransfer): boolean {
  return progress === 'queued' && graceEndsAt === undefined;
}

async function planAgain(journey: Journey, { attempt, submitAt }: OrderTransfer): Promise<void> {
  const dates = await datesOf(journey, journey.queuedAt ?? submitAt);
  journey.sentTransfers = journey.sentTransfers.map((transfer) =>
    transfer.attempt === attempt ? { ...transfer, ...dates } : transfer,
  );
}

/** What the facts say of the transfers, as an expectation. */
function arrivalOf(journey: Journey): Expectation<Arrival> {
  return () => {
    const verdict = journey.transferVerdict;
    switch (verdict.verdict) {
      case 'awaited':
        return withoutNews(journey);
      case 'credited': {
        const evidence = settlementEvidence(verdict.report.evidence);
        return { value: { next: 'watch', evidence }, evidence: shownEvidence(evidence) };
      }
      case 'send-again':
        return { value: { next: 'send-again' }, evidence: failureEvidence(journey) };
      case 'concern':
        // The provider is still being asked; a person is needed once that has come to nothing.
        if (verdict.concern === 'payment-outcome-unknown') return undefined;
        return { attention: verdict.concern, detail: verdict.detail };
    }
  };
}

/** Nobody has said anything of the latest transfer: what is known of it decides. */
function withoutNews({ sentTransfers, facts }: Journey): ReturnType<Expectation<Arrival>> {
  const latest = sentTransfers.at(-1);
  if (latest?.progress === 'presumed-credited') {
    return { value: { next: 'watch', evidence: 'window-elapsed' }, evidence: 'elapsed-time' };
  }
  // The provider has taken the payment on after all, which is awaited now like any other.
  const isFound = latest?.progress === 'unknown' && isKnownPayment(facts, latest);
  return isFound ? { value: { next: 'await-again' }, evidence: 'look-up' } : undefined;
}

/** Whose word it rests on that money is to be sent again: without an operator's it would not be, where there is one. */
function failureEvidence({ transferCase: { sent, reports, ordered } }: Journey): Evidence {
  const latest = sent.at(-1)?.attempt;
  const byOperator = reports.some(({ attempt, evidence }) => attempt === latest && evidence === 'operator');
  return byOperator || ordered?.after === latest ? 'operator' : 'bank-report';
}

function shownEvidence(evidence: SettlementEvidence): Evidence {
  if (evidence === 'window-elapsed') return 'elapsed-time';
  return evidence === 'provider' ? 'webhook' : evidence;
}

function awaited({ attempt, expected, progress }: OrderTransfer): string {
  if (progress === 'unknown') return 'the provider to say whether it has taken the payment on';
  if (progress === 'missing') return 'an operator to find out where the money is';
  const dates = expected && `, expected ${dayOrDays(expected)}`;
  return `the bank's word on transfer ${attempt}${dates ?? ''}`;
}

/** Only of a transfer that is under way, and whose dates a calendar covers, silence says that it has arrived. */
function silence({
  progress,
  graceEndsAt,
  expected,
  paymentId,
}: OrderTransfer): Pick<WaitPlan<Arrival>, 'deadlineAt' | 'then'> {
  const underWay = progress === 'queued' || progress === 'sent';
  if (underWay && graceEndsAt !== undefined && paymentId !== undefined) {
    // The provider, which is asked first, would say that it is done (docs/provider.md, *Payments*): this is no silence.
    return { deadlineAt: Date.parse(graceEndsAt), then: { attention: 'payment-not-confirmed' } };
  }
  if (underWay && graceEndsAt !== undefined) {
    return { deadlineAt: Date.parse(graceEndsAt), then: { value: { next: 'watch', evidence: 'window-elapsed' } } };
  }
  const then = { attention: 'bank-calendar-missing' } as const;
  return underWay && expected !== undefined ? { deadlineAt: Date.parse(expected.latest), then } : { then };
}

/** A payment can be asked for; of the provider's own transfer nobody at the provider knows anything. */
function lookUp({ read, search }: Provider, latest: OrderTransfer): Pick<WaitPlan<never>, 'lookUp' | 'callOff'> {
  const { paymentId, paymentReference, amount, currency, submitAt, progress } = latest;
  if (progress === 'unknown' && paymentReference !== undefined) {
    const wanted = { paymentReference, amount, currency, sentAt: submitAt };
    return { lookUp: async () => paymentFacts(await search.searchPayment(wanted)), callOff: true };
  }
  if (paymentId === undefined) return {};
  return { lookUp: async () => paymentFacts(await read.readPayment({ paymentId })) };
}

function change(journey: Journey, { attempt }: OrderTransfer, progress: TransferProgress, paymentId?: string): void {
  const known = paymentId === undefined ? {} : { paymentId };
  journey.sentTransfers = journey.sentTransfers.map((transfer) =>
    transfer.attempt === attempt ? { ...transfer, progress, ...known } : transfer,
  );
}
