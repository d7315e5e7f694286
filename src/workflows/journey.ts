import { CancellationScope, condition } from '@temporalio/workflow';
import { isUnreadable } from '../encryption/payload-converter';
import type { OrderSettings } from '../activities';
import type { PendingCommand } from '../signals/operator-commands';
import type { OfframpStage } from '../signals/stages';
import type { OfframpResult, OfframpTransition } from '../signals/status';
import { Alarm } from './alarm';
import { approvalOf, needsSecondPerson, proposalsAfter, type Approval } from './approvals';
import { backendNotices, type BackendNotices } from './backend-notices';
import { Asking, attentionOf, doubling, retryMs, type NeededAttention, type WaitPlan } from './asking';
import type { Ending, Expectation, Progress } from './expectations';
import { foldFacts, type Fact } from './facts';
import { isTemporalFailure, troubleOf, type Trouble } from './failure-reasons';
import { actOn, cancellationWish, commandRefusal, type EndingWish } from './operator-commands';
import { OrderEnded } from './order-ended';
import { countAttention, countEnd, countOverdue, countStage, recordTimeInStage } from './order-metrics';
import { OrderState, type JourneyOrder, type UpcomingAct } from './order-state';
import { outcomeSentence } from './outcome-sentence';
import { publishOrder } from './publish-order';
import { handOnStrangeDeposits } from './strange-deposits';
import { applyTransferEffect } from './transfer-effect';

const beingDone: readonly UpcomingAct[] = [
  { what: 'A worker is doing this now; what fails in passing is tried again by itself.' },
];

/** How a single try went. */
export type Tried<T> = { readonly value: T } | { readonly trouble: Trouble };

export interface StepOptions {
  /** Given if the step creates something at the provider: how long after it was sent a request may still land. */
  readonly createsWithin?: number;
  /** Done by this project's own worker in no time. */
  readonly instant?: boolean;
}

/** A step that may become needless while it fails. */
export interface EventualStepOptions extends StepOptions {
  readonly needless: () => boolean;
}

/**
 * One order's way through its stages. It does two things: steps, which are activities, and waits, which are for facts.
 * Handlers only add facts and commands; all deciding happens here, after everything that has arrived is folded.
 */
export class Journey extends OrderState {
  /** Tells a backend what becomes of the order, where one wishes to be told. */
  notices: BackendNotices | undefined;
  /** Takes the order's bank transfers on from wherever they stand, once it has any. */
  travelOn: (() => Promise<Ending>) | undefined;
  /** Each with the reports on bank transfers that had come when it was given: what came later nobody has weighed. */
  private readonly commands: { readonly command: PendingCommand; readonly weighed: ReadonlySet<string> }[] = [];
  private readonly alarm = new Alarm();
  private readonly scope = CancellationScope.current();
  /** Counts everything that may change a decision; a wait wakes when it moves. */
  private revision = 0;
  /** Counts what came from outside, so that one silence leads to one look-up. */
  private arrivals = 0;
  /** An operator wants the failed step tried again, or the provider asked. */
  private retryAsked = false;
  private hinted = false;
  /** Somebody wants the order to end, which is granted while no deposit is known. */
  private wish: EndingWish | undefined;
  private evidence: OfframpTransition['evidence'] = 'started';
  private lastMoment = 0;
  private bug: { readonly error: unknown } | undefined;

  constructor(order: JourneyOrder, firstStage: OfframpStage = 'registering-customer') {
    super(order);
    this.stage = firstStage;
  }

  /** Takes over what the deployment has set for the whole of an order that begins now. */
  heed(settings: OrderSettings): void {
    this.notices = backendNotices(settings);
    this.approvals = settings.approvals ?? 'one';
  }

  /** Adds facts. Called by handlers, so it only folds. */
  learn(facts: readonly Fact[]): void {
    this.facts = foldFacts(this.facts, facts);
    this.arrivals += 1;
    this.revision += 1;
  }

  /** A moment for what is asked now, which no other command has: the clock stands still within a workflow task. */
  nextMoment(): string {
    this.lastMoment = Math.max(Date.now(), this.lastMoment + 1);
    return new Date(this.lastMoment).toISOString();
  }

  /** Takes in a command, to be acted on by the main flow. */
  request(command: PendingCommand): void {
    this.commands.push({ command, weighed: new Set(this.transferCase.reports.map(({ reportId }) => reportId)) });
    this.revision += 1;
  }

  /** Has the provider asked soon: something was heard that cannot be trusted by itself. Never more than that. */
  ask(): void {
    this.hinted = true;
    this.revision += 1;
  }

  get hasCommands(): boolean {
    return this.commands.length > 0;
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
      if (!instant) publishOrder(this);
      const tried = await this.attempt(() => work(tries > 0));
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
    publishOrder(this);
    // Heard to its end, whatever is wished meanwhile: it may have been carried out.
    const tried = await this.attempt(work, () => false);
    if ('value' in tried) {
      this.evidence = 'answer';
      return tried;
    }
    const trouble = troubleOf(tried.error, { creates: true, ours: false, once: true });
    return { trouble: trouble ?? { reason: 'outcome-unknown', detail: 'It was called off.', passing: false } };
  }

  /** Waits until the facts meet an expectation, asking the provider where webhooks stay silent. */
  async wait<T>(stage: OfframpStage, expectation: Expectation<T>, plan: WaitPlan<T>): Promise<T> {
    this.enter(stage);
    const asking = new Asking(plan, this.arrivals);
    try {
      return await this.waitOn(expectation, plan, asking);
    } finally {
      asking.end();
    }
  }

  private async waitOn<T>(expectation: Expectation<T>, plan: WaitPlan<T>, asking: Asking<T>): Promise<T> {
    for (;;) {
      const seen = this.revision;
      await handOnStrangeDeposits(this);
      const heard = this.revision;
      const progress = expectation(this.facts);
      if (progress && 'value' in progress) return this.met(progress);
      if (progress && 'end' in progress) {
        this.evidence = progress.evidence;
        throw new OrderEnded(progress.end);
      }
      const now = this.now();
      this.deadlineAt = asking.deadlineAt;
      this.actOnCommands();
      if (this.deadlineAt !== asking.deadlineAt) asking.extend(this.deadlineAt, now);
      const asksFirst = this.endUnlessAskingFirst(plan, asking);
      // What an operator has said a moment ago has to be weighed before silence means anything.
      if (this.revision === heard && asking.isOver(now, progress) && progress === undefined) {
        if ('end' in plan.then) throw new OrderEnded(plan.then.end);
        if ('value' in plan.then) return this.met({ value: plan.then.value, evidence: 'elapsed-time' });
      }
      if (this.retryAsked && plan.onRetry !== undefined) {
        this.retryAsked = false;
        return plan.onRetry.value;
      }
      if (this.hinted) asking.hint(now);
      this.hinted = false;
      const isDue = asking.isDue(now, progress, this.arrivals, this.retryAsked || asksFirst);
      // Told to ask while an answer is still awaited, the order asks again after it.
      if (isDue || plan.lookUp === undefined) this.retryAsked = false;
      if (isDue) this.startLookUp(asking, plan.askBeforeEnding === true);
      this.setAttention(attentionOf(progress, asking, plan, now));
      this.noteOverdue(asking.overdueSince(now, progress));
      this.waitingFor = plan.awaited;
      this.upcoming = asking.upcoming(now, progress);
      await this.untilSomethingHappens(seen, asking.nextWake(now), asking.nextPlanned(now), plan.alarm);
    }
  }

  /** Ends the order: says so, lets every handler finish, and hands back what became of it. */
  finish(ending: Ending): OfframpResult {
    if (!this.ended) countEnd(ending.outcome, this.order.bankAccount.currency);
    this.ending = ending;
    this.ended = true;
    this.attention = undefined;
    this.nextActionAt = undefined;
    this.upcoming = [];
    this.deadlineAt = undefined;
    this.waitingFor = this.isBackendTold ? 'nothing: the order has ended' : 'the backend to hear of the end';
    while (this.commands.length > 0) {
      const { command } = this.commands.shift() ?? {};
      if (command) this.audit.push({ ...command, became: 'It came too late: the order had ended.' });
    }
    publishOrder(this);
    const { amounts, ids, transfers, expectedArrival } = this;
    const summary = outcomeSentence(ending, { amounts, transfers });
    return { summary, ...ending, amounts, ids, transfers, ...(expectedArrival ? { expectedArrival } : {}) };
  }

  /** Whether the backend has heard of everything that it is to hear of. */
  get isBackendTold(): boolean {
    return this.notices?.areDelivered !== false;
  }

  /** Takes the end back: something was heard in the last moment that speaks against it. */
  reopen(): void {
    this.ended = false;
    this.ending = undefined;
  }

  /** The workflow's clock, but never earlier than an alarm that has gone off. */
  now(): number {
    return Math.max(Date.now(), this.alarm.provenAt);
  }

  private enter(stage: OfframpStage): void {
    if (this.transitions.length > 0 && this.stage === stage) return;
    const before = this.transitions.at(-1);
    const now = new Date();
    if (before !== undefined) recordTimeInStage(before.stage, now.getTime() - Date.parse(before.at));
    countStage(stage, this.order.bankAccount.currency);
    this.stage = stage;
    this.overdueSince = undefined;
    this.transitions.push({ stage, at: now.toISOString(), evidence: this.evidence });
  }

  private met<T>(progress: Extract<Progress<T>, { value: T }>): T {
    this.attention = undefined;
    this.evidence = progress.evidence;
    return progress.value;
  }

  /** Runs work that can be called off when the order is to end; a create that is under way is heard to its end. */
  private async attempt<T>(
    work: () => Promise<T>,
    isToEnd = () => this.isToEnd(),
  ): Promise<{ value: T } | { error: unknown }> {
    const scope = new CancellationScope();
    let settled: { value: T } | { error: unknown } | undefined;
    const running = scope.run(work).then(
      (value) => (settled = { value }),
      (error: unknown) => (settled = { error }),
    );
    await condition(() => settled !== undefined || isToEnd());
    if (settled === undefined) scope.cancel();
    const result = await running;
    // Anything but a failure of Temporal's kind is a bug of ours, which must be seen as one.
    if ('error' in result && !isTemporalFailure(result.error)) throw result.error;
    if ('value' in result && isUnreadable(result.value)) throw new Error('An answer of a worker cannot be decrypted.');
    return result;
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
      this.endIfWished();
      if (needless()) break;
      const dueAt = this.retryAsked ? notBefore : retryAt;
      if (dueAt !== undefined && this.now() >= dueAt) break;
      this.upcoming = dueAt === undefined ? [] : [{ at: dueAt, what: 'it tries again.' }];
      await this.untilSomethingHappens(this.revision, dueAt);
    }
    this.retryAsked = false;
  }

  /** Asks in the background, so that facts and commands that arrive meanwhile are not kept waiting. */
  private startLookUp(asking: Asking<unknown>, toTheEnd: boolean): void {
    const lookUp = asking.begin(this.now(), this.arrivals);
    const calledOff = () => asking.isCalledOff || this.isToEnd();
    void this.attempt(lookUp, toTheEnd ? () => false : calledOff)
      .then((result) => {
        if ('value' in result) {
          this.facts = foldFacts(this.facts, result.value);
          asking.done();
        } else {
          asking.failed(this.now(), troubleOf(result.error, { creates: false, ours: false }));
        }
      })
      .catch((error: unknown) => {
        this.bug = { error };
      })
      .finally(() => {
        this.revision += 1;
      });
  }

  /** Sleeps until there is more to know than at revision `seen`, or until a moment has come. */
  private async untilSomethingHappens(
    seen: number,
    until: number | undefined,
    planned = until,
    alarm = 'If nothing is heard by then, the order acts by itself',
  ): Promise<void> {
    this.nextActionAt = planned;
    publishOrder(this);
    const cancelled = this.cancellationRequested;
    const happened = () => this.revision !== seen || this.cancellationRequested !== cancelled;
    if (until !== undefined) this.alarm.set(until, alarm);
    await condition(() => happened() || (until !== undefined && this.alarm.rang));
    // A bug in a look-up fails the workflow task, which is how bugs are seen.
    if (this.bug) throw this.bug.error;
  }

  /** Whether somebody asked Temporal to cancel the workflow: a request, which is honoured while no deposit is known. */
  private get cancellationRequested(): boolean {
    return this.scope.consideredCancelled;
  }

  /** Whether something waits that would end the order. */
  private isToEnd(): boolean {
    if (this.ended) return false;
    if (this.depositKnown) return this.commands.some(({ command }) => command.name === 'closeOfframp');
    const endingNames = ['closeOfframp', 'cancelOfframp'];
    return this.cancellationRequested || this.commands.some(({ command }) => endingNames.includes(command.name));
  }

  /** Acts on everything that was asked, except for ending the order, which is a wish until it is granted. */
  private actOnCommands(): void {
    const tooEarly =
      this.approvals === 'unknown' ? this.commands.filter(({ command }) => this.mayNeedTwo(command)) : [];
    const due = this.commands.splice(0).filter((given) => !tooEarly.includes(given));
    this.commands.push(...tooEarly);
    for (const { command, weighed } of due) {
      const approval = this.approve(command);
      if (!approval.approved) {
        this.audit.push({ ...command, became: approval.became });
        continue;
      }
      const {
        became,
        facts = [],
        retry = false,
        end,
        overDeposit = false,
        transfers,
        deadlineAt,
      } = actOn(command, this, Date.now());
      const { proposedBy } = approval;
      const entry = {
        ...command,
        became: proposedBy === undefined ? became : `${became} Said by ${proposedBy} before.`,
      };
      this.audit.push(entry);
      if (transfers !== undefined) applyTransferEffect(this, transfers, weighed);
      this.facts = foldFacts(this.facts, facts);
      if (facts.length > 0 || transfers !== undefined) this.revision += 1;
      if (retry) this.retryAsked = true;
      if (deadlineAt !== undefined) this.deadlineAt = deadlineAt;
      if (end) this.wish ??= { end, at: this.now(), entry, overDeposit };
    }
    if (this.cancellationRequested) this.wish ??= cancellationWish(this.now());
  }

  private mayNeedTwo(command: PendingCommand): boolean {
    const attempts = this.sentTransfers.map(({ attempt }) => attempt);
    return needsSecondPerson(command, attempts);
  }

  /** Whether a command may be carried out, or is kept until somebody else says the same. */
  private approve(command: PendingCommand): Approval {
    const isEnough = this.approvals === 'one' || !this.mayNeedTwo(command);
    // What does not apply is refused, and not proposed.
    if (isEnough || commandRefusal(command, this, Date.now()) !== undefined) return { approved: true };
    const approval = approvalOf(command, this.proposals);
    this.proposals = proposalsAfter(command, approval, this.proposals);
    return approval;
  }

  private endIfWished(): void {
    this.actOnCommands();
    if (this.ended) return;
    if (this.wish && this.mayEnd(this.wish)) throw new OrderEnded(this.wish.end);
  }

  /** Grants a wish to end, unless the provider has to be asked first; then the answer is whether to ask. */
  private endUnlessAskingFirst(plan: WaitPlan<unknown>, asking: Asking<unknown>): boolean {
    const { wish } = this;
    if (!wish || !this.mayEnd(wish)) return false;
    const asksFirst = plan.askBeforeEnding === true && !asking.triedSince(wish.at);
    if (!asksFirst) throw new OrderEnded(wish.end);
    return true;
  }

  /** A known deposit outweighs every wish to cancel; closed over it, an order has its money accounted for already. */
  private mayEnd(wish: EndingWish): boolean {
    if (!this.depositKnown || wish.overDeposit === true) return true;
    // A deposit that turns out to be another order's leaves the wish as it was.
    if (this.ids.depositId === undefined) return false;
    const index = this.audit.findIndex((entry) => entry === wish.entry);
    const entry = this.audit[index];
    if (entry) this.audit[index] = { ...entry, became: 'Not done: a deposit has come.' };
    // A request to Temporal stands for ever; it is only not granted.
    this.wish = undefined;
    return false;
  }

  private noteOverdue(since: string | undefined): void {
    if (since === undefined || this.overdueSince !== undefined) return;
    this.overdueSince = since;
    countOverdue(this.stage);
  }

  private setAttention(needed: NeededAttention | undefined): void {
    const { attention: before } = this;
    if (needed === undefined) {
      this.attention = undefined;
      return;
    }
    const { reason, detail } = needed;
    if (before?.reason !== reason) countAttention(reason);
    const since = before?.reason === reason ? before.since : new Date().toISOString();
    this.attention = { reason, since, ...(detail === undefined ? {} : { detail }) };
  }
}
