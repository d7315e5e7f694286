import { scheduleSweep } from '../../src/client/sweep-schedule';
import { eventually } from '../support/eventually';
import { reached, required, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { keptUnmatched, startRelay, type RunningRelay } from './support/relays';
import { sendWebhook, type WebhookChoices } from './support/senders';
import { testKeyCanary } from '../support/payload-keys';

let system: OfframpSystem;
let relay: RunningRelay;
let lenient: RunningRelay;

beforeAll(async () => {
  system = await startOfframpSystem();
  relay = await startRelay({ client: system.client });
  lenient = await startRelay({ client: system.client, signatures: 'optional' });
});
afterAll(async () => {
  await relay.close();
  await lenient.close();
  await system.stop();
});

/**
 * An order that waits for its customer's approval, and has asked for it once. Where `approved`, the provider has given
 * it since, and told nobody.
 */
async function waitingOrder({ approved = false } = {}) {
  const order = newOrder();
  const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
  const customerId = required(ids.customerId);
  await eventually('the order to be found by its customer', async () => {
    const query = `CoinutIds = "customer:${customerId}"`;
    return (await system.client.workflow.count(query)).count === 1;
  });
  await eventually('the first look-up to be over', () => lookUpsOf(customerId).length === 1);
  if (approved) await system.simulator.play.approveCustomer(customerId, { webhook: false });
  return { ...order, customerId, approval: { event: 'CUSTOMER_APPROVED', data: { customerId, status: 'APPROVED' } } };
}

/** What the order has been sent, in the order of its history. */
async function signalsOf(reference: string): Promise<string[]> {
  const history = await system.client.workflow.getHandle(`offramp-${reference}`).fetchHistory();
  return (history.events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signaled }) => signaled?.signalName ?? [],
  );
}

const lookUpsOf = (customerId: string) =>
  system.simulator.requests.filter(({ path, query }) => path === '/customer/detail' && query === `id=${customerId}`);

describe('a webhook with a signature', () => {
  it.each<[string, WebhookChoices]>([
    ['under our secret', {}],
    ['under the previous secret, with its key', { secret: 'previous-secret', key: 'previous-key' }],
    ['from a clock that is four minutes behind', { ageMs: 240_000 }],
    ['from a clock that is four minutes ahead', { ageMs: -240_000 }],
  ])('is delivered to the order that waits for it: %s', async (_why, choices) => {
    const { reference, approval } = await waitingOrder({ approved: true });
    expect(await sendWebhook(relay.url, approval, choices)).toEqual({
      status: 200,
      retryAfter: null,
      message: 'Delivered.',
    });
    const { transitions } = await reached(system, reference, 'awaiting-deposit');
    expect(transitions.find(({ stage }) => stage === 'adding-bank-account')).toMatchObject({ evidence: 'webhook' });
  });

  it('is heard once by its order, however often somebody repeats it', async () => {
    const { reference, approval } = await waitingOrder({ approved: true });
    const signed = { atMs: Date.now(), nonce: 'nonce-1' };
    for (let time = 0; time < 3; time += 1)
      expect(await sendWebhook(relay.url, approval, { signed })).toMatchObject({ status: 200, message: 'Delivered.' });
    await reached(system, reference, 'awaiting-deposit');
    expect((await signalsOf(reference)).filter((name) => name === 'customerApproved')).toHaveLength(1);
  });

  it('is heard again once it is signed anew, since it may be news again', async () => {
    const { reference, approval } = await waitingOrder({ approved: true });
    for (let time = 0; time < 2; time += 1) await sendWebhook(relay.url, approval);
    await reached(system, reference, 'awaiting-deposit');
    expect((await signalsOf(reference)).filter((name) => name === 'customerApproved')).toHaveLength(2);
  });

  it('is read in the shape of the later documents, too', async () => {
    const { reference, customerId } = await waitingOrder({ approved: true });
    const payload = { id: customerId, status: 'CONFIRMED', email: 'ana@example.com', sumsubLink: null };
    expect(await sendWebhook(relay.url, { event: 'CUSTOMER_APPROVED', payload })).toMatchObject({ status: 200 });
    await reached(system, reference, 'awaiting-deposit');
  });

  it.each<[string, WebhookChoices, string]>([
    ['that is wrong', { secret: 'guessed' }, 'The signature is wrong.'],
    ['over another body', { signedBody: '{"event":"CUSTOMER_REJECTED"}' }, 'The signature is wrong.'],
    ["under another's key", { key: 'other-key' }, 'The signature is wrong.'],
    ['that is six minutes old', { ageMs: 360_000 }, 'The timestamp is too old or too far ahead.'],
    ['from six minutes ahead', { ageMs: -360_000 }, 'The timestamp is too old or too far ahead.'],
    ['that is missing', { unsigned: true }, 'The signature headers are missing.'],
  ])('is refused with 401 and a reason: one %s', async (_why, choices, reason) => {
    const { reference, approval } = await waitingOrder();
    const reply = await sendWebhook(relay.url, approval, choices);
    expect(reply).toMatchObject({ status: 401, message: expect.stringContaining(reason) });
    expect(await signalsOf(reference)).toEqual([]);
  });

  it.each<[string, object]>([
    ['an object that no order knows', { event: 'CUSTOMER_APPROVED', data: { customerId: 'a-customer-of-no-order' } }],
    ['a deposit at an address that no order knows', { event: 'DEPOSIT_RECEIVED', data: { id: 'd', address: '0xabc' } }],
    ['an event that names no object', { event: 'TRADE_SETTLED', data: {} }],
    ['an id that would break out of a query', { event: 'TRADE_SETTLED', data: { tradeId: '") OR ("1"="1' } }],
  ])('is kept for an order that may come, once, if it is about %s', async (_why, event) => {
    const before = await keptUnmatched(system.client);
    for (let time = 0; time < 2; time += 1) {
      const reply = await sendWebhook(relay.url, event);
      expect(reply).toMatchObject({ status: 200, message: expect.stringContaining('Kept') });
    }
    await eventually('the event to be kept', async () => (await keptUnmatched(system.client)) === before + 1);
  });

  it('has the provider asked what has changed if it names no object', async () => {
    const { client, taskQueue } = system;
    const swept = await startRelay({ client, taskQueue });
    await scheduleSweep(client, taskQueue, { everyMs: 86_400_000, keyCanary: testKeyCanary });
    const { reference, customerId } = await waitingOrder();
    // The first sweep only learns how everything stands.
    await system.offramps.sweep();
    await system.simulator.play.approveCustomer(customerId, { webhook: false });
    const before = await keptUnmatched(client, taskQueue);
    const reply = await sendWebhook(swept.url, { event: 'CUSTOMER_APPROVED', data: {} });
    expect(reply).toMatchObject({ status: 200, message: expect.stringContaining('asked what has changed') });
    const { transitions } = await reached(system, reference, 'awaiting-deposit');
    expect(transitions.find(({ stage }) => stage === 'adding-bank-account')).toMatchObject({ evidence: 'sweep' });
    expect(await keptUnmatched(client, taskQueue)).toBe(before);
    await swept.close();
  });

  it.each(['VIRTUAL_ACCOUNT_APPROVED', 'user.approved', 'SOMETHING_NEW'])(
    'is acknowledged if it is %s',
    async (event) => {
      expect(await sendWebhook(relay.url, { event, data: { id: 'x' } })).toMatchObject({ status: 200 });
    },
  );

  it.each([
    ['no JSON', 'event=CUSTOMER_APPROVED'],
    ['no event', '{"data":{"customerId":"c-1"}}'],
    ['a list', '[]'],
  ])('is refused with 400 if it has %s', async (_why, body) => {
    expect(await sendWebhook(relay.url, body)).toMatchObject({ status: 400 });
  });

  it('is no news to an order that has ended', async () => {
    const { reference, customerId, approval } = await waitingOrder();
    const event = { event: 'CUSTOMER_REJECTED', data: { customerId, status: 'REJECTED' } };
    expect(await sendWebhook(relay.url, event)).toMatchObject({ status: 200, message: 'Delivered.' });
    expect(await system.offramps.result(reference)).toMatchObject({ outcome: 'rejected' });
    await eventually('the order to be known as ended', async () => {
      const { status, message } = await sendWebhook(relay.url, approval);
      return status === 200 && message === 'Known: its order has ended.';
    });
  });

  it('finds its order by the wallet where no id is told', async () => {
    const order = newOrder();
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    const address = required(depositAddress?.address);
    const played = { address, amount: '250.00' };
    const { id, txid } = await system.simulator.play.receiveDeposit(played, { webhook: false });
    const data = { id, amount: '250.00', currency: 'USDT', network: 'ETH', address: address.toLowerCase(), txid };
    // Before the order is listed by its wallet, the event is kept for a worker, of which this relay has none.
    await eventually('the relay to find the order', async () => {
      return (await sendWebhook(relay.url, { event: 'DEPOSIT_RECEIVED', data })).message === 'Delivered.';
    });
    expect((await reached(system, order.reference, 'confirming-deposit')).ids).toMatchObject({ depositId: id });
  });
});

describe('a hint, where signatures are optional', () => {
  const hints: [string, WebhookChoices][] = [
    ['without a signature', { unsigned: true }],
    ['with a signature that is six minutes old', { ageMs: 360_000 }],
  ];

  it.each(hints)('makes the order ask the provider, which knows better: %s', async (_why, choices) => {
    const { reference, customerId, approval } = await waitingOrder();
    expect(await sendWebhook(lenient.url, approval, choices)).toMatchObject({ status: 200, message: 'Delivered.' });
    await eventually('the order to ask', () => lookUpsOf(customerId).length === 2);
    expect(await system.offramps.status(reference)).toMatchObject({ stage: 'awaiting-customer-approval' });
  });

  it.each(hints)('makes the order ask the provider, and believe that: %s', async (_why, choices) => {
    const { reference, customerId, approval } = await waitingOrder({ approved: true });
    expect(await sendWebhook(lenient.url, approval, choices)).toMatchObject({ status: 200, message: 'Delivered.' });
    const { transitions } = await reached(system, reference, 'awaiting-deposit');
    expect(transitions.find(({ stage }) => stage === 'adding-bank-account')).toMatchObject({ evidence: 'look-up' });
    expect(lookUpsOf(customerId)).toHaveLength(2);
  });

  it('that matches nothing is noted and not asked for again', async () => {
    const event = { event: 'CUSTOMER_APPROVED', data: { customerId: 'a-customer-of-no-order' } };
    expect(await sendWebhook(lenient.url, event, { unsigned: true })).toMatchObject({ status: 202, retryAfter: null });
    expect(await sendWebhook(lenient.url, { event: 'TRADE_SETTLED' }, { unsigned: true })).toMatchObject({
      status: 202,
    });
  });

  it('is not what a wrong signature makes', async () => {
    const { approval } = await waitingOrder();
    expect(await sendWebhook(lenient.url, approval, { secret: 'guessed' })).toMatchObject({ status: 401 });
  });

  it('is not what a right signature makes', async () => {
    const { reference, approval } = await waitingOrder({ approved: true });
    expect(await sendWebhook(lenient.url, approval)).toMatchObject({ status: 200 });
    const { transitions } = await reached(system, reference, 'awaiting-deposit');
    expect(transitions.find(({ stage }) => stage === 'adding-bank-account')).toMatchObject({ evidence: 'webhook' });
  });
});

describe('the log of a relay', () => {
  it('holds nothing of what a webhook says', async () => {
    const planted = { name: 'Łucja Planted', email: 'planted@example.com', iban: 'DE89370400440532013000' };
    const bodies = [
      { event: 'CUSTOMER_APPROVED', data: { customerId: 'planted-customer', ...planted } },
      { event: 'planted event planted@example.com', data: planted },
      { event: 'DEPOSIT_RECEIVED', data: { id: 'd-9', address: '0xplanted' } },
    ];
    for (const body of bodies) {
      await sendWebhook(relay.url, body);
      await sendWebhook(relay.url, body, { secret: 'guessed' });
      await sendWebhook(relay.url, JSON.stringify(body).slice(1));
    }
    expect(relay.log()).toContain('webhook refused');
    expect(relay.log()).not.toMatch(/Planted|planted@|DE89|planted-customer|0xplanted|test-secret|test-key/);
  });
});
