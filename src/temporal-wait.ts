import { setTimeout as delay } from 'node:timers/promises';
import { isGrpcServiceError, type Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { TemporalConfig } from './config';

/** What the wait works with. */
export interface TemporalWaitParts {
  readonly logger: Pick<Logger, 'warn'>;
  /** Aborted when the process is told to end meanwhile. */
  readonly signal: AbortSignal;
  /** Milliseconds between two tries; each pause is twice as long as the one before, up to this. */
  readonly longestPauseMs?: number;
}

/** Thrown where Temporal refuses what no waiting changes, such as an API key. */
export class TemporalRefuses extends Error {
  override readonly name = 'TemporalRefuses';
}

const firstPauseMs = 250;
const askForAtMostMs = 10_000;
/** What is wrong is said once, again after this, and whenever it is something else. */
const repeatAfterMs = 60_000;

/**
 * Connects, as often as it takes until Temporal answers and has the namespace: a cluster may start later than what uses
 * it, and who is ended and started again for that waits longer each time. Resolves with nothing once the signal is
 * aborted; throws {@link TemporalRefuses} for credentials that Temporal does not take.
 */
export async function untilTemporalAnswers<T extends { readonly client: Client }>(
  config: Pick<TemporalConfig, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>,
  connect: () => Promise<T>,
  { logger, signal, longestPauseMs = 5_000 }: TemporalWaitParts,
): Promise<T | undefined> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = config;
  let told: { readonly reason: string; readonly atMs: number } | undefined;
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await connected(connect, namespace);
    } catch (error) {
      const reason = reasonToWait(error, { address, namespace });
      const nowMs = performance.now();
      if (told === undefined || told.reason !== reason || nowMs - told.atMs > repeatAfterMs) {
        logger.warn({ address, namespace, reason }, 'waiting for Temporal');
        told = { reason, atMs: nowMs };
      }
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

async function connected<T extends { readonly client: Client }>(connect: () => Promise<T>, namespace: string) {
  const reached = await connect();
  const { client } = reached;
  try {
    await client.withDeadline(Date.now() + askForAtMostMs, () =>
      client.workflowService.describeNamespace({ namespace }),
    );
    return reached;
  } catch (error) {
    await client.connection.close();
    throw error;
  }
}

const code = { invalidArgument: 3, notFound: 5, permissionDenied: 7, unauthenticated: 16 } as const;
const refusals: readonly number[] = [code.invalidArgument, code.permissionDenied, code.unauthenticated];

/** Why it is worth trying again, in words; throws what is not. */
function reasonToWait(error: unknown, place: { readonly address: string; readonly namespace: string }): string {
  if (!(error instanceof Error)) throw error;
  const answer = grpcAnswer(error);
  if (answer !== undefined) {
    if (answer.code === code.notFound) return `there is no namespace ${place.namespace}`;
    if (!refusals.includes(answer.code)) return answer.details;
    throw new TemporalRefuses(
      `Temporal at ${place.address} refuses this process in the namespace ${place.namespace}: ${answer.details}. ` +
        'Check TEMPORAL_NAMESPACE, TEMPORAL_API_KEY and TEMPORAL_TLS_*.',
      { cause: error },
    );
  }
  // The native connection's own kind, and the words of the other one.
  if (error.name === 'TransportError' || error.message.startsWith('Failed to connect before')) return error.message;
  throw error;
}

function grpcAnswer(error: Error): { readonly code: number; readonly details: string } | undefined {
  const said = [error, error.cause].find(isGrpcServiceError);
  return said === undefined ? undefined : { code: Number(said.code), details: said.details };
}
