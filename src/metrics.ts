import { Runtime, type TelemetryOptions } from '@temporalio/worker';
import type { CalendarId } from './banking/calendars';
import type { OrderCounts } from './client/order-counts';
import { stageSeconds } from './signals/metric-names';

/** Where metrics are served, as `/metrics` in Prometheus' format: the SDK's and this project's. Nowhere without a port. */
export function metricsOptions({
  METRICS_HOST: host,
  METRICS_PORT: port,
}: {
  readonly METRICS_HOST: string;
  readonly METRICS_PORT?: number | undefined;
}): { telemetryOptions?: TelemetryOptions } {
  if (port === undefined) return {};
  const bindAddress = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const prometheus = { bindAddress, histogramBucketOverrides: { [stageSeconds]: stageBuckets } };
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
