import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCommandLine } from '../../src/cli/program';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { playStep, reached, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { temporalAddress } from '../support/shared-resources';
import { offramp } from './support/command-line';

const operator = ['--operator', 'Kim', '--reason', 'The customer asked for it.'];

describe('following orders', () => {
  let system: OfframpSystem;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    system = await startOfframpSystem();
    environment = {
      ...system.workerEnvironment,
      TEMPORAL_ADDRESS: temporalAddress(),
      RELAY_PORT: new URL(system.relayUrl).port,
    };
  });
  afterAll(() => system.stop());

  /** A command under way: what it has printed so far, and a way to interrupt it. */
  function begin(words: string[], overrides: Readonly<Record<string, string>> = {}) {
    const interruption = new AbortController();
    const begun = { out: '', err: '', interrupt: () => interruption.abort() };
    const exitCode = runCommandLine(words, {
      out: (text) => void (begun.out += text),
      err: (text) => void (begun.err += text),
      readInput: () => Promise.resolve(''),
      now: () => new Date(),
      isScreen: false,
      interruption: () => interruption.signal,
      environment: { ...environment, ...overrides },
    });
    return Object.assign(begun, { exitCode });
  }

  it('watches one order, a line per change, until it ends', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-deposit');
    const watching = begin(['watch', order.reference]);
    await eventually('the address to be shown', () => watching.out.includes('deposit address 0x'));
    await system.offramps.cancelOfframp(order.reference, { operator: 'Kim', reason: 'The customer changed her mind.' });
    expect(await watching.exitCode).toBe(0);
    expect(watching.out).toMatch(/awaiting deposit \(.*\)\n/);
    expect(watching.out.trimEnd().split('\n').at(-1)).toMatch(/UTC {2}cancelled \(cancelled by operator\)$/);
  });

  it('prints nothing but the last status for programs', async () => {
    const order = newOrder();
    const { workflowId } = await startUntil(system, order, 'awaiting-bank-transfer');
    const watching = begin(['watch', order.reference, '--json']);
    await playStep(system, order.reference, 'awaiting-bank-transfer');
    await reached(system, order.reference, 'watching-for-return');
    await fastForward(system.environment.connection, workflowId, '30 days');
    expect(await watching.exitCode).toBe(0);
    expect(JSON.parse(watching.out)).toMatchObject({ reference: order.reference, outcome: 'settled' });
  });

  it('stops watching for a return once the outcome is known, if asked to', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const watching = begin(['watch', order.reference, '--until-outcome']);
    await playStep(system, order.reference, 'awaiting-bank-transfer');
    expect(await watching.exitCode).toBe(0);
    expect(watching.out).toContain('settled (money arrived), on the evidence of: bank report');
  });

  it('keeps the list in view until it is interrupted', async () => {
    const order = newOrder({ currency: 'CAD' });
    const watching = begin(['watch', '--currency', 'CAD']);
    await startUntil(system, order, 'awaiting-deposit');
    await eventually('the order to be listed', () => watching.out.includes(order.reference));
    watching.interrupt();
    expect(await watching.exitCode).toBe(0);
  });

  it('lists by stage, currency and running', async () => {
    const order = newOrder({ currency: 'AUD' });
    await startUntil(system, order, 'awaiting-deposit');
    const list = async (...flags: string[]): Promise<string[]> => {
      const listing = begin(['list', '--currency', 'AUD', '--json', ...flags]);
      expect(await listing.exitCode).toBe(0);
      return (JSON.parse(listing.out) as { reference: string }[]).map(({ reference }) => reference);
    };
    await eventually('the stage to be searchable', async () =>
      (await list('--stage', 'awaiting-deposit', '--running')).includes(order.reference),
    );
    expect(await list('--stage', 'awaiting-trade')).not.toContain(order.reference);
    expect(await list('--needs-attention')).not.toContain(order.reference);
    expect(await list('--limit', '1')).toHaveLength(1);
  });

  it("refuses a command with the order's own sentence", async () => {
    const order = newOrder();
    await startUntil(system, order, 'confirming-deposit');
    const refused = begin(['cancel-offramp', order.reference, ...operator]);
    expect(await refused.exitCode).toBe(1);
    expect(refused).toMatchObject({ out: '', err: 'A deposit is known, so the order can no longer be cancelled.\n' });
  });

  it('says within its time limit that an address is not there yet', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-customer-approval');
    const asked = begin(['await-deposit-address', order.reference, '--timeout', '500ms', '--json']);
    expect(await asked.exitCode).toBe(1);
    expect(asked.out).toBe('');
    expect(asked.err).toContain(`The deposit address of ${order.reference} is not there yet.`);
  });

  it('runs as a process of its own, without the native code of the worker', async () => {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-customer-approval');
    const folder = await mkdtemp(join(tmpdir(), 'offramp-cli-'));
    const probe = join(folder, 'probe.js');
    await writeFile(
      probe,
      "process.on('exit', () => { if (Object.keys(require.cache).some((file) => file.includes('core-bridge'))) process.exitCode = 77; });",
    );
    const bin = join(__dirname, '..', '..', 'bin', 'offramp.js');
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--require', probe, bin, 'status', order.reference, '--json'],
        { env: { ...process.env, ...environment } },
      );
      expect(JSON.parse(stdout)).toMatchObject({ reference: order.reference, stage: 'awaiting-customer-approval' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe('doctor', () => {
    const check = async (overrides: Readonly<Record<string, string>>) => {
      const asked = begin(['doctor', '--json'], overrides);
      const exitCode = await asked.exitCode;
      const { findings } = JSON.parse(asked.out) as { findings: { check: string; ok: boolean; message: string }[] };
      return { exitCode, bad: findings.filter(({ ok }) => !ok), checks: findings.map((finding) => finding.check) };
    };

    it('looks at the relay and the clock as well', async () => {
      const { exitCode, checks } = await check({});
      expect(exitCode).toBe(0);
      expect(checks).toEqual(expect.arrayContaining(['provider', 'clock', 'relay']));
    });

    it.each([
      ['relay', { RELAY_PORT: '9' }, 'http://127.0.0.1:9/ready does not answer. Start it (npm run relay)'],
      ['provider', { COINUT_API_SECRET: 'wrong' }, 'The provider refused our credentials'],
      ['worker', { TEMPORAL_TASK_QUEUE: 'nobody-polls-this' }, 'No worker polls the task queue nobody-polls-this'],
    ])('says what is wrong with the %s', async (name, overrides, message) => {
      const { exitCode, bad } = await check(overrides);
      expect(exitCode).toBe(1);
      expect(bad.find((finding) => finding.check === name)?.message).toContain(message);
    });
  });
});

describe('without a worker', () => {
  it('starts an order all the same, and says that it is safe', async () => {
    const system = await startOfframpSystem();
    await system.stopWorkers();
    const order = newOrder();
    const environment = { ...system.workerEnvironment, TEMPORAL_ADDRESS: temporalAddress() };
    try {
      const started = await offramp(['start', '-'], { environment, input: JSON.stringify(order) });
      expect(started).toMatchObject({ exitCode: 0, err: '' });
      expect(started.out).toContain('No worker has taken it up yet. It is safe; start one with: npm run worker');
    } finally {
      await system.stop();
    }
  });
});
