import { Runtime, type TelemetryOptions } from '@temporalio/worker';
import type { CalendarId } from './banking/calendars';

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
  return { telemetryOptions: { metrics: { prometheus: { bindAddress } } } };
}

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
