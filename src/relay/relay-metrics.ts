import { Counter, Histogram, type Registry } from 'prom-client';
import type { Delivery } from '../client/deliver';
import type { WebhookTrust } from '../coinut/webhooks';

/**
 * What became of an event: whose it was; that it is `kept` until somebody's, has made the sweep look (`swept`), or is
 * `noted` as a hint or `of-no-concern`.
 */
export type Received = Exclude<Delivery['to'], 'nobody'> | 'kept' | 'swept' | 'noted' | 'of-no-concern';

/** What a relay counts, as Prometheus reads it. No label is made of what a sender wrote. */
export interface RelayMetrics {
  readonly registry: Registry;
  answered(endpoint: string, status: number, tookMs: number): void;
  webhookReceived(event: string, trust: WebhookTrust, received: Received): void;
  bankReportReceived(outcome: string, received: 'orders' | 'kept'): void;
  /** An event's order was known, or had to be searched for. */
  ownerKnown(isKnown: boolean): void;
  visibilityQueried(): void;
}

export function createRelayMetrics(registry: Registry): RelayMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'offramp_relay_requests_total',
    help: 'Requests, by endpoint and status of the answer.',
    labelNames: ['endpoint', 'status'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'offramp_relay_request_seconds',
    help: 'How long answers took.',
    labelNames: ['endpoint'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const webhooks = new Counter({
    name: 'offramp_relay_webhooks_total',
    help: 'Webhooks of the provider that were believed or taken as hints, by event and by what became of them.',
    labelNames: ['event', 'trust', 'received'] as const,
    registers,
  });
  const reports = new Counter({
    name: 'offramp_relay_bank_reports_total',
    help: 'Reports of the bank feed, by outcome of the transfer and by what became of them.',
    labelNames: ['outcome', 'received'] as const,
    registers,
  });
  const owners = new Counter({
    name: 'offramp_relay_owner_lookups_total',
    help: 'Events whose order was known, and those for which Temporal was searched.',
    labelNames: ['known'] as const,
    registers,
  });
  const queries = new Counter({
    name: 'offramp_relay_visibility_queries_total',
    help: 'Searches of the index of Temporal, each for one or more events.',
    registers,
  });
  return {
    registry,
    answered: (endpoint, status, tookMs) => {
      requests.inc({ endpoint, status: String(status) });
      seconds.observe({ endpoint }, tookMs / 1_000);
    },
    webhookReceived: (event, trust, received) => webhooks.inc({ event, trust, received }),
    bankReportReceived: (outcome, received) => reports.inc({ outcome, received }),
    ownerKnown: (isKnown) => owners.inc({ known: isKnown ? 'yes' : 'no' }),
    visibilityQueried: () => queries.inc(),
  };
}
