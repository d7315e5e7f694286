import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { apiKey, apiSecret, get, post } from './support/partner';
import { eventually } from './support/eventually';
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

describe('restart', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
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

  it('a second simulator on the same records is refused', async () => {
    await simulator({ directory });
    await expect(simulator({ directory })).rejects.toThrow('another simulator may be using them');
  });

  it('a kill at any moment of a journey loses nothing and repeats nothing', async () => {
    const relay = await receiver();
    const environment = {
      COINUT_API_KEY: apiKey,
      COINUT_API_SECRET: apiSecret,
      SIMULATOR_DATA: directory,
      SIMULATOR_CALLBACK_URL: relay.url + callbackPath,
      SIMULATOR_BANK_REPORT_URL: `${relay.url}/bank-reports`,
      BANK_REPORT_SECRET: bankReportSecret,
      SIMULATOR_TIME_SCALE: '0.2',
    };
    let { child, url } = await startProcess(environment);
    const kill = async () => {
      await ended(child, 'SIGKILL');
      ({ child, url } = await startProcess(environment));
    };

    const customerId = await makeCustomer(url, 'ana@example.com');
    await kill();
    await eventually('the customer is approved', () => relay.events().includes('CUSTOMER_APPROVED'));
    await makeFlow(url, customerId);
    await kill();
    for (const event of ['DEPOSIT_RECEIVED', 'TRADE_CREATED']) {
      await eventually(`${event} is told`, () => relay.events().includes(event));
      await kill();
    }
    await eventually('the bank reports', () => relay.bankReports().length > 0);

    const audit = await (await fetch(`${url}/simulator/audit`)).json();
    expect(audit).toMatchObject({
      creates: { customer: 1, 'bank-account': 1, flow: 1, deposit: 1, trade: 1, transfer: 1 },
      duplicates: [],
      transfers: [{ amount: '229.80', currency: 'EUR', status: 'CREDITED' }],
    });
    expect(await ended(child, 'SIGTERM')).toBe(0);
  });
});

// So that a test that fails halfway leaves no process behind.
const children = new Set<SimulatorProcess>();

type SimulatorProcess = ChildProcessByStdio<null, Readable, null>;

async function startProcess(environment: Record<string, string>): Promise<{ child: SimulatorProcess; url: string }> {
  const main = join(__dirname, '../../simulator/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { PATH: process.env.PATH, SIMULATOR_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const url = await eventually('the simulator listens', () => /listening on (\S+)\n/.exec(output)?.[1]);
  return { child, url };
}

/** Ends the process and returns its exit code; null if the signal killed it. */
async function ended(child: SimulatorProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return exit;
}
