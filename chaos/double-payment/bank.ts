import { randomUUID } from 'node:crypto';
import type { Transfer } from '../../simulator/objects';
import { paymentReference } from '../../src/banking/payment-reference';
import { until } from '../parts/until';
import type { BankMove, Which, Word, Wording } from './moves';
import type { OrderInPlay, Report } from './order-in-play';

const acceptedWithinMs = 10_000;
const twoDaysMs = 2 * 86_400_000;

/** Lets the bank make a move, and answers with what it came to. */
export async function moveBank(order: OrderInPlay, move: BankMove | Word): Promise<string> {
  switch (move.move) {
    case 'bank-fails':
      return fail(order, move);
    case 'bank-credits':
      return credit(order, move.wording);
    case 'bank-returns-funds':
      return returnFunds(order, move.wording);
    case 'bank-credits-after-all':
      return creditAfterAll(order, move.dated);
    case 'provider-settles-payment':
      return settlePayment(order);
    case 'bank-says':
      return say(order, move);
    case 'bank-repeats':
      return repeat(order, move);
    case 'late-reports-come':
      return deliverLate(order);
  }
}

/** What is under way fails; what has arrived comes back. */
async function fail(order: OrderInPlay, { code, fundsBack, wording }: Extract<BankMove, { move: 'bank-fails' }>) {
  const { latest: transfer } = order;
  if (transfer === undefined || !['QUEUED', 'CREDITED'].includes(transfer.status)) return 'nothing was under way';
  const { play } = order.stage.lane.provider;
  const outcome = transfer.status === 'QUEUED' ? 'failed' : 'returned';
  const told = { attempt: transfer.attempt, code, fundsReturned: fundsBack, report: false };
  await (outcome === 'failed' ? play.failTransfer(order.tradeId, told) : play.returnTransfer(order.tradeId, told));
  return tell(order, transfer, { outcome, code, ...(fundsBack ? { fundsReturned: true } : {}) }, wording);
}

async function credit(order: OrderInPlay, wording: Wording): Promise<string> {
  const { latest: transfer } = order;
  if (transfer?.status !== 'QUEUED') return 'nothing was under way';
  await order.stage.lane.provider.play.creditTransfer(order.tradeId, { attempt: transfer.attempt, webhook: false });
  return tell(order, transfer, { outcome: 'credited' }, wording);
}

async function returnFunds(order: OrderInPlay, wording: Wording): Promise<string> {
  const { latest: transfer } = order;
  if (transfer === undefined || !isDead(transfer)) return 'nothing had failed';
  if (!transfer.fundsReturned) {
    await order.stage.lane.provider.play.returnFunds(order.tradeId, { attempt: transfer.attempt, webhook: false });
  }
  const outcome = transfer.status === 'FAILED' ? 'failed' : 'returned';
  return tell(order, transfer, { outcome, code: transfer.code, fundsReturned: true }, wording);
}

/**
 * It says so first, and credits it only if nothing was sent meanwhile: against a bank that goes back on its word too late
 * nobody can do anything.
 */
async function creditAfterAll(order: OrderInPlay, dated: 'truly' | 'not'): Promise<string> {
  const { latest: transfer } = order;
  if (transfer === undefined || !isDead(transfer) || !transfer.fundsReturned) return 'nothing was back';
  if (order.truth.entries.some(({ is }) => is === 'paid-by-hand' || is === 'sent-outside')) return 'it is paid already';
  const { attempt } = transfer;
  const at = Math.max(order.now, (order.failedAt.get(attempt) ?? 0) + 1);
  const done = await order.sealed(async () => {
    if (order.latest?.id !== transfer.id || !isDead(order.latest)) return 'something was sent meanwhile';
    const saying = { outcome: 'credited', ...(dated === 'truly' ? { occurredAt: new Date(at).toISOString() } : {}) };
    await deliver(order, reportOn(order, transfer, saying, 'both'), { wait: true });
    const occurredAt = new Date(at).toISOString();
    await order.stage.lane.provider.play.creditTransfer(order.tradeId, { attempt, webhook: false, occurredAt });
    return `attempt ${attempt} has arrived after all`;
  });
  return done ?? 'a payment did not get through';
}

async function settlePayment(order: OrderInPlay): Promise<string> {
  const payment = order.payments.at(-1);
  if (payment === undefined) return 'there was no payment';
  await order.stage.lane.provider.play.settlePayment(payment.id);
  return `payment ${payment.reference}`;
}

async function say(order: OrderInPlay, word: Extract<Word, { move: 'bank-says' }>): Promise<string> {
  const { outcome, code, amount, currency, dated } = word;
  const transfer = transferNamed(order, word.which);
  const at = dated === 'before' ? order.now - twoDaysMs : order.now;
  if (outcome !== 'credited' && dated !== 'not') note(order, transfer.attempt, at);
  const saying = {
    ...{ outcome, ...(code && outcome !== 'credited' ? { code } : {}) },
    ...(amount && { amount }),
    ...(currency && { currency }),
    ...(dated === 'not' ? {} : { occurredAt: new Date(at).toISOString() }),
  };
  await deliver(order, reportOn(order, transfer, saying, word.named));
  return `about attempt ${transfer.attempt}`;
}

async function repeat(order: OrderInPlay, { back, id }: Extract<Word, { move: 'bank-repeats' }>): Promise<string> {
  const report = order.said.at(-back);
  if (report === undefined) return 'nothing was said yet';
  await deliver(order, id === 'same' ? report : { ...report, webhookId: randomUUID() });
  return JSON.stringify(report.body);
}

export async function deliverLate(order: OrderInPlay): Promise<string> {
  const reports = order.late.splice(0);
  for (const report of reports) await deliver(order, report);
  return `${reports.length} came`;
}

/** Tells what is true of a transfer, in the words that the seed chose. */
async function tell(
  order: OrderInPlay,
  transfer: Pick<Transfer, 'attempt' | 'amount' | 'currency' | 'paymentReference'>,
  what: { outcome: 'credited' | 'failed' | 'returned'; code?: string | undefined; fundsReturned?: boolean },
  { named, dated, told, times }: Wording,
): Promise<string> {
  const at = order.now;
  const { attempt } = transfer;
  if (what.outcome !== 'credited') note(order, attempt, at);
  // A return is dated, or it could not be told from what came before the credit.
  const occurredAt = dated === 'truly' || what.outcome === 'returned' ? new Date(at).toISOString() : undefined;
  const report = reportOn(order, transfer, { ...what, ...(occurredAt && { occurredAt }) }, named);
  if (told === 'late') order.late.push(report);
  for (let time = 0; told === 'now' && time < times; time += 1) await deliver(order, report);
  return `attempt ${attempt} ${what.outcome}${told === 'now' ? '' : `, told ${told}`}`;
}

function reportOn(
  order: OrderInPlay,
  {
    attempt,
    amount,
    currency,
    paymentReference: reference,
  }: Pick<Transfer, 'attempt' | 'amount' | 'currency' | 'paymentReference'>,
  saying: object,
  named: Wording['named'],
): Report {
  const byReference = (named === 'reference' || named === 'both') && reference !== undefined;
  const byAttempt = named === 'attempt' || named === 'both' || (named === 'reference' && !byReference);
  const names = { ...(byAttempt && { attempt }), ...(byReference && { paymentReference: reference }) };
  const body = { reference: order.reference, ...names, amount, currency, ...saying };
  return { webhookId: randomUUID(), body };
}

/** Sends a report, as often as it takes until the relay has it; where it matters, that is waited for. */
async function deliver(order: OrderInPlay, { webhookId, body }: Report, { wait = false } = {}): Promise<void> {
  const { provider } = order.stage.lane;
  order.said.push({ webhookId, body });
  const { id } = await provider.play.reportBank(body, { webhookId });
  const isAccepted = () => (provider.records.deliveries.get(id) === undefined ? true : undefined);
  if (wait) await until('a bank report to be accepted', isAccepted, { deadlineMs: acceptedWithinMs, everyMs: 20 });
}

function transferNamed(
  order: OrderInPlay,
  which: Which,
): Pick<Transfer, 'attempt' | 'amount' | 'currency' | 'paymentReference'> {
  const { transfers } = order;
  const latest = order.latest ?? transfers[0];
  if (latest === undefined) throw new Error('An order without a transfer is in play.');
  const attempt = latest.attempt + 1;
  switch (which) {
    case 'latest':
      return latest;
    case 'earlier':
      return transfers.at(-2) ?? latest;
    case 'first':
      return transfers[0] ?? latest;
    case 'next':
      return { ...latest, attempt, paymentReference: paymentReference(order.tradeId, attempt) };
  }
}

function note(order: OrderInPlay, attempt: number, at: number): void {
  order.failedAt.set(attempt, Math.max(at, order.failedAt.get(attempt) ?? 0));
}

export function isDead({ status }: Transfer): boolean {
  return status === 'FAILED' || status === 'RETURNED';
}
