import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../simulator';
import { get, post } from './support/partner';
import { eventually } from './support/eventually';
import { begun, quiet, said } from './support/bank-orders';
import { resend, resendReference, settledTrade } from './support/resends';
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
import { killAll, startProcess } from './support/simulator-process';

describe('restart', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  });
  afterEach(async () => {
    killAll();
    await stopAll();
    await rm(directory, { recursive: true });
  });

  it('keeps records, the log of creates, and the account', async () => {
    const before = await simulator({ directory, autoplay: false });
    await post(before.url, '/callback-url', { callbackUrl: 'http://127.0.0.1:9/' });
    await post(before.url, '/subscribed-events', { events: ['TRADE_SETTLED'] });
    const customerId = await makeCustomer(before.url, 'ana@example.com');
    await before.play.approveCustomer(customerId);
    await makeFlow(before.url, customerId);
    const accepted = before.accepted();
    const flow = (await get(before.url, '/autoramp-flow/list')).body;
    await stopAll();

    const after = await simulator({ directory, autoplay: false });
    expect(after.accepted()).toEqual(accepted);
    expect(accepted.map(({ kind }) => kind)).toEqual(['customer', 'bank-account', 'flow']);
    expect((await get(after.url, '/autoramp-flow/list')).body).toEqual(flow);
    expect((await get(after.url, '/callback-url')).body.data).toEqual({ callbackUrl: 'http://127.0.0.1:9/' });
    expect((await get(after.url, '/subscribed-events')).body.data).toEqual({ events: ['TRADE_SETTLED'] });
    await makeCustomer(after.url, 'ben@example.com');
    expect(after.accepted().at(-1)?.sequence).toBeGreaterThan(accepted.at(-1)?.sequence ?? Infinity);
  });

  it('keeps payments, balances and what became of every transfer', async () => {
    const before = await simulator({ directory, autoplay: false });
    const trade = await settledTrade(before, 'guide');
    await resend(before, 'guide', trade, 2);
    await before.play.failTransfer(trade.tradeId, { attempt: 1, fundsReturned: true });
    await before.play.settlePayment(resendReference(trade.tradeId, 2));
    const audit = before.audit();
    const read = ({ url }: Simulator) =>
      Promise.all(['/balance', '/payment/list', '/trade/list'].map(async (path) => (await get(url, path)).body));
    const shown = await read(before);
    await stopAll();

    const after = await simulator({ directory, autoplay: false, balances: { USDT: '1.00' } });
    expect(after.audit()).toEqual(audit);
    expect(audit).toMatchObject({
      doublePayments: [{ kind: 'sent-while-alive' }],
      transfers: [
        { status: 'FAILED', fundsReturned: true },
        { attempt: 2, status: 'CREDITED' },
      ],
    });
    expect(await read(after)).toEqual(shown);
    expect(shown[0]?.data).toContainEqual({ balance: '999748.99', currency: 'USDT' });
    expect(shown[0]?.data).toContainEqual({ balance: '249.50', currency: 'USD' });
    // What comes later is still judged by what was before.
    await resend(after, 'guide', trade, 3);
    expect(after.audit().doublePayments).toMatchObject([
      { kind: 'sent-while-alive' },
      { kind: 'sent-after-credit', attempts: [2, 3] },
    ]);
  });

  it('delivers what was not acknowledged before', async () => {
    let answer = 503;
    const relay = await receiver(() => answer);
    const before = await simulator({ directory, autoplay: false, ...deliveredTo(relay) });
    await before.play.approveCustomer(await makeCustomer(before.url, 'ana@example.com'));
    await eventually('a try is refused', () => before.attempts.length > 0);
    await before.stop();
    answer = 200;
    const after = await simulator({ directory, autoplay: false });
    await eventually('it is acknowledged', () => relay.events().length === 1);
    await eventually('it is done with', () => after.records.deliveries.all().length === 0);
  });

  it('the bank goes on where it was, and repeats nothing', async () => {
    const relay = await receiver();
    const before = await simulator({ directory, ...deliveredTo(relay) });
    await begun(before, 'guide', 'bank-funds-late');
    // What the bank has not heard to be received, it says again.
    const isHeard = () => before.attempts.some(({ channel, status }) => channel === 'bank-report' && status === 200);
    await eventually('the failure is reported', isHeard);
    await before.stop();
    const after = await simulator({ directory, ...deliveredTo(relay) });
    await quiet(after);
    expect(said(relay)).toEqual(['1 failed R32', '1 failed R32, money back']);
    expect(after.records.balances.get('USD')?.balance).toBe('249.50');
  });

  it('a second simulator on the same records is refused', async () => {
    await simulator({ directory });
    await expect(simulator({ directory })).rejects.toThrow('another simulator may be using them');
  });

  it('a kill at any moment of a journey loses nothing and repeats nothing', async () => {
    const relay = await receiver();
    const environment = {
      SIMULATOR_DATA: directory,
      SIMULATOR_CALLBACK_URL: relay.url + callbackPath,
      SIMULATOR_BANK_REPORT_URL: `${relay.url}/bank-reports`,
      BANK_REPORT_SECRET: bankReportSecret,
      SIMULATOR_TIME_SCALE: '0.2',
    };
    let running = await startProcess(environment);
    const kill = async () => {
      await running.end('SIGKILL');
      running = await startProcess(environment);
    };

    const customerId = await makeCustomer(running.url, 'ana@example.com');
    await kill();
    await eventually('the customer is approved', () => relay.events().includes('CUSTOMER_APPROVED'));
    await makeFlow(running.url, customerId);
    await kill();
    for (const event of ['DEPOSIT_RECEIVED', 'TRADE_CREATED']) {
      await eventually(`${event} is told`, () => relay.events().includes(event));
      await kill();
    }
    await eventually('the bank reports', () => relay.bankReports().length > 0);

    const audit = await (await fetch(`${running.url}/simulator/audit`)).json();
    expect(audit).toMatchObject({
      creates: { customer: 1, 'bank-account': 1, flow: 1, deposit: 1, trade: 1, transfer: 1 },
      duplicates: [],
      transfers: [{ amount: '229.80', currency: 'EUR', status: 'CREDITED' }],
      doublePayments: [],
    });
    expect(await running.end('SIGTERM')).toBe(0);
  });
});
