import { randomUUID } from 'node:crypto';
import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { needsAttention, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { later, operator } from '../support/stories';
import { paymentReference } from '../../src/banking/payment-reference';
import { sendReport, sendWebhook } from '../relay/support/senders';

describe('bank transfers in awkward moments', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());

  const play = () => system.simulator.play;
  const bank = (order: { readonly reference: string }) => bankTransfersOf(system, order);
  /** An order whose transfer has failed for a passing trouble, with the money back. */
  async function failedOrder() {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    return { order, tradeId };
  }
  /** One whose money was sent once more. */
  async function resentOrder() {
    const failed = await failedOrder();
    await bank(failed.order).untilSent(2);
    await reached(system, failed.order.reference, 'awaiting-bank-transfer');
    return failed;
  }
  const report = (body: object) => sendReport(system.relayUrl, body, { secret: system.bankReportSecret });

  it('a failure that names no attempt is followed by another transfer', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, { ...passingFailure, webhook: false });
    await report({
      reference: order.reference,
      outcome: 'failed',
      ...passingFailure,
      occurredAt: new Date().toISOString(),
    });
    await reached(system, order.reference, 'retrying-bank-transfer');
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
  });

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
    await report({ reference, attempt: 1, outcome: 'returned', ...passingFailure, occurredAt: backAt });
    const next = `${reference}:return:1`;
    await eventually('the return to be an order', async () => {
      const status = await system.offramps.status(next).catch(() => undefined);
      return status?.stage === 'retrying-bank-transfer';
    });
    // The bank corrects itself: it has arrived after all. The partner knows the order by the one reference it ever had.
    const arrivedAt = new Date(Date.now() + 120_000).toISOString();
    await report({ reference, attempt: 1, outcome: 'credited', occurredAt: arrivedAt });
    await needsAttention(system, next, 'credited-after-failure');
    await later(system, next, '3 days');
    expect(await bank(order).payments()).toEqual([]);
  });

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
    await expect(system.offramps.confirmFundsReturned(order.reference, operator)).rejects.toThrow('say which one');
    expect((await bank(order).status()).transfers[1]).toMatchObject({ state: 'sent' });
    expect(await bank(order).payments()).toHaveLength(1);
  });

  it('a reset to before the payment does not pay again', async () => {
    const { order } = await resentOrder();
    const workflowId = `offramp-${order.reference}`;
    const handle = system.client.workflow.getHandle(workflowId);
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
      workflowTaskFinishEventId: required(point?.eventId),
      requestId: randomUUID(),
      reason: 'An operator looks into it.',
    });
    await eventually('the new run', async () => (await handle.describe()).runId !== runId);
    await bank(order).untilSent(2);
    expect((await bank(order).status()).transfers[1]).toMatchObject({ state: 'sent' });
    expect(await bank(order).payments()).toHaveLength(1);
  });

  it('a payment that the provider tells of although it had refused it is not made once more', async () => {
    await play().setBalance('USDT', '1');
    try {
      const { order, tradeId } = await failedOrder();
      await bank(order).untilSent(2);
      await needsAttention(system, order.reference, 'balance-short');
      const reference = paymentReference(tradeId, 2);
      const payment = { id: `p-${tradeId}`, reference, status: 'SETTLED', amount: '229.80', currency: 'EUR' };
      const told = await sendWebhook(system.relayUrl, { event: 'PAYMENT_SETTLED', data: payment });
      expect(told).toMatchObject({ status: 200, message: 'Delivered.' });
      await reached(system, order.reference, 'watching-for-return');
      expect((await bank(order).status()).transfers[1]).toMatchObject({ attempt: 2, state: 'credited' });
      expect(await bank(order).payments()).toEqual([]);
    } finally {
      await play().setBalance('USDT', '1000000');
    }
  });

  it('"the money is back", said later under the id of the same report, moves the order on that follows an ended one', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    await play().creditTransfer(await bank(order).tradeId());
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    await system.offramps.result(order.reference);
    const { reference } = order;
    const [id, next] = [`msg_${randomUUID()}`, `${reference}:return:1`];
    const secret = system.bankReportSecret;
    const occurredAt = new Date(Date.now() + 60_000).toISOString();
    const returned = { reference, attempt: 1, outcome: 'returned', code: passingFailure.code, occurredAt };
    await sendReport(system.relayUrl, { ...returned, fundsReturned: false }, { secret, id });
    await eventually('the return to be an order', async () =>
      system.offramps.status(next).then(
        ({ needsAttention: needed }) => needed?.reason === 'funds-not-returned',
        () => false,
      ),
    );
    await sendReport(system.relayUrl, { ...returned, fundsReturned: true }, { secret, id });
    await reached(system, next, 'retrying-bank-transfer');
  });

  it('news of an earlier transfer of an order that has ended makes an order that ends', async () => {
    const { order, tradeId } = await resentOrder();
    await play().creditTransfer(tradeId);
    await reached(system, order.reference, 'watching-for-return');
    await later(system, order.reference, '30 days');
    await system.offramps.result(order.reference);
    await report({ tradeId, attempt: 1, outcome: 'failed', ...passingFailure, scheme: undefined });
    const next = `${order.reference}:return:1`;
    await eventually(
      'the return to be an order',
      async () => (await system.offramps.status(next).catch(() => undefined)) !== undefined,
    );
    await reached(system, next, 'watching-for-return');
    await later(system, next, '30 days');
    expect(await system.offramps.result(next)).toMatchObject({ outcome: 'settled' });
  });

  it('a payment that was adopted after a lost answer does not wait for ever in silence', async () => {
    const { order } = await failedOrder();
    system.simulator.faultNext({ path: '/payment/create', times: 1, fault: 'reset-after' });
    await bank(order).untilSent(2);
    await eventually(
      'the payment to be found',
      async () => (await bank(order).status()).transfers[1]?.state === 'sent',
    );
    await later(system, order.reference, '8 days');
    await needsAttention(system, order.reference, 'payment-not-confirmed');
  });

  it('a payment of which the provider still says PROCESSING is not taken for arrived', async () => {
    const { order } = await resentOrder();
    await later(system, order.reference, '8 days');
    const status = await needsAttention(system, order.reference, 'payment-not-confirmed');
    expect(status.outcome).toBeUndefined();
  });

  it('of two accounts that are named, the money goes to the later one', async () => {
    const other = newOrder();
    const theirs = required((await startUntil(system, other, 'awaiting-deposit')).ids.bankAccountId);
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
    const { bankAccountId: before } = (await bank(order).status()).ids;
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
    await reached(system, order.reference, 'retrying-bank-transfer');
    await eventually('the account to be taken', async () => (await bank(order).status()).needsAttention === undefined);
    await bank(order).untilSent(2);
    const sent = await bank(order).payments();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.bankAccountId).not.toBe(before);
  });

  it('"not received", heard in the moment in which silence would mean arrival, is not forgotten', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    await system.stopWorkers();
    const events = async () => {
      const history = await system.client.workflow.getHandle(`offramp-${order.reference}`).fetchHistory();
      return (history.events ?? []).filter((event) => event.timerFiredEventAttributes).length;
    };
    const fired = await events();
    // Without a worker the clock stands still once the timer has gone off.
    const moving = later(system, order.reference, '8 days').catch(() => undefined);
    await eventually('the timer to go off', async () => (await events()) > fired);
    const said = system.offramps.reportNotReceived(order.reference, operator);
    await system.startWorkers();
    await Promise.all([said, moving]);
    await needsAttention(system, order.reference, 'money-not-received');
    const status = await bank(order).status();
    expect(status.outcome).toBeUndefined();
    expect(status.transfers[0]?.state).toBe('missing');
  });

  it('money is sent again once the provider approves of the customer once more', async () => {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-bank-transfer');
    const tradeId = await bank(order).tradeId();
    await play().failTransfer(tradeId, passingFailure);
    await reached(system, order.reference, 'retrying-bank-transfer');
    await play().rejectCustomer(required(ids.customerId), 'a document has expired');
    await needsAttention(system, order.reference, 'customer-not-approved');
    await play().approveCustomer(required(ids.customerId), { webhook: false });
    await system.offramps.retryNow(order.reference, operator);
    await eventually('it to be planned', async () => (await bank(order).status()).needsAttention === undefined);
    await bank(order).untilSent(2);
    expect(await bank(order).payments()).toHaveLength(1);
  });

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
