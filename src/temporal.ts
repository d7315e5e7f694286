import { readFileSync } from 'node:fs';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { TemporalConfig } from './config';
import { createDataConverter } from './encryption/data-converter';

/** How every process of ours reaches Temporal, and how it reads and writes payloads there. */
export function connectionOptions(config: TemporalConfig) {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey } = config;
  const tls = tlsOptions(config);
  return { address, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === undefined ? {} : { tls }) };
}

export function dataConverterOf(config: TemporalConfig): DataConverter {
  return createDataConverter({ keyRing: config.PAYLOAD_KEYS, namespace: config.TEMPORAL_NAMESPACE });
}

/** gRPC's own pauses between its tries to reach a server grow to two minutes: so long a relay would go on refusing. */
const longestReconnectPauseMs = 5_000;

/**
 * A call that is given up at its deadline is still in the client's pause before its next try, which therefore must be
 * short; and with it the time that a process needs to close.
 */
function retriedSoon(): ReturnType<typeof makeGrpcRetryInterceptor> {
  const usual = defaultGrpcRetryOptions({ maxAttempts: 20 });
  const delayFunction: typeof usual.delayFunction = (...tried) =>
    Math.min(longestPauseMs, usual.delayFunction(...tried));
  return makeGrpcRetryInterceptor({ ...usual, delayFunction });
}

const longestPauseMs = 1_000;

/** A client over its own connection; close the connection when done. One that cannot be made leaves nothing behind. */
export async function connectClient(
  config: TemporalConfig,
  limits: { readonly connectTimeout?: number } = {},
): Promise<Client> {
  const connection = Connection.lazy({
    ...connectionOptions(config),
    ...limits,
    interceptors: [retriedSoon()],
    channelArgs: { 'grpc.max_reconnect_backoff_ms': longestReconnectPauseMs },
  });
  try {
    await connection.ensureConnected();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return new Client({ connection, namespace: config.TEMPORAL_NAMESPACE, dataConverter: dataConverterOf(config) });
}

function tlsOptions(config: TemporalConfig) {
  const { TEMPORAL_TLS_CA: ca, TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key } = config;
  const { TEMPORAL_TLS_SERVER_NAME: serverName, TEMPORAL_TLS: enabled } = config;
  // Unset, the SDK turns TLS on where there is an API key.
  const isAsked = [ca, cert, serverName].some((given) => given !== undefined);
  if (enabled === false || (!isAsked && enabled === undefined)) return enabled;
  return {
    ...(ca === undefined ? {} : { serverRootCACertificate: readFileSync(ca) }),
    ...(cert === undefined || key === undefined
      ? {}
      : { clientCertPair: { crt: readFileSync(cert), key: readFileSync(key) } }),
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
  };
}
