import { once } from 'node:events';
import { createServer } from 'node:net';
import { Runtime, type TelemetryOptions } from '@temporalio/worker';
import type { CalendarId } from './banking/calendars';
import type { OrderCounts } from './client/order-counts';
import { stageSeconds } from './signals/metric-names';

/** A place of this machine alone, free at this moment, at which the SDK can serve its metrics. */
export async function exporterUrl(): Promise<URL> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listening server has no port.');
  return new URL(`http://127.0.0.1:${address.port}/metrics`);
}

/**
 * Has the SDK serve metrics, its own and this project's, in Prometheus' format. Its exporter knows no other path, so the
 * process passes them on beside its health (`worker-http.ts`).
 */
export function metricsOptions(url: URL | undefined): { telemetryOptions?: TelemetryOptions } {
  if (url === undefined) return {};
  const prometheus = { bindAddress: url.host, histogramBucketOverrides: { [stageSeconds]: stageBuckets } };
  return { telemetryOptions: { metrics: { prometheus } } };
}

/** A second to four weeks, in seconds. */
const stageBuckets = [1, 10, 60, 600, 3_600, 21_600, 86_400, 259_200, 604_800, 1_209_600, 2_419_200];

/** The number of days that each bank calendar still covers. To be made after the runtime is installed. */
export function calendarCoverageGauge(): (calendar: CalendarId, days: number) => void {
  const gauge = Runtime.instance().metricMeter.createGauge(
    'offramp_calendar_coverage_days',
    'int',
    'd',
    'Days that the table of a bank calendar still covers.',
  );
  return (calendar, days) => gauge.set(days, { calendar });
}

/** How many orders are under way. Every worker tells the same of the fleet: take the largest. */
export function orderGauges(): (counts: OrderCounts) => void {
  const gauge = (name: string, description: string) =>
    Runtime.instance().metricMeter.createGauge(name, 'int', '1', description);
  const byStage = gauge('offramp_orders', 'Orders under way, by stage.');
  const byAttention = gauge('offramp_orders_needing_attention', 'Orders that need a person, by reason.');
  const unmatched = gauge('offramp_unmatched_webhooks_open', 'Events that wait for an order.');
  return (counts) => {
    for (const [stage, count] of Object.entries(counts.byStage)) byStage.set(count, { stage });
    for (const [reason, count] of Object.entries(counts.byAttention)) byAttention.set(count, { reason });
    unmatched.set(counts.unmatched);
  };
}
