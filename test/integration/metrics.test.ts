import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { daysCovered } from '../../src/banking/calendar-coverage';
import { calendars } from '../../src/banking/calendars';
import { calendarIds } from '../../src/banking/country-calendars';
import { createDataConverter } from '../../src/encryption/data-converter';
import { keyRingOf, newKey } from '../encryption/key-rings';
import { sendWebhook } from '../relay/support/senders';
import { bankTransfersOf, passingFailure } from '../support/bank-transfers';
import { eventually } from '../support/eventually';
import { reached, required, startUntil } from '../support/journeys';
import { metricNamesIn } from '../support/metric-names';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { temporalAddress } from '../support/shared-resources';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process';

/** A port that was free a moment ago: the SDK's exporter does not tell which one it took. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the metrics of a worker process and a relay', () => {
  let system: OfframpSystem;
  let worker: WorkerProcess;
  let backend: Server;
  let port: number;

  beforeAll(async () => {
    backend = createHttpServer((_request, response) => void response.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => backend.once('listening', resolve));
    port = await freePort();
    system = await startOfframpSystem({
      environment: {
        NOTIFY_URL: `http://127.0.0.1:${(backend.address() as AddressInfo).port}`,
        NOTIFY_SECRET: `whsec_${Buffer.alloc(24, 3).toString('base64')}`,
        NOTIFY_ALLOW_PRIVATE: 'true',
        METRICS_PORT: String(port),
        SWEEP_INTERVAL: '10 seconds',
      },
    });
    await system.stopWorkers();
    worker = await startWorkerProcess({ TEMPORAL_ADDRESS: temporalAddress(), ...system.workerEnvironment });
  });
  afterAll(async () => {
    await worker.kill();
    await system.stop();
    backend.close();
  });

  const scrape = async (url: string) => (await fetch(`${url}/metrics`)).text();
  const ofWorker = () => scrape(`http://127.0.0.1:${port}`);
  const ofBoth = async () => `${await ofWorker()}\n${await scrape(system.relayUrl)}`;

  it.each(calendarIds)('say how many days the calendar %s still covers', async (id) => {
    const line = new RegExp(`^offramp_calendar_coverage_days\\{[^}]*calendar="${id}"[^}]*\\} (\\d+)$`, 'm');
    const [, days] = line.exec(await ofWorker()) ?? [];
    const today = new Date().toISOString().slice(0, 10);
    // The worker may have looked before midnight.
    expect([0, 1]).toContain(Number(days) - daysCovered(calendars[id], today));
  });

  it('are all that the page, the dashboard and the alert rules name', async () => {
    await Promise.all([
      failingTransfer(),
      overdueDeposit(),
      refusedCustomer(),
      heldDeposit(),
      unknownEvent(),
      unreadableOrder(),
    ]);
    const root = join(__dirname, '..', '..');
    const files = ['docs/metrics.md', 'deploy/grafana/offramps.json', 'deploy/prometheus/alerts.yml'];
    const named = metricNamesIn(files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n'));
    expect(named.length).toBeGreaterThan(20);
    await eventually('every metric to be exported', async () => {
      const exported = new Set(metricNamesIn(await ofBoth()));
      expect(named.filter((name) => !exported.has(name))).toEqual([]);
      return true;
    });
  });

  it('count orders by what became of them', async () => {
    const text = await ofWorker();
    const has = (name: string, ...labels: string[]) =>
      text.split('\n').some((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)));
    expect(has('offramp_ended_total', 'outcome="rejected"', 'currency="EUR"')).toBe(true);
    expect(has('offramp_attention_total', 'reason="deposit-held"')).toBe(true);
    expect(has('offramp_overdue_total', 'stage="awaiting-deposit"')).toBe(true);
    expect(has('offramp_resends_total', 'currency="EUR"')).toBe(true);
    expect(has('offramp_stage_seconds_bucket', 'stage="awaiting-deposit"', 'le="604800"')).toBe(true);
    expect(has('offramp_notifications_total', 'type="offramp.ended"')).toBe(true);
    expect(text).not.toMatch(/order-[0-9a-f]{8}/);
  });

  async function failingTransfer(): Promise<void> {
    const order = newOrder();
    await startUntil(system, order, 'awaiting-bank-transfer');
    const bank = bankTransfersOf(system, order);
    await system.simulator.play.failTransfer(await bank.tradeId(), passingFailure);
    await bank.untilSent(2);
  }

  async function overdueDeposit(): Promise<void> {
    const { workflowId } = await startUntil(system, newOrder(), 'awaiting-deposit');
    await fastForward(system.environment.connection, workflowId, '25 hours');
  }

  async function refusedCustomer(): Promise<void> {
    const order = newOrder();
    const { ids } = await startUntil(system, order, 'awaiting-customer-approval');
    await system.simulator.play.rejectCustomer(required(ids.customerId), 'Unreadable document.');
    await system.offramps.result(order.reference);
  }

  async function heldDeposit(): Promise<void> {
    const order = newOrder();
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    const address = required(depositAddress?.address);
    const deposit = await system.simulator.play.receiveDeposit({ address, amount: '250.00' });
    await reached(system, order.reference, 'confirming-deposit');
    await system.simulator.play.holdDeposit(deposit.id);
    await system.offramps.retryNow(order.reference, { operator: 'Kim', reason: 'To see how it stands.' });
    await eventually(
      'the order to need somebody',
      async () => (await system.offramps.status(order.reference)).needsAttention,
    );
  }

  async function unknownEvent(): Promise<void> {
    await sendWebhook(system.relayUrl, { event: 'CUSTOMER_APPROVED', data: { customerId: `nobody-${randomUUID()}` } });
  }

  /** Its worker lacks the key, so that each of its workflow tasks fails. */
  async function unreadableOrder(): Promise<void> {
    const dataConverter = createDataConverter({ keyRing: keyRingOf(newKey), namespace: 'default' });
    const stranger = new Client({ connection: system.environment.connection, dataConverter });
    const workflowId = `offramp-unreadable-${randomUUID()}`;
    const handle = await stranger.workflow.start('offramp', { workflowId, taskQueue: system.taskQueue, args: [{}] });
    await eventually('a task to fail', async () => {
      const { events } = await handle.fetchHistory();
      return events?.some(({ workflowTaskFailedEventAttributes: failed }) => failed);
    });
    await handle.terminate('For this test.');
  }
});
