import type { IncomingHttpHeaders } from 'node:http';
import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { WebhookSecrets } from '../coinut/webhooks';
import type { KeyRing } from '../encryption/key-ring';
import type { HttpLimits } from './http-limits';
import type { OrderDirectory } from './order-directory';
import type { OrderSignals, SignalLimits } from './order-signals';
import type { RelayMetrics } from './relay-metrics';
import type { SourceLimit, SourceLimits, Unproven } from './source-limit';
import type { WalletKeys } from './wallet-search';

export interface RelaySettings {
  readonly client: Client;
  /** Where the workflows run that look after what no order is known by. */
  readonly taskQueue: string;
  readonly callbackUrl: URL;
  readonly secrets: WebhookSecrets;
  readonly signatures: 'required' | 'optional';
  readonly toleranceMs: number;
  readonly bankReportSecret: string | undefined;
  readonly walletKeys: WalletKeys;
  /** What this relay encrypts with; it is not ready while workers cannot read that. */
  readonly payloadKeys: KeyRing | 'none';
  readonly logger: Logger;
  /** How often Temporal's index is searched at most; 9 unless told, since stock servers allow 10. */
  readonly queriesPerSecond?: number;
  /** Where metrics are kept; one of the relay's own unless told. */
  readonly registry?: Registry;
  /** How long Temporal may take over one message. */
  readonly deliveryTimeoutMs?: number;
  readonly http?: Partial<HttpLimits>;
  readonly signals?: SignalLimits;
  readonly sources?: SourceLimits;
}

/** What the receivers of one relay share. */
export interface Relay {
  readonly settings: RelaySettings;
  readonly directory: OrderDirectory;
  readonly orders: OrderSignals;
  readonly sources: SourceLimit;
  readonly metrics: RelayMetrics;
}

export interface RelayRequest {
  readonly body: Uint8Array;
  readonly headers: IncomingHttpHeaders;
  /** The address that it came from; behind a proxy, the proxy's. */
  readonly source: string;
}

/** What a request came to: a status, and a sentence for whoever sent it. */
export interface RelayAnswer {
  readonly status: 200 | 202 | 400 | 401 | 404 | 429 | 503;
  readonly message: string;
}

/** The answer to one hint too many. A refusal is never held back by a limit: it costs one signature. */
export function tooManyHints(relay: Relay, source: string): RelayAnswer | undefined {
  const message = 'Too many requests without a right signature.';
  return isWithinLimit(relay, source, 'hint') ? undefined : { status: 429, message };
}

/** Whether the log should have a line of its own for one more refused request of this source. */
export function isWorthALine(relay: Relay, source: string): boolean {
  return isWithinLimit(relay, source, 'refused');
}

/** Where a source comes to its limit, the log tells of it once a minute. */
function isWithinLimit({ sources, settings }: Relay, source: string, what: Unproven): boolean {
  const frequency = sources.count(source, what);
  if (frequency === 'just-over') settings.logger.warn({ source, what }, 'too many requests without a right signature');
  return frequency === 'within';
}
