import type { AttentionReason } from '../signals/attention-reasons';
import { durationMs } from '../signals/durations';
import type { Ending, Progress } from './expectations';
import type { Fact } from './facts';
import type { Trouble } from './failure-reasons';
import { words } from './markdown';
import type { UpcomingAct } from './order-state';

/** Why an order needs a person, and what happened in the words of whoever knows. */
export interface NeededAttention {
  readonly reason: AttentionReason;
  readonly detail?: string | undefined;
}

/** How long a wait may take and what follows from silence. */
export interface WaitPlan<T> {
  /** What is awaited and from whom, for the operator: "the customer's approval by the provider". */
  readonly awaited: string;
  /** When the order first asks the provider by itself; none where the provider has nothing to say. */
  readonly expectedAt?: number;
  /** None where only a person can move the order on. */
  readonly deadlineAt?: number;
  /** What silence past the deadline means. */
  readonly then: { readonly end: Ending } | { readonly attention: AttentionReason } | { readonly value: T };
  /** Whoever wishes the order to end here has the provider asked first: what it finds may outweigh the wish. */
  readonly askBeforeEnding?: boolean;
  /** Why a person should look meanwhile, although the order goes on by itself when its time comes. */
  readonly meanwhile?: NeededAttention;
  /** What follows at once when an operator says to try again. */
  readonly onRetry?: { readonly value: T };
  /** What the timer is for, in words; shown in Temporal UI. */
  readonly alarm?: string;
  /** Asks the provider how things stand. */
  readonly lookUp?: () => Promise<Fact[]>;
  /** The look-up may take long, and is called off once the wait is over. */
  readonly callOff?: boolean;
  /** The event may have come before the order could be found by its id, so ask at once as well. */
  readonly askAtOnce?: boolean;
}

/**
 * How soon an order that stands still asks by itself whether things have moved on, or tries again what may pass: less
 * and less often, so that one that waits for a year does not fill its history.
 */
const askAgainMs = { first: durationMs('6 hours'), longest: durationMs('7 days') } as const;
export const retryMs = { first: durationMs('30 minutes'), longest: durationMs('1 day') } as const;
/** Hints may come from anybody. */
const hintMs = { first: durationMs('5 seconds'), longest: durationMs('1 hour') } as const;

/** A time that doubles each time, up to its longest. */
export function doubling(
  { first, longest }: { readonly first: number; readonly longest: number },
  times: number,
): number {
  return Math.min(longest, first * 2 ** Math.min(times, 20));
}

/** When one wait asks the provider: where events contradict, at its expected time, at its deadline, and now and then. */
export class Asking<T> {
  trouble: Trouble | undefined;
  /** Until when silence means nothing yet; an operator may put it off. */
  deadlineAt: number;
  private running = false;
  private ended = false;
  private beganAt = 0;
  /** When the newest look-up that succeeded was begun. */
  private askedAt: number | undefined;
  /** When the newest look-up that came to an end, whichever, was begun. */
  private triedAt: number | undefined;
  private nextAt: number | undefined;
  private askedAtArrival: number | undefined;
  private timesAskedAgain = 0;
  private timesFailed = 0;
  private hints = 0;

  constructor(
    private readonly plan: WaitPlan<T>,
    arrivals: number,
    now: number,
  ) {
    this.deadlineAt = plan.deadlineAt ?? Infinity;
    this.nextAt = plan.askAtOnce === true ? now : (plan.expectedAt ?? this.deadlineAt);
    this.askedAtArrival = plan.askAtOnce === true ? arrivals : undefined;
  }

  /** Whether to ask now: because somebody said so, because facts contradict each other, or because it is time. */
  isDue(now: number, progress: Progress<T>, arrivals: number, told: boolean): boolean {
    if (this.running || this.plan.lookUp === undefined) return false;
    const inDoubt = progress !== undefined && 'ask' in progress && this.askedAtArrival !== arrivals;
    return told || inDoubt || (this.nextAt !== undefined && now >= this.nextAt);
  }

  /** Something was heard that cannot be trusted: asks soon, but ever less soon, since anybody may say such things. */
  hint(now: number): void {
    const soonest = this.hints === 0 ? now : this.beganAt + doubling(hintMs, this.hints);
    this.hints += 1;
    this.nextAt = Math.min(this.nextAt ?? Infinity, Math.max(now, soonest));
  }

  begin(now: number, arrivals: number): () => Promise<Fact[]> {
    this.running = true;
    this.beganAt = now;
    this.askedAtArrival = arrivals;
    const ahead = [this.plan.expectedAt, this.deadlineAt].filter(
      (at) => at !== undefined && at > now && at !== Infinity,
    );
    if (ahead.length > 0) this.nextAt = Math.min(...ahead.map(Number));
    else {
      this.nextAt = now + doubling(askAgainMs, this.timesAskedAgain);
      this.timesAskedAgain += 1;
    }
    return this.plan.lookUp ?? (() => Promise.resolve([]));
  }

  /** The wait is over. */
  end(): void {
    this.ended = true;
  }

  /** Whether nobody waits for a look-up any more that is still going on. */
  get isCalledOff(): boolean {
    return this.ended && this.plan.callOff === true;
  }

  done(): void {
    this.running = false;
    this.trouble = undefined;
    this.askedAt = this.beganAt;
    this.triedAt = this.beganAt;
    this.timesFailed = 0;
  }

  /** No trouble means that the look-up was called off; if the order goes on after all, it asks again. */
  failed(now: number, trouble: Trouble | undefined): void {
    this.running = false;
    if (trouble === undefined) {
      this.nextAt = now;
      return;
    }
    this.trouble = trouble;
    this.triedAt = this.beganAt;
    this.nextAt = now + doubling(retryMs, this.timesFailed);
    this.timesFailed += 1;
  }

  /** The deadline has passed, the provider was asked since, and nothing stands against drawing the conclusion. */
  isOver(now: number, progress: Progress<T>): boolean {
    const asked = this.plan.lookUp === undefined || this.askedSinceDeadline();
    // A question that the provider could not answer either is silence as well.
    const silent = progress === undefined || 'ask' in progress;
    return now >= this.deadlineAt && silent && asked && this.trouble === undefined;
  }

  /** Whether the provider was asked at or after a moment, with or without an answer. */
  triedSince(moment: number): boolean {
    return this.plan.lookUp === undefined || (this.triedAt !== undefined && this.triedAt >= moment);
  }

  /** When something was expected that nobody knows of, the provider neither. */
  overdueSince(now: number, progress: Progress<T>): string | undefined {
    const { expectedAt } = this.plan;
    if (expectedAt === undefined || now < expectedAt || progress !== undefined) return undefined;
    return this.triedSince(expectedAt) ? new Date(expectedAt).toISOString() : undefined;
  }

  /** Puts the deadline off; the provider is asked again when it comes. */
  extend(deadlineAt: number, now: number): void {
    this.deadlineAt = deadlineAt;
    if (this.nextAt === undefined || this.nextAt <= now || this.nextAt > deadlineAt) this.nextAt = deadlineAt;
  }

  /** When to wake if nothing is heard; not at all while an answer is awaited. */
  nextWake(now: number): number | undefined {
    return this.running ? undefined : this.nextPlanned(now);
  }

  /** When the order next acts by itself. */
  nextPlanned(now: number): number | undefined {
    const due = [this.plan.lookUp ? this.nextAt : undefined, this.deadlineAt];
    const ahead = due.filter((at) => at !== undefined && at > now && at !== Infinity).map(Number);
    return ahead.length > 0 ? Math.min(...ahead) : undefined;
  }

  /** The same in words, soonest first; past its deadline follows nothing while something is known to be wrong. */
  upcoming(now: number, progress: Progress<T>): UpcomingAct[] {
    const asks = this.plan.lookUp !== undefined && !this.running ? this.nextAt : undefined;
    const endsAt = progress === undefined || 'ask' in progress ? this.deadlineAt : undefined;
    const ahead =
      asks !== undefined && asks === endsAt
        ? [{ at: asks, what: `it asks the provider how things stand; ${whatFollows(this.plan)}` }]
        : [
            { at: asks, what: 'it asks the provider how things stand.' },
            { at: endsAt, what: whatFollows(this.plan) },
          ];
    const acts = ahead.flatMap(({ at, what }) =>
      at !== undefined && at > now && at !== Infinity ? [{ at, what }] : [],
    );
    const asking = this.running ? [{ what: 'It is asking the provider now.' }] : [];
    return [...asking, ...acts.sort((one, other) => one.at - other.at)];
  }

  private askedSinceDeadline(): boolean {
    return this.askedAt !== undefined && this.askedAt >= this.deadlineAt;
  }
}

/** What silence past the deadline leads to, in words. */
function whatFollows<T>({ then, alarm }: WaitPlan<T>): string {
  if ('end' in then) {
    return `if the provider knows of nothing then, the order ends as ${then.end.outcome} (${words(then.end.reason)}).`;
  }
  if ('attention' in then) return `if nothing is known by then, it needs an operator (${words(then.attention)}).`;
  return `${alarm ?? 'it goes on by itself'}.`;
}

/** Whether a wait needs a person, and why. */
export function attentionOf<T>(
  progress: Progress<T>,
  asking: Asking<T>,
  plan: WaitPlan<T>,
  now: number,
): NeededAttention | undefined {
  if (progress && 'attention' in progress) return { reason: progress.attention, detail: progress.detail };
  if (asking.trouble) return asking.trouble;
  if (!asking.isOver(now, progress)) return plan.meanwhile;
  // An end may be concluded from silence, but not from a question that stays open.
  return { reason: 'attention' in plan.then ? plan.then.attention : 'contradictory-facts' };
}
