import { CancellationScope, condition } from '@temporalio/workflow';
import { isUnreadable } from '../encryption/payload-converter';
import type { OfframpStage } from '../signals/stages';
import { Alarm } from './alarm';
import { doubling, retryMs } from './asking';
import { CommandedOrder } from './commanded-order';
import { isTemporalFailure, troubleOf, type Trouble } from './failure-reasons';
import type { UpcomingAct } from './order-state';
import { publishOrder } from './publish-order';

const beingDone: readonly UpcomingAct[] = [
  { what: 'A worker is doing this now; what fails in passing is tried again by itself.' },
];

/** How a single try went. */
export type Tried<T> = { readonly value: T } | { readonly trouble: Trouble };

/** What became of some work. */
export type Settled<T> = { readonly value: T } | { readonly error: unknown };

export interface StepOptions {
  /** Given if the step creates something at the provider: how long after it was sent a request may still land. */
  readonly createsWithin?: number;
  /** A local activity: done by this project's own worker in no time. */
  readonly instant?: boolean;
}

/** A step that may become needless while it fails. */
export interface EventualStepOptions extends StepOptions {
  readonly needless: () => boolean;
}

/** An order that does one thing after the other: what fails outside never ends it, and what is asked is heard meanwhile. */
export class SteppingOrder extends CommandedOrder {
  /** A bug that was met in the background. */
  protected bug: { readonly error: unknown } | undefined;
  private readonly alarm = new Alarm(this.inbox);

  /** The workflow's clock, but never earlier than an alarm that has gone off; it stands still while the inbox is shut. */
  now(): number {
    return Math.max(this.inbox.shutSince ?? Date.now(), this.alarm.provenAt);
  }

  /** Does something that may fail; failing for good means attention and another try, never the end of the order. */
  async step<T>(
    stage: OfframpStage,
    awaited: string,
    work: (again: boolean) => Promise<T>,
    options: EventualStepOptions,
  ): Promise<T | undefined>;
  async step<T>(
    stage: OfframpStage,
    awaited: string,
    work: (again: boolean) => Promise<T>,
    options?: StepOptions,
  ): Promise<T>;
  async step<T>(
    stage: OfframpStage,
    awaited: string,
    work: (again: boolean) => Promise<T>,
    { createsWithin, instant = false, needless }: StepOptions & Partial<EventualStepOptions> = {},
  ): Promise<T | undefined> {
    this.enter(stage);
    this.deadlineAt = undefined;
    const attentionBefore = this.attention;
    for (let tries = 0; ; tries += 1) {
      this.endIfWished();
      this.waitingFor = awaited;
      this.nextActionAt = undefined;
      this.upcoming = beingDone;
      // What takes no time is not worth an event in the history; if it fails after all, it is published then.
      if (!instant) publishOrder(this, this.now());
      const tried = await (instant
        ? this.runWithin(() => work(tries > 0))
        : this.runOutside(() => this.attempt(() => work(tries > 0))));
      if ('value' in tried) {
        this.attention = instant ? attentionBefore : undefined;
        // What takes no time is no reason why the order has moved on.
        if (!instant) this.evidence = 'answer';
        return tried.value;
      }
      const trouble = troubleOf(tried.error, { creates: createsWithin !== undefined, ours: instant });
      if (trouble === undefined) continue;
      // Told to try again while the last request may still land, the order waits until it no longer can.
      const holdMs = trouble.reason === 'outcome-unknown' ? (createsWithin ?? 0) : 0;
      await this.untilRetried(trouble, tries, holdMs, needless);
      if (needless?.() === true) return undefined;
    }
  }

  /** Does something once that may fail, and tells how it went: what follows from a failure is not another try. */
  async once<T>(stage: OfframpStage, awaited: string, work: () => Promise<T>): Promise<Tried<T>> {
    this.enter(stage);
    this.deadlineAt = undefined;
    this.attention = undefined;
    this.waitingFor = awaited;
    this.nextActionAt = undefined;
    this.upcoming = beingDone;
    publishOrder(this, this.now());
    // Heard to its end, whatever is wished meanwhile: it may have been carried out.
    const tried = await this.runOutside(() => this.hearOut(work));
    if ('value' in tried) {
      this.evidence = 'answer';
      return tried;
    }
    const trouble = troubleOf(tried.error, { creates: true, ours: false, once: true });
    return { trouble: trouble ?? { reason: 'outcome-unknown', detail: 'It was called off.', passing: false } };
  }

  /** Works out something within a workflow task: what is heard meanwhile is heard once the order waits again. */
  private runWithin<T>(work: () => Promise<T>): Promise<Settled<T>> {
    this.inbox.shut();
    return this.hearOut(work);
  }

  /** Has something done outside, and hears meanwhile what comes. */
  private runOutside<T>(attempt: () => Promise<Settled<T>>): Promise<Settled<T>> {
    const attempted = attempt();
    this.inbox.open();
    return attempted;
  }

  /** Runs work that can be called off when the order is to end; a create that is under way is heard to its end. */
  protected async attempt<T>(work: () => Promise<T>, isToEnd = () => this.isToEnd()): Promise<Settled<T>> {
    const scope = new CancellationScope();
    let settled: Settled<T> | undefined;
    const running = scope.run(work).then(
      (value) => (settled = { value }),
      (error: unknown) => (settled = { error }),
    );
    await condition(() => settled !== undefined || isToEnd());
    if (settled === undefined) scope.cancel();
    return judged(await running);
  }

  /** Runs work to its end, whatever is wished meanwhile. */
  private hearOut<T>(work: () => Promise<T>): Promise<Settled<T>> {
    return work().then(
      (value) => judged({ value }),
      (error: unknown) => judged({ error }),
    );
  }

  private async untilRetried(
    trouble: Trouble,
    tries: number,
    holdMs: number,
    needless: () => boolean = () => false,
  ): Promise<void> {
    this.retryAsked = false;
    this.setAttention(trouble);
    this.waitingFor = trouble.passing ? 'the provider to be well again' : 'an operator';
    const retryAt = trouble.passing ? this.now() + doubling(retryMs, tries) : undefined;
    const notBefore = this.now() + holdMs;
    for (;;) {
      this.throwBug();
      this.endIfWished();
      if (needless()) break;
      const dueAt = this.retryAsked ? notBefore : retryAt;
      if (dueAt !== undefined && this.now() >= dueAt) break;
      this.upcoming = dueAt === undefined ? [] : [{ at: dueAt, what: 'it tries again.' }];
      await this.untilSomethingHappens(this.revision, dueAt);
    }
    this.retryAsked = false;
  }

  /** A bug in a look-up fails the workflow task, which is how bugs are seen. */
  protected throwBug(): void {
    if (this.bug) throw this.bug.error;
  }

  /** Sleeps until there is more to know than at revision `seen`, or until a moment has come. */
  protected untilSomethingHappens(
    seen: number,
    until: number | undefined,
    planned = until,
    alarm = 'If nothing is heard by then, the order acts by itself',
  ): Promise<void> {
    this.nextActionAt = planned;
    publishOrder(this, this.now());
    const cancelled = this.cancellationRequested;
    const happened = () => this.revision !== seen || this.cancellationRequested !== cancelled;
    if (until !== undefined) this.alarm.set(until, alarm, this.now());
    this.inbox.open();
    return condition(() => happened() || (until !== undefined && this.alarm.rang));
  }
}

/** Anything but a failure of Temporal's kind is a bug of ours, which must be seen as one. */
function judged<T>(settled: Settled<T>): Settled<T> {
  if ('error' in settled && !isTemporalFailure(settled.error)) throw settled.error;
  if ('value' in settled && isUnreadable(settled.value)) throw new Error('An answer of a worker cannot be decrypted.');
  return settled;
}
