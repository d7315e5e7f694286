import { metricMeter } from '@temporalio/workflow';
import { stageSeconds } from '../signals/metric-names';
import type { AttentionReason } from '../signals/attention-reasons';
import { signalNames } from '../signals/provider-events';
import type { OfframpOutcome, OfframpStage } from '../signals/stages';

// What orders count of themselves, not once more when they are replayed (docs/metrics.md). No label may name an order.

const events: readonly string[] = [...Object.values(signalNames), 'bankTransferReported'];

export function countStage(stage: OfframpStage, currency: string): void {
  const counter = metricMeter.createCounter('offramp_stages_entered_total', '1', 'Orders that have entered a stage.');
  counter.add(1, { stage, currency });
}

export function recordTimeInStage(stage: OfframpStage, tookMs: number): void {
  const description = 'How long orders were in a stage that they have left.';
  const histogram = metricMeter.createHistogram(stageSeconds, 'float', 's', description);
  histogram.record(Math.max(0, tookMs) / 1_000, { stage });
}

export function countAttention(reason: AttentionReason): void {
  metricMeter
    .createCounter('offramp_attention_total', '1', 'Times that an order came to need a person.')
    .add(1, { reason });
}

export function countOverdue(stage: OfframpStage): void {
  const description = 'Waits in which something expected was not heard, nor known to the provider.';
  metricMeter.createCounter('offramp_overdue_total', '1', description).add(1, { stage });
}

export function countEnd(outcome: OfframpOutcome, currency: string): void {
  metricMeter
    .createCounter('offramp_ended_total', '1', 'Orders that have come to an outcome.')
    .add(1, { outcome, currency });
}

export function countResend(currency: string): void {
  const description = 'Payments that orders have begun to send after a bank transfer failed.';
  metricMeter.createCounter('offramp_resends_total', '1', description).add(1, { currency });
}

export function countUnmatched(event: string): void {
  const description = 'Events that were kept since no order was known by them.';
  // Whoever can start workflows could invent names without end.
  const name = events.includes(event) ? event : 'other';
  metricMeter.createCounter('offramp_unmatched_webhooks_total', '1', description).add(1, { event: name });
}
