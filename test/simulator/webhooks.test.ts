import { Webhook } from 'standardwebhooks';
import type { Simulator } from '../../simulator';
import { apiKey, post, signedHeaders } from './support/partner';
import { eventually } from './support/eventually';
import type { Received } from './support/receiver';
import { object, parsed, text } from './support/narrowing';
import {
  bankReportSecret,
  callbackPath,
  deliveredTo,
  makeCustomer,
  makeFlow,
  receiver,
  simulator,
  stopAll,
} from './support/simulation';

describe('webhooks', () => {
  afterEach(stopAll);

  async function settled(provider: Simulator) {
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await provider.play.approveCustomer(customerId);
    const flow = await makeFlow(provider.url, customerId);
    const address = text(object(flow.fromDepositAddress).address);
    const deposit = await provider.play.receiveDeposit({ address, amount: '250.00' });
    await provider.play.approveDeposit(deposit.id);
    const trade = await provider.play.createTrade(deposit.id);
    await provider.play.settleTrade(trade.id);
    await provider.play.creditTransfer(trade.id);
    return { customerId, deposit, trade, flow };
  }

  function expectSigned(webhook: Received, base: string): void {
    const { headers, body } = webhook;
    const timestamp = text(headers['x-timestamp']);
    const nonce = text(headers['x-nonce']);
    const expected = signedHeaders('POST', new URL(base + callbackPath), body, { timestamp, nonce });
    expect(headers['x-api-key']).toBe(apiKey);
    expect(headers['x-signature']).toBe(expected['X-Signature']);
  }

  it('are signed over the callback URL and the body, and carry the ids to correlate by', async () => {
    const relay = await receiver();
    const provider = await simulator({ autoplay: false, ...deliveredTo(relay) });
    const { customerId, deposit, trade, flow } = await settled(provider);
    await eventually('all is delivered', () => relay.received.length === 6);
    const webhooks = relay.received.filter(({ target }) => target === callbackPath);
    for (const webhook of webhooks) expectSigned(webhook, relay.url);
    const data = new Map(webhooks.map(({ body }) => [parsed(body).event, parsed(body).data]));
    expect(data.get('CUSTOMER_APPROVED')).toMatchObject({ id: customerId, externalId: 'external ana@example.com' });
    expect(data.get('DEPOSIT_APPROVED')).toMatchObject({
      id: deposit.id,
      customerId,
      receiverDepositAddress: flow.fromDepositAddress,
      txid: deposit.txid,
      amount: '250.00',
      currency: 'USDT',
      status: 'CONFIRMED',
    });
    expect(data.get('TRADE_SETTLED')).toMatchObject({
      id: trade.id,
      tradeId: trade.id,
      deposit: { id: deposit.id },
      fromAmount: '250.00',
      fromCurrency: 'USDT',
      toAmount: '229.80',
      toCurrency: 'EUR',
      status: 'SETTLED',
    });
  });

  it('are retried until 2xx, signed anew each time, and keep an object in order', async () => {
    let failures = 3;
    const relay = await receiver(() => (failures-- > 0 ? 503 : 200));
    const provider = await simulator({ autoplay: false, ...deliveredTo(relay) });
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await provider.play.approveCustomer(customerId);
    await provider.play.rejectCustomer(customerId, 'second look');
    await eventually('both are acknowledged', () => relay.events().length === 2);
    // The relay has answered before the provider has taken note of it.
    await eventually('nothing is left to deliver', () => provider.records.deliveries.all().length === 0);
    expect(relay.events()).toEqual(['CUSTOMER_APPROVED', 'CUSTOMER_REJECTED']);
    expect(provider.attempts.map(({ status }) => status)).toEqual([503, 503, 503, 200, 200]);
    for (const webhook of relay.received) expectSigned(webhook, relay.url);
    expect(new Set(relay.received.map(({ headers }) => headers['x-nonce'])).size).toBe(5);
  });

  it('of one object do not hold up those of another', async () => {
    const held = new Set<string>();
    const relay = await receiver(({ body }) => (held.has(text(object(parsed(body).data).id)) ? 503 : 200));
    const provider = await simulator({ autoplay: false, ...deliveredTo(relay) });
    const first = await makeCustomer(provider.url, 'first@example.com');
    const second = await makeCustomer(provider.url, 'second@example.com');
    held.add(first);
    await provider.play.approveCustomer(first);
    await provider.play.approveCustomer(second);
    await eventually('the second is acknowledged', () => relay.events().length === 1);
    await eventually('only the first is left', () => provider.records.deliveries.all().length === 1);
    expect(provider.records.deliveries.all()).toMatchObject([{ subject: first }]);
    held.clear();
    await eventually('the first is acknowledged, too', () => relay.events().length === 2);
  });

  it('wait for a relay that is not there yet', async () => {
    const gone = await receiver();
    const provider = await simulator({ autoplay: false, ...deliveredTo(gone) });
    await gone.stop();
    await provider.play.approveCustomer(await makeCustomer(provider.url, 'ana@example.com'));
    await eventually('one try has failed', () => provider.attempts.some(({ problem }) => problem !== undefined));
    const back = await receiver(() => 200, gone.port);
    await eventually('it is acknowledged', () => back.events().length === 1);
  });

  it('are skipped when nobody subscribed, or when a step is told not to tell', async () => {
    const relay = await receiver();
    const provider = await simulator({ autoplay: false, ...deliveredTo(relay) });
    await post(provider.url, '/subscribed-events', { events: ['CUSTOMER_REJECTED'] });
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await provider.play.approveCustomer(customerId);
    await provider.play.rejectCustomer(customerId, 'quietly', { webhook: false });
    expect(provider.records.customers.require(customerId)).toMatchObject({ status: 'REJECTED', remark: 'quietly' });
    expect(provider.records.deliveries.all()).toEqual([]);
    expect(provider.attempts).toEqual([]);
  });
});

describe('bank reports', () => {
  afterEach(stopAll);

  it('are Standard Webhooks with one id over all tries', async () => {
    let failures = 2;
    const relay = await receiver(({ target }) => (target === '/bank-reports' && failures-- > 0 ? 500 : 200));
    const provider = await simulator({ ...deliveredTo(relay), timeScale: 0 });
    const customerId = await makeCustomer(provider.url, 'ana@example.com');
    await eventually('the customer is approved', () => relay.events().includes('CUSTOMER_APPROVED'));
    await makeFlow(provider.url, customerId);
    await eventually('the report is acknowledged', () => relay.bankReports().length === 1);
    const tries = relay.received.filter(({ target }) => target === '/bank-reports');
    expect(tries).toHaveLength(3);
    expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const { body, headers } of tries) {
      const signed = {
        'webhook-id': text(headers['webhook-id']),
        'webhook-timestamp': text(headers['webhook-timestamp']),
        'webhook-signature': text(headers['webhook-signature']),
      };
      expect(new Webhook(bankReportSecret).verify(body, signed)).toEqual({
        tradeId: provider.records.trades.all()[0]?.id,
        attempt: 1,
        outcome: 'credited',
        amount: '229.80',
        currency: 'EUR',
        occurredAt: expect.stringMatching(/Z$/),
      });
    }
  });
});
