import type { Reply } from '../parts/signed-messages';
import { isBrokenOff, isTaken, type Outage, type Sent } from './figures';

/** How often Temporal has each message, as found in its histories afterwards, by number. */
export type Found = ReadonlyMap<number, number>;

/** What was seen of the relay from outside. */
export interface RelaySeen {
  /** The answers of /ready, and when it was asked and answered. */
  readonly readiness: readonly { readonly status: number; readonly askedAt: number; readonly answeredAt: number }[];
  /** Resident memory in MB, by phase the most. */
  readonly memoryMb: Readonly<Record<'before' | 'during' | 'after', number>>;
}

export interface Allowed {
  readonly slowestMs: number;
  readonly mostMemoryMb: number;
  /** The part of all tries whose connection may break off without an answer. */
  readonly brokenOff: number;
  /** How soon the relay must be ready again. */
  readonly readyWithinMs: number;
}

/** A sentence for everything that must not be. */
export function judge(
  sent: readonly Sent[],
  found: Found,
  { outage, relay, allowed }: { readonly outage: Outage; readonly relay: RelaySeen; readonly allowed: Allowed },
): string[] {
  const attempts = sent.flatMap((one) => one.attempts);
  return [
    ...sent.flatMap((one) => fateOf(one, found.get(one.number) ?? 0)),
    ...problem(
      attempts.some(({ status, retryAfter }) => status === 503 && retryAfter === undefined),
      'A 503 came without Retry-After.',
    ),
    ...[...new Set(attempts.filter(isStrange).map(({ status, said }) => `A message was answered ${status}: ${said}`))],
    ...problem(
      attempts.filter(isBrokenOff).length > attempts.length * allowed.brokenOff,
      `${attempts.filter(isBrokenOff).length} of ${attempts.length} tries were broken off.`,
    ),
    ...slowProblems(
      attempts.map(({ tookMs }) => tookMs),
      allowed,
    ),
    ...readinessProblems(relay, outage, allowed),
    ...memoryProblems(relay, allowed),
  ];
}

function fateOf({ number, attempts }: Sent, times: number): string[] {
  const wasTaken = attempts.some(isTaken);
  if (wasTaken && times === 0) return [`Message ${number} was acknowledged, and Temporal does not have it.`];
  return wasTaken ? [] : [`Message ${number} was never taken in ${attempts.length} tries.`];
}

/** Neither taken nor refused in the way that tells a sender to try again, nor broken off, which happens to connections. */
function isStrange(reply: Reply): boolean {
  return reply.status !== 503 && !isTaken(reply) && !isBrokenOff(reply);
}

function readinessProblems({ readiness }: RelaySeen, outage: Outage, allowed: Allowed): string[] {
  const { killedAt, backAt } = outage;
  const before = readiness.filter(({ answeredAt }) => answeredAt < killedAt);
  const away = readiness.filter(({ askedAt, answeredAt }) => askedAt > killedAt && answeredAt < backAt);
  const back = readyAgainAt(readiness, outage);
  const readyAgain = back !== undefined && back - backAt <= allowed.readyWithinMs && readiness.at(-1)?.status === 200;
  return [
    ...problem(
      before.some(({ status }) => status !== 200),
      '/ready was not 200 before Temporal was killed.',
    ),
    ...problem(
      away.length === 0 || away.some(({ status }) => status !== 503),
      '/ready was not 503 while Temporal was away.',
    ),
    ...problem(!readyAgain, `/ready was not 200 again within ${allowed.readyWithinMs / 1000} s.`),
  ];
}

/** When /ready first answered 200 again. */
export function readyAgainAt(readiness: RelaySeen['readiness'], { backAt }: Outage): number | undefined {
  const answers = readiness.filter(({ answeredAt, status }) => answeredAt >= backAt && status === 200);
  return answers.length > 0 ? Math.min(...answers.map(({ answeredAt }) => answeredAt)) : undefined;
}

function slowProblems(tookMs: readonly number[], { slowestMs }: Allowed): string[] {
  const slow = tookMs.filter((ms) => ms > slowestMs);
  const longest = (Math.max(...slow) / 1000).toFixed(1);
  return problem(
    slow.length > 0,
    `${slow.length} answers took more than ${slowestMs / 1000} s, one of them ${longest} s.`,
  );
}

function memoryProblems({ memoryMb: { before, during, after } }: RelaySeen, { mostMemoryMb }: Allowed): string[] {
  const most = Math.max(before, during, after);
  return problem(most > mostMemoryMb, `The relay's memory grew from ${before} MB to ${most} MB.`);
}

function problem(is: boolean, sentence: string): string[] {
  return is ? [sentence] : [];
}
