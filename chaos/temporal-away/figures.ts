import type { Reply } from '../parts/signed-messages';

/** Moments of a run, in milliseconds since its beginning. */
export interface Outage {
  /** When the killed server was gone. */
  readonly killedAt: number;
  /** When the server answered again. */
  readonly backAt: number;
}

/** One try of a sender. */
export interface Attempt extends Reply {
  readonly answeredAt: number;
}

/** One message with everything that was answered to it, the last of which is 2xx if it was ever taken. */
export interface Sent {
  readonly number: number;
  readonly attempts: readonly Attempt[];
}

export type Phase = 'before' | 'during' | 'after';

export function phaseOf({ killedAt, backAt }: Outage, at: number): Phase {
  if (at < killedAt) return 'before';
  return at < backAt ? 'during' : 'after';
}

export interface Figures {
  readonly sent: number;
  readonly attempts: number;
  readonly acknowledged: Readonly<Record<Phase, number>>;
  readonly refused: number;
  readonly brokenOff: number;
  readonly slowestMs: number;
  /** From the moment at which Temporal answered again to the first message that was taken. */
  readonly firstTakenAfterMs: number | undefined;
  /** To the last of those that were sent before it was back. */
  readonly allTakenAfterMs: number | undefined;
}

export function isTaken({ status }: Pick<Reply, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** The connection ended without an answer. One that is waited for in vain is another matter. */
export function isBrokenOff({ status, said }: Pick<Reply, 'status' | 'said'>): boolean {
  return status === 0 && !said.startsWith('TimeoutError');
}

export function figuresOf(sent: readonly Sent[], outage: Outage): Figures {
  const attempts = sent.flatMap((one) => one.attempts);
  const taken = attempts.filter(isTaken);
  const inPhase = (phase: Phase) => taken.filter(({ answeredAt }) => phaseOf(outage, answeredAt) === phase);
  const after = inPhase('after').map(({ answeredAt }) => answeredAt - outage.backAt);
  const refusedBefore = sent.filter(({ attempts: [first] }) => first !== undefined && !isTaken(first));
  const late = refusedBefore.flatMap((one) => one.attempts.filter(isTaken)).map(({ answeredAt }) => answeredAt);
  return {
    sent: sent.length,
    attempts: attempts.length,
    acknowledged: {
      before: inPhase('before').length,
      during: inPhase('during').length,
      after: inPhase('after').length,
    },
    refused: attempts.filter(({ status }) => status === 503).length,
    brokenOff: attempts.filter(isBrokenOff).length,
    slowestMs: Math.max(0, ...attempts.map(({ tookMs }) => tookMs)),
    firstTakenAfterMs: after.length > 0 ? Math.min(...after) : undefined,
    allTakenAfterMs: late.length > 0 ? Math.max(...late) - outage.backAt : undefined,
  };
}
