import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { daysCovered } from '../../src/banking/calendar-coverage';
import { calendars } from '../../src/banking/calendars';
import { calendarIds } from '../../src/banking/country-calendars';
import { eventually } from '../support/eventually';
import { testPayloadKeys } from '../support/payload-keys';
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

describe('the metrics of a worker process', () => {
  let worker: WorkerProcess;
  let metrics: string;

  beforeAll(async () => {
    const port = await freePort();
    worker = await startWorkerProcess({
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_TASK_QUEUE: `metrics-${randomUUID()}`,
      PAYLOAD_KEYS: testPayloadKeys,
      COINUT_BASE_URL: 'http://127.0.0.1:9',
      COINUT_API_KEY: 'test-key',
      COINUT_API_SECRET: 'test-secret',
      METRICS_PORT: String(port),
    });
    // The SDK counts its pollers a moment after they have begun.
    metrics = await eventually('the pollers to be counted', async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return text.includes('temporal_num_pollers{') && text;
    });
  });
  afterAll(() => worker.kill());

  it.each(calendarIds)('say how many days the calendar %s still covers', (id) => {
    const [, days] = new RegExp(`^offramp_calendar_coverage_days\\{[^}]*calendar="${id}"[^}]*\\} (\\d+)$`, 'm').exec(
      metrics,
    ) ?? [undefined, 'none'];
    const today = new Date().toISOString().slice(0, 10);
    // The worker may have looked before midnight.
    expect([0, 1]).toContain(Number(days) - daysCovered(calendars[id], today));
  });

  it('are the SDK’s as well', () => {
    expect(metrics).toMatch(/^temporal_num_pollers\{/m);
  });
});
