import { once } from 'node:events';
import type { Client } from '@temporalio/client';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { checkKeys, PayloadKeysDiffer } from '../client/key-check';
import { loadRelayConfig, type RelayConfig } from '../config';
import { createWalletKeys } from '../encryption/secret-keys';
import { createLogger, exitOnFailure } from '../logging';
import { connectClient } from '../temporal';
import { untilTemporalAnswers } from '../temporal-wait';
import { createRelay } from './server';

/** The relay process: listens until it is told to stop, and then finishes what it has accepted. */
async function main(): Promise<void> {
  const config = loadRelayConfig();
  const logger = createLogger('relay', config.LOG_LEVEL);
  const toldToEnd = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => toldToEnd.abort());
  const connect = async () => ({ client: await connectClient(config) });
  const reached = await untilTemporalAnswers(config, connect, { logger, signal: toldToEnd.signal });
  if (reached === undefined) return;
  const { client } = reached;
  await requireSameKeys(client, config);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const previous = config.COINUT_API_SECRET_PREVIOUS;
  const relay = createRelay({
    client,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    logger,
    callbackUrl: config.RELAY_PUBLIC_URL,
    secrets: {
      apiKey: config.COINUT_API_KEY,
      apiSecrets: [config.COINUT_API_SECRET, ...(previous === undefined ? [] : [previous])],
    },
    signatures: config.WEBHOOK_SIGNATURES,
    toleranceMs: config.WEBHOOK_TOLERANCE,
    bankReportSecret: config.BANK_REPORT_SECRET,
    walletKeys: createWalletKeys(config.PAYLOAD_KEYS, config.COINUT_API_SECRET),
    payloadKeys: config.PAYLOAD_KEYS,
    queriesPerSecond: config.VISIBILITY_QUERIES_PER_SECOND,
    registry,
  });
  const address = await relay.listen({ host: config.RELAY_HOST, port: config.RELAY_PORT });
  logger.info({ address }, 'relay listening');
  await untilAborted(toldToEnd.signal);
  await relay.close();
  await client.connection.close();
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** What this relay wrote with other keys, no worker could read. Before the first worker there is nothing to compare. */
async function requireSameKeys(client: Client, { TEMPORAL_TASK_QUEUE, PAYLOAD_KEYS }: RelayConfig): Promise<void> {
  const agreement = await checkKeys(client, TEMPORAL_TASK_QUEUE, PAYLOAD_KEYS);
  if (agreement.keys === 'differ') throw new PayloadKeysDiffer(agreement.problem);
}

void main().catch(exitOnFailure);
