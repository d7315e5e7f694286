import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { later, operator } from '../support/stories';
import { sendReport } from '../relay/support/senders';

describe('bank transfers in awkward moments', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());

  const play = () => system.simulator.play;
  const bank = (order: { readonly reference: string }) => bankTransfersOf(system, order);
  const transient = passingFailure;
  const report = (body: object) => sendReport(system.relayUrl, body, { secret: system.bankReportSecret });

  it('a failure that names no attempt is followed by another transfer', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, { ...transient, webhook: false });
    await report({ reference: order.reference, outcome: 'failed', ...transient, occurredAt: new Date().toISOString() });
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
  }, 120_000);

  it('a credit that names the ended order reaches the order that follows from its return', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().creditTransfer(tradeId);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    await system.offramps.result(order.reference);
    const { reference } = order;
    const backAt = new Date(Date.now() + 60_000).toISOString();
    await report({ reference, attempt: 1, outcome: 'returned', ...transient, occurredAt: backAt });
    const next = `${reference}:return:1`;
    await eventually('the return to be an order', async () => {
      const status = await system.offramps.status(next).catch(() => undefined);
      return status?.stage === 'retrying-bank-transfer';
    });
    // The bank corrects itself: it has arrived after all. The partner knows the order by the one reference it ever had.
    const arrivedAt = new Date(Date.now() + 120_000).toISOString();
    await report({ reference, attempt: 1, outcome: 'credited', occurredAt: arrivedAt });
    await delay(6_000);
    await bank({ reference: next }).untilSent(2);
    expect(await bank(order).payments()).toEqual([]);
  }, 120_000);

  it('a word on a transfer that failed is not taken for one on the transfer that has just left', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, { code: 'ED05', fundsReturned: false });
    await needsAttention(system, order.reference, 'funds-not-returned');
    await play().returnFunds(tradeId);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    // The operator was about to say the same.
    await system.offramps.confirmFundsReturned(order.reference, operator).catch(() => undefined);
    await delay(1_000);
    if ((await bank(order).status()).needsAttention !== undefined)
      await system.offramps.retryNow(order.reference, operator);
    await delay(1_000);
    await bank(order)
      .untilSent(3)
      .catch(() => undefined);
    expect(await bank(order).payments()).toHaveLength(1);
  }, 120_000);

  it('a reset to before the payment does not pay again', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    const handle = system.client.workflow.getHandle(workflowId);
    await bank(order).untilSent(2);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    expect(await bank(order).payments()).toHaveLength(1);
    const { events } = await handle.fetchHistory();
    const sendAt = (events ?? []).find(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'sendPayment',
    );
    const point = (events ?? [])
      .filter(
        (event) => event.workflowTaskCompletedEventAttributes && Number(event.eventId) < Number(sendAt?.eventId) - 1,
      )
      .at(-1);
    const { runId } = await handle.describe();
    await system.client.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId, runId },
      workflowTaskFinishEventId: point?.eventId as never,
      requestId: randomUUID(),
      reason: 'review',
    });
    await eventually('the new run', async () => (await handle.describe()).runId !== runId);
    await delay(2_000);
    await bank(order)
      .untilSent(2)
      .catch(() => undefined);
    await delay(2_000);
    expect(await bank(order).payments()).toHaveLength(1);
  }, 120_000);

  it('news of an earlier transfer of an order that has ended leaves an order that ends or needs attention', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await play().creditTransfer(tradeId);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    await system.offramps.result(order.reference);
    await report({ tradeId, attempt: 1, outcome: 'failed', ...transient, scheme: undefined });
    const next = `${order.reference}:return:1`;
    await eventually(
      'the return to be an order',
      async () => (await system.offramps.status(next).catch(() => undefined)) !== undefined,
    );
    await delay(1_000);
    await later(system, next, '30 days');
    const status = await system.offramps.status(next);
    const { status: execution } = await system.client.workflow.getHandle(`offramp-${next}`).describe();
    expect(execution.name === 'COMPLETED' || status.needsAttention !== undefined).toBe(true);
  }, 120_000);

  it('a payment that was adopted after a lost answer does not wait for ever in silence', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'reset-after' });
    await bank(order).untilSent(2);
    await eventually(
      'the payment to be found',
      async () => (await bank(order).status()).transfers[1]?.state === 'sent',
    );
    await later(system, order.reference, '30 days');
    await delay(1_000);
    const status = await bank(order).status();
    expect(status.stage === 'watching-for-return' || status.needsAttention !== undefined).toBe(true);
  }, 120_000);

  it('a payment of which the provider still says PROCESSING is not taken for arrived', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    await reached(system, order.reference, 'awaiting-bank-transfer');
    await later(system, order.reference, '8 days');
    await delay(1_000);
    const status = await bank(order).status();
    expect(status.outcome).toBeUndefined();
  }, 120_000);

  it('of two accounts that are named, the money goes to the later one', async () => {
    const other = newOrder();
    const theirs = required((await startUntil(system, other, 'awaiting-deposit')).ids.bankAccountId);
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    const { bankAccountId: before } = (await bank(order).status()).ids;
    for (let hours = 0; hours < 96; hours += 6) {
      const { nextActionAt: _ } = (await bank(order).status()) as { nextActionAt?: string };
      const clock = Date.now() + hours * 3_600_000;
      const berlin = new Date(clock);
      if (![0, 6].includes(berlin.getUTCDay()) && berlin.getUTCHours() >= 3 && berlin.getUTCHours() <= 12) break;
      await fastForward(system.environment.connection, `offramp-${order.reference}`, '6 hours');
    }
    await system.offramps.replaceBankAccount(order.reference, {
      ...operator,
      bankAccount: { bankAccountId: theirs, currency: 'EUR' },
    });
    await needsAttention(system, order.reference, 'bank-account-unusable');
    const bankAccount = {
      ...({ currency: 'EUR', bankName: 'Other Bank', accountNo: '532013001' } as const),
      ...{ iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
    };
    await system.offramps.replaceBankAccount(order.reference, { ...operator, bankAccount });
    await delay(2_000);
    await bank(order).untilSent(2);
    const sent = await bank(order).payments();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.bankAccountId).not.toBe(before);
  }, 120_000);

  it('"not received", heard in the moment in which silence would mean arrival, is not forgotten', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    await system.stopWorkers();
    let said: Promise<unknown>;
    try {
      // Without a worker the clock stands still once the timer has gone off.
      void later(system, order.reference, '8 days').catch(() => undefined);
      await delay(1_500);
      said = system.offramps.reportNotReceived(order.reference, operator);
      said.catch(() => undefined);
      await delay(1_500);
    } finally {
      await system.startWorkers();
    }
    await said;
    await delay(1_500);
    const status = await bank(order).status();
    expect(status.outcome).toBeUndefined();
    expect(status.transfers[0]?.state).toBe('missing');
  }, 120_000);

  it('money is sent again once the provider approves of the customer once more', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, transient);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await play().rejectCustomer(required(ids.customerId), 'a document has expired');
    await needsAttention(system, order.reference, 'customer-not-approved');
    await play().approveCustomer(required(ids.customerId));
    await delay(1_000);
    await system.offramps.retryNow(order.reference, operator);
    await later(system, order.reference, '3 days');
    await delay(1_000);
    expect(await bank(order).payments()).toHaveLength(1);
  }, 120_000);

  it('is not sent again when a bank says that it has arrived after an operator said that it is back', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    // The order is busy with the account for as long as this may still land.
    system.simulator.faultNext({ path: '/bank-account/add', times: 1, fault: 'error-500-before' });
    const bankAccount = {
      ...({ currency: 'EUR', bankName: 'Other Bank', accountNo: '532013001' } as const),
      ...{ iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
    };
    await system.offramps.replaceBankAccount(order.reference, { ...operator, bankAccount });
    await system.offramps.confirmFundsReturned(order.reference, { ...operator, amount: '100.00' });
    await play().reportBank({ tradeId, attempt: 1, outcome: 'credited' });
    await needsAttention(system, order.reference, 'credited-after-failure');
    await later(system, order.reference, '3 days');
    expect(await bank(order).payments()).toEqual([]);
  });
});
