import { eventually } from '../support/eventually';
import { reached, required, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { startRelay, type RunningRelay } from './support/relays';
import { sendReport, sendWebhook } from './support/senders';

describe('a relay', () => {
  let system: OfframpSystem;
  let relay: RunningRelay;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());
  beforeEach(async () => {
    const { client, bankReportSecret } = system;
    relay = await startRelay({ client, bankReportSecret, queriesPerSecond: 100 });
  });
  afterEach(() => relay.close());

  /** An order whose deposit is known by Temporal's index to be its own, with that deposit's trade under way. */
  async function tradingOrder() {
    const { play } = system.simulator;
    const order = newOrder();
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    const deposit = await play.receiveDeposit({ address: required(depositAddress?.address), amount: '250.00' });
    await play.approveDeposit(deposit.id);
    const trade = await play.createTrade(deposit.id);
    await reached(system, order.reference, 'awaiting-trade-settlement');
    await eventually('the trade to be listed', async () => {
      return (await system.client.workflow.count(`CoinutIds = "trade:${trade.id}"`)).count === 1;
    });
    return { ...order, trade, created: { event: 'TRADE_CREATED', data: { id: trade.id, depositId: deposit.id } } };
  }

  it('searches once for the owner of a trade, and not again while that runs', async () => {
    const { trade, created } = await tradingOrder();
    for (let time = 0; time < 3; time += 1) expect((await sendWebhook(relay.url, created)).message).toBe('Delivered.');
    expect(await counts()).toMatchObject({ queries: 1, known: 2, searched: 1 });
    const report = { tradeId: trade.id, outcome: 'credited', amount: trade.toAmount, currency: trade.toCurrency };
    const { status } = await sendReport(relay.url, report, { secret: system.bankReportSecret });
    expect([status, (await counts()).queries]).toEqual([200, 1]);
  });

  it('searches anew once the owner has ended, and loses nothing of what comes then', async () => {
    const { reference, trade, created } = await tradingOrder();
    await sendWebhook(relay.url, created);
    await system.client.workflow.getHandle(`offramp-${reference}`).terminate('For this test.');
    await eventually('the order to be listed as ended', async () => {
      const query = `CoinutIds = "trade:${trade.id}" AND ExecutionStatus = "Running"`;
      return (await system.client.workflow.count(query)).count === 0;
    });
    const event = { event: 'TRADE_SETTLED', data: { id: trade.id, depositId: trade.depositId } };
    expect((await sendWebhook(relay.url, event)).message).toBe('Known: its order has ended.');
    expect(await counts()).toMatchObject({ queries: 3, known: 1, searched: 1 });
  });

  it('asks few questions for many events at once', async () => {
    const { created } = await tradingOrder();
    const { client } = system;
    // However slowly a busy machine lets them in, no more questions are asked in a second.
    const slow = await startRelay({ client, queriesPerSecond: 4 });
    const others = Array.from({ length: 20 }, (_, index) => ({
      event: 'TRADE_CREATED',
      data: { id: `none-${index}` },
    }));
    const replies = await Promise.all([created, ...others].map((event) => sendWebhook(slow.url, event)));
    expect(replies.filter(({ message }) => message === 'Delivered.')).toHaveLength(1);
    expect(replies.filter(({ message }) => message.startsWith('Kept'))).toHaveLength(20);
    // One by one they would be two for each: those who run, and those who have ended.
    expect((await counts(slow)).queries).toBeLessThan(21);
    await slow.close();
  });

  it('tells what it has done in metrics, with nothing of a sender’s own words', async () => {
    const { created } = await tradingOrder();
    await sendWebhook(relay.url, created);
    await sendWebhook(relay.url, created, { secret: 'guessed' });
    await sendWebhook(relay.url, { event: 'SOMETHING_NEW_OF_ANA_LIM', data: {} });
    await fetch(`${relay.url}/ana-lim`);
    const reply = await fetch(`${relay.url}/metrics`);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await reply.text();
    const lines = [
      'offramp_relay_requests_total{endpoint="/webhooks/coinut",status="200"} 2',
      'offramp_relay_requests_total{endpoint="/webhooks/coinut",status="401"} 1',
      'offramp_relay_requests_total{endpoint="none",status="404"} 1',
      'offramp_relay_webhooks_total{event="TRADE_CREATED",trust="signed",received="orders"} 1',
      'offramp_relay_webhooks_total{event="other",trust="signed",received="of-no-concern"} 1',
      'offramp_relay_request_seconds_count{endpoint="/webhooks/coinut"} 3',
    ];
    for (const line of lines) expect(text).toContain(line);
    expect(text).not.toMatch(/ana/i);
  });

  async function counts(asked = relay) {
    const text = await (await fetch(`${asked.url}/metrics`)).text();
    const value = (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')[1] ?? 0,
      );
    return {
      queries: value('offramp_relay_visibility_queries_total'),
      known: value('offramp_relay_owner_lookups_total{known="yes"}'),
      searched: value('offramp_relay_owner_lookups_total{known="no"}'),
    };
  }
});
