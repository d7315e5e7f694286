import { CommandRefused, OrderNotFound, WorkerSilent, type OfframpStatus } from '../../src/client';
import type { CommandAccepted } from '../../src/signals/operator-commands';
import type { Transfer } from '../../simulator/objects';
import { until } from '../parts/until';
import { isDead } from './bank';
import type { OperatorMove, Which } from './moves';
import type { OrderInPlay } from './order-in-play';

const otherAccounts = [
  { currency: 'EUR', bankName: 'Other Bank', iban: 'NL91ABNA0417164300', swift: 'ABNANL2A', accountName: 'Ana Lim' },
  {
    currency: 'EUR',
    bankName: 'Third Bank',
    iban: 'FR1420041010050500013M02606',
    swift: 'PSSTFRPP',
    accountName: 'Ana Lim',
  },
] as const;

type Answer = 'accepted' | 'silent' | { readonly refused: string };

/** Lets an operator act, and answers with what came of it. */
export async function moveOperator(order: OrderInPlay, move: OperatorMove): Promise<string> {
  const { offramps } = order.stage.lane;
  const by = { operator: 'Kim', reason: `move ${order.log.length}` };
  const { reference } = order;
  switch (move.move) {
    case 'retry-now':
      return inWords(await asked(() => offramps.retryNow(reference, by)));
    case 'replace-account': {
      const bankAccount = otherAccounts[order.log.length % otherAccounts.length] ?? otherAccounts[0];
      return inWords(await asked(() => offramps.replaceBankAccount(reference, { ...by, bankAccount })));
    }
    case 'confirm-arrived':
      return confirmArrived(order, move.which, by);
    case 'confirm-funds':
      return confirmFunds(order, move, by);
    case 'report-absent':
      return reportAbsent(order, move, by);
    case 'mend':
      return mend(order);
    case 'dispose':
      return dispose(order, move.amount, by);
  }
}

/** What helps, by why an order needs attention; where the money has to be back, an operator brings it back. */
const whatHelps: Readonly<Record<string, readonly OperatorMove[]>> = {
  'bank-transfer-unclear': [{ move: 'retry-now' }],
  'bank-account-refused': [{ move: 'replace-account' }],
  'funds-not-returned': [{ move: 'confirm-funds', which: 'latest' }],
  'credited-after-failure': [{ move: 'confirm-funds', which: 'latest' }],
  'bank-report-mismatch': [{ move: 'confirm-funds', which: 'latest' }],
  'money-not-received': [{ move: 'confirm-funds', which: 'latest' }],
  'payment-outcome-unknown': [{ move: 'confirm-funds', which: 'latest' }],
  'earlier-transfer-reported': [{ move: 'confirm-funds', which: 'earlier' }],
  'earlier-transfer-alive': [{ move: 'confirm-funds', which: 'earlier' }],
  'double-payment': [
    { move: 'confirm-funds', which: 'earlier' },
    { move: 'confirm-funds', which: 'first' },
  ],
};

async function mend(order: OrderInPlay): Promise<string> {
  const reason = (await statusOf(order))?.needsAttention?.reason;
  const helps = reason === undefined ? undefined : whatHelps[reason];
  if (helps === undefined) return reason === undefined ? 'nothing to mend' : `nobody can mend ${reason}`;
  const done: string[] = [];
  for (const move of helps) done.push(`${move.move} ${await moveOperator(order, move)}`);
  return `${reason}: ${done.join('; ')}`;
}

interface By {
  readonly operator: string;
  readonly reason: string;
}

/** Makes it true that a transfer is dead and its money back, and says so. */
async function confirmFunds(
  order: OrderInPlay,
  { which, amount }: Extract<OperatorMove, { move: 'confirm-funds' }>,
  by: By,
): Promise<string> {
  const done = await order.sealed(async () => {
    const named = await transferNamed(order, which);
    if (named === undefined) return 'no such transfer';
    const { attempt } = named;
    const sent = order.transfers.find((transfer) => transfer.attempt === attempt);
    const outside = order.truth.entries.some((entry) => entry.is === 'sent-outside' && entry.attempt === attempt);
    if (sent !== undefined) await bringBack(order, sent);
    const told = { ...by, attempt, ...(amount && { amount }) };
    const answer = await asked(() => order.stage.lane.offramps.confirmFundsReturned(order.reference, told));
    if (answer === 'accepted') {
      const { length: before } = order.payments;
      if (outside) order.truth.note({ is: 'outside-returned', attempt }, before);
      order.truth.note({ is: 'counted', attempt, amount: amount ?? named.amount }, before);
    }
    order.failedAt.set(attempt, Math.max(order.now, order.failedAt.get(attempt) ?? 0));
    return `of attempt ${attempt}: ${inWords(answer)}`;
  });
  return done ?? 'a payment did not get through';
}

async function bringBack(order: OrderInPlay, sent: Transfer): Promise<void> {
  const { play } = order.stage.lane.provider;
  const { attempt } = sent;
  if (isDead(sent)) {
    if (!sent.fundsReturned) await play.returnFunds(order.tradeId, { attempt, webhook: false });
    return;
  }
  const told = { attempt, fundsReturned: true, report: false };
  await (sent.status === 'QUEUED' ? play.failTransfer(order.tradeId, told) : play.returnTransfer(order.tradeId, told));
}

/** With the money it must be true; without it may be said of anything. */
async function reportAbsent(
  order: OrderInPlay,
  { which, code, funds }: Extract<OperatorMove, { move: 'report-absent' }>,
  by: By,
): Promise<string> {
  const done = await order.sealed(async () => {
    const named = await transferNamed(order, which);
    if (named === undefined) return 'no such transfer';
    const { attempt } = named;
    const sent = order.transfers.find((transfer) => transfer.attempt === attempt);
    if (funds === true && sent !== undefined) await bringBack(order, sent);
    const told = { ...by, attempt, ...(code && { code }), ...(funds === undefined ? {} : { fundsReturned: funds }) };
    const answer = await asked(() => order.stage.lane.offramps.reportNotReceived(order.reference, told));
    if (code !== undefined || funds === true) {
      order.failedAt.set(attempt, Math.max(order.now, order.failedAt.get(attempt) ?? 0));
    }
    if (answer === 'accepted' && funds === true && sent !== undefined) {
      order.truth.note({ is: 'counted', attempt, amount: sent.amount }, order.payments.length);
    }
    return `of attempt ${attempt}: ${inWords(answer)}`;
  });
  return done ?? 'a payment did not get through';
}

/** Of a transfer that was not sent yet, it is one that the operator has sent from elsewhere. */
async function confirmArrived(order: OrderInPlay, which: Which, by: By): Promise<string> {
  const done = await order.sealed(async () => {
    const named = await transferNamed(order, which);
    if (named === undefined) return 'no such transfer';
    const { attempt } = named;
    const before = order.payments.length;
    const answer = await asked(() =>
      order.stage.lane.offramps.confirmBankTransfer(order.reference, { ...by, attempt }),
    );
    if (which === 'next' && answer === 'accepted') {
      const amount = await until('it to stand in the order', async () => amountOf(await statusOf(order), attempt), {
        deadlineMs: 2_000,
      }).catch(() => undefined);
      if (amount !== undefined) order.truth.note({ is: 'sent-outside', attempt, amount }, before);
    }
    return `of attempt ${attempt}: ${inWords(answer)}`;
  });
  return done ?? 'a payment did not get through';
}

function amountOf(status: OfframpStatus | undefined, attempt: number): string | undefined {
  const found = status?.transfers.find((transfer) => transfer.attempt === attempt);
  return found?.paymentReference === undefined ? found?.amount : undefined;
}

/** The operator pays it out by hand, once the order has taken that in. */
async function dispose(order: OrderInPlay, amount: string, by: By): Promise<string> {
  const done = await order.sealed(async () => {
    const before = order.payments.length;
    const told = { ...by, amount, currency: 'EUR', destination: `by hand, ${by.reason}` };
    const answer = await asked(() => order.stage.lane.offramps.recordDisposition(order.reference, told));
    if (answer !== 'accepted') return inWords(answer);
    const isRecorded = async () => ((await auditOf(order)).includes(`${by.reason} | Recorded.`) ? true : undefined);
    const recorded = await until('it to be on record', isRecorded, { deadlineMs: 2_000 }).catch(() => false);
    if (recorded) order.truth.note({ is: 'paid-by-hand', amount }, before);
    return recorded ? 'paid' : 'not on record';
  });
  return done ?? 'a payment did not get through';
}

/** The interventions, in the words of the order's details. */
async function auditOf(order: OrderInPlay): Promise<string> {
  const handle = order.stage.client.workflow.getHandle(order.workflowId);
  const { currentDetails } = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return currentDetails ?? '';
}

/** As the operator sees it in the order's status: what is only about to leave was not sent. */
async function transferNamed(order: OrderInPlay, which: Which) {
  const status = await statusOf(order);
  const sent = (status?.transfers ?? []).filter(({ state }) => state !== 'scheduled' && state !== 'sending');
  const latest = sent.at(-1);
  switch (which) {
    case 'latest':
      return latest;
    case 'earlier':
      return sent.at(-2) ?? latest;
    case 'first':
      return sent[0];
    case 'next':
      return latest && { ...latest, attempt: latest.attempt + 1 };
  }
}

export async function statusOf(order: OrderInPlay): Promise<OfframpStatus | undefined> {
  try {
    return await order.stage.lane.offramps.status(order.reference);
  } catch (error) {
    if (error instanceof WorkerSilent) return undefined;
    throw error;
  }
}

/** Silent where no worker answers: then nobody knows whether it was taken in. */
async function asked(ask: () => Promise<CommandAccepted>): Promise<Answer> {
  try {
    await ask();
    return 'accepted';
  } catch (error) {
    if (error instanceof CommandRefused || error instanceof OrderNotFound) return { refused: error.message };
    if (error instanceof WorkerSilent) return 'silent';
    throw error;
  }
}

function inWords(answer: Answer): string {
  return typeof answer === 'string' ? answer : `refused: ${answer.refused}`;
}
