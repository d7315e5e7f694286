import type { Simulator } from '../../simulator';
import { eventually } from './support/eventually';
import { parsed, text } from './support/narrowing';
import { get } from './support/partner';
import type { Receiver } from './support/receiver';
import { resend, resendReference, settledTrade } from './support/resends';
import type { SettledTrade } from './support/resends';
import { deliveredTo, receiver, simulator, stopAll } from './support/simulation';

describe('the bank', () => {
  let relay: Receiver;
  let provider: Simulator;
  let trade: SettledTrade;
  beforeEach(async () => {
    relay = await receiver();
    provider = await simulator({ autoplay: false, ...deliveredTo(relay) });
    trade = await settledTrade(provider, 'guide');
  });
  afterEach(stopAll);

  /** Every report there was, once nothing is left to be told. */
  async function reports() {
    await eventually('all is told', () => provider.records.deliveries.all().length === 0);
    return relay.bankReports().map(({ body }) => parsed(body));
  }

  const balance = () => provider.records.balances.get('USD')?.balance;

  it('fails a transfer, saying no more than it was told to', async () => {
    const { tradeId } = trade;
    await provider.play.failTransfer(tradeId);
    expect(await reports()).toEqual([
      {
        ...{ tradeId, attempt: 1, outcome: 'failed', amount: '249.50', currency: 'USD' },
        occurredAt: expect.stringMatching(/Z$/),
      },
    ]);
    expect(provider.audit().transfers).toMatchObject([{ status: 'FAILED', fundsReturned: false }]);
  });

  it('says why, what, when, and whether the money is back', async () => {
    const { tradeId } = trade;
    const why = { code: 'R02', scheme: 'ach', fundsReturned: true } as const;
    const said = { ...why, amount: '249.00', currency: 'EUR', occurredAt: '2026-07-01T10:00:00Z' };
    await provider.play.returnTransfer(tradeId, said);
    expect(await reports()).toEqual([{ tradeId, attempt: 1, outcome: 'returned', ...said }]);
    expect(provider.audit().transfers).toMatchObject([{ status: 'RETURNED', ...why, amount: '249.50' }]);
  });

  it('means the latest transfer unless told which, and names the payment of a re-send', async () => {
    const { tradeId } = trade;
    await provider.play.failTransfer(tradeId, { fundsReturned: true, report: false });
    await resend(provider, 'guide', trade, 2);
    await provider.play.creditTransfer(tradeId);
    await provider.play.creditTransfer(tradeId, { attempt: 1, webhook: false });
    const paymentReference = resendReference(tradeId, 2);
    expect(await reports()).toMatchObject([{ attempt: 2, paymentReference, outcome: 'credited' }]);
    expect(provider.audit().transfers.map(({ status }) => status)).toEqual(['CREDITED', 'CREDITED']);
    await expect(provider.play.creditTransfer(tradeId, { attempt: 3 })).rejects.toThrow('transfer not found');
  });

  it('puts returned money on the balance once, and takes it again for a credit after all', async () => {
    const { tradeId } = trade;
    await provider.play.failTransfer(tradeId, { code: 'R32' });
    expect(balance()).toBeUndefined();
    await provider.play.returnFunds(tradeId);
    await provider.play.returnFunds(tradeId, { webhook: false });
    expect(balance()).toBe('249.50');
    const { data } = (await get(provider.url, '/balance')).body;
    expect(data).toContainEqual({ balance: '249.50', currency: 'USD' });
    await provider.play.creditTransfer(tradeId);
    expect(balance()).toBe('0.00');
    await provider.play.returnTransfer(tradeId, { fundsReturned: true });
    expect(balance()).toBe('249.50');
  });

  it('says again what it said, and that the money is back, in a message of its own', async () => {
    const { tradeId } = trade;
    await provider.play.failTransfer(tradeId, { code: 'R32', scheme: 'ach', fundsReturned: false });
    await provider.play.returnFunds(tradeId);
    const [first, second] = await reports();
    expect(first).toMatchObject({ outcome: 'failed', fundsReturned: false });
    expect(second).toEqual({ ...first, fundsReturned: true });
    const ids = relay.bankReports().map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('has no money to give back of a transfer that is alive or there', async () => {
    const refusal = 'the transfer has neither failed nor come back';
    await expect(provider.play.returnFunds(trade.tradeId)).rejects.toThrow(refusal);
    await provider.play.creditTransfer(trade.tradeId);
    await expect(provider.play.returnFunds(trade.tradeId)).rejects.toThrow(refusal);
  });

  it('forgets why a transfer failed once it is credited', async () => {
    await provider.play.failTransfer(trade.tradeId, { code: 'R32', scheme: 'ach', fundsReturned: true });
    await provider.play.creditTransfer(trade.tradeId);
    const [transfer] = provider.audit().transfers;
    expect(transfer).toMatchObject({ status: 'CREDITED', fundsReturned: false });
    expect([transfer?.code, transfer?.scheme]).toEqual([undefined, undefined]);
  });

  it('sends any report as it is, several with one id as one message', async () => {
    const report = { reference: 'order-1', outcome: 'credited', anything: [1, null] };
    await provider.play.reportBank(report, { webhookId: 'msg_1' });
    await provider.play.reportBank(report, { webhookId: 'msg_1' });
    await provider.play.reportBank({ nonsense: true });
    expect(await reports()).toEqual(expect.arrayContaining([report, report, { nonsense: true }]));
    const ids = relay.bankReports().map(({ headers }) => text(headers['webhook-id']));
    expect(ids.filter((id) => id === 'msg_1')).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it('cannot report where nobody listens', async () => {
    const deaf = await simulator({ autoplay: false });
    await expect(deaf.play.reportBank({})).rejects.toThrow('it is not set where bank reports go');
  });
});
