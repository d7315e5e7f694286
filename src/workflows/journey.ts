import { CancellationScope, condition } from '@temporalio/workflow';
import { isUnreadable } from '../encryption/payload-converter';
import type { AttentionReason } from '../signals/attention-reasons';
import { workflowIdOf, type OfframpOrder } from '../signals/offramp-order';
import type { PendingCommand } from '../signals/operator-commands';
import { providerKey, withProviderKey, type ProviderIdKind } from '../signals/provider-ids';
import type { OfframpStage } from '../signals/stages';
import type {
  OfframpAmounts,
  OfframpIds,
  OfframpResult,
  OfframpStatus,
  OfframpTransfer,
  OfframpTransition,
  ShownDepositAddress,
} from '../signals/status';
import { Alarm } from './alarm';
import { Asking, attentionOf, doubling, retryMs, type WaitPlan } from './asking';
import {
  depositOf,
  isAtAddress,
  namesAddress,
  type Ending,
  type Expectation,
  type OwnAddress,
  type Progress,
} from './expectations';
import { foldFacts, noFacts, type Fact, type Facts } from './facts';
import { isTemporalFailure, troubleOf, type Trouble } from './failure-reasons';
import { actOn, type AuditEntry } from './operator-commands';
import { OrderEnded } from './order-ended';
import { publishOrder } from './publish-order';

export interface StepOptions {
  /** Given if the step creates something at the provider: how long after it was sent a request may still land. */
  readonly createsWithin?: number;
  /** Done by this project's own worker in no time. */
  readonly instant?: boolean;
}

export interface Attention {
  readonly reason: AttentionReason;
  readonly since: string;
  readonly detail?: string;
}

/**
 * One order's way through its stages: what it knows, what it was asked to do, and the two things that it does, which
 * are steps (activities) and waits (for facts). Handlers only add facts and commands; all deciding happens here, after
 * everything that has arrived is folded.
 */
export class Journey {
  facts: Facts = noFacts;
  stage: OfframpStage = 'registering-customer';
  ids: OfframpIds = {};
  keys: readonly string[] = [];
  amounts: OfframpAmounts = {};
  transfers: readonly OfframpTransfer[] = [];
  readonly transitions: OfframpTransition[] = [];
  readonly audit: AuditEntry[] = [];
  /** Deposits at this order's address that belong to other orders. */
  readonly declinedDeposits = new Set<string>();
  depositAddress: ShownDepositAddress | undefined;
  ownAddress: OwnAddress | undefined;
  attention: Attention | undefined;
  /** Set with the outcome, from `watching-for-return` on. */
  ending: Ending | undefined;
  /** Nothing is to follow but the return. */
  ended = false;
  /** What the order is waiting for, in words, and when it next acts by itself. */
  waitingFor = 'the worker';
  nextActionAt: number | undefined;

  private readonly commands: PendingCommand[] = [];
  private readonly alarm = new Alarm();
  private readonly scope = CancellationScope.current();
  /** Counts everything that may change a decision; a wait wakes when it moves. */
  private revision = 0;
  /** Counts what came from outside, so that one silence leads to one look-up. */
  private arrivals = 0;
  /** An operator wants the failed step tried again, or the provider asked. */
  private retryAsked = false;
  private hinted = false;
  private evidence: OfframpTransition['evidence'] = 'started';

  constructor(readonly order: OfframpOrder) {}

  /** Adds facts. Called by handlers, so it only folds. */
  learn(facts: readonly Fact[]): void {
    this.facts = foldFacts(this.facts, facts);
    this.arrivals += 1;
    this.revision += 1;
  }

  /** Takes in a command, to be acted on by the main flow. */
  request(command: PendingCommand): void {
    this.commands.push(command);
    this.revision += 1;
  }

  /** Has the provider asked soon: something was heard that cannot be trusted by itself. Never more than that. */
  ask(): void {
    this.hinted = true;
    this.revision += 1;
  }

  /** Whether somebody asked Temporal to cancel the workflow: a request, which is honoured while no deposit is known. */
  get cancellationRequested(): boolean {
    return this.scope.consideredCancelled;
  }

  /** Any deposit that is or may be this order's. */
  get depositKnown(): boolean {
    const { ownAddress } = this;
    return Object.keys(this.facts.deposits).some((depositId) => {
      const deposit = depositOf(this.facts, depositId);
      if (deposit === undefined || this.declinedDeposits.has(depositId)) return false;
      return ownAddress === undefined || !namesAddress(deposit) || isAtAddress(deposit, ownAddress);
    });
  }

  /** Makes one of the provider's ids known, so that the order is found by it. */
  know(kind: ProviderIdKind, id: string): void {
    this.keys = withProviderKey(this.keys, providerKey(kind, id));
  }

  /** Makes a key known that was computed elsewhere. */
  knowKey(key: string | undefined): void {
    if (key !== undefined) this.keys = withProviderKey(this.keys, key);
  }

  /** Does something that may fail; failing for good means attention and another try, never the end of the order. */
  async step<T>(
    stage: OfframpStage,
    awaited: string,
    work: (again: boolean) => Promise<T>,
    { createsWithin, instant = false }: StepOptions = {},
  ): Promise<T> {
    this.enter(stage);
    for (let tries = 0; ; tries += 1) {
      this.stopIfAsked();
      this.waitingFor = awaited;
      this.nextActionAt = undefined;
      // What takes no time is not worth an event in the history; if it fails after all, it is published then.
      if (!instant) publishOrder(this);
      const tried = await this.attempt(() => work(tries > 0));
      if ('value' in tried) {
        this.attention = undefined;
        // What takes no time is no reason why the order has moved on.
        if (!instant) this.evidence = 'answer';
        return tried.value;
      }
      const trouble = troubleOf(tried.error, { creates: createsWithin !== undefined, ours: instant });
      if (trouble === undefined) continue;
      // Told to try again while the last request may still land, the order waits until it no longer can.
      const holdMs = trouble.reason === 'outcome-unknown' ? (createsWithin ?? 0) : 0;
      await this.untilRetried(trouble, tries, holdMs);
    }
  }

  /** Waits until the facts meet an expectation, asking the provider where webhooks stay silent. */
  async wait<T>(stage: OfframpStage, expectation: Expectation<T>, plan: WaitPlan<T>): Promise<T> {
    this.enter(stage);
    const asking = new Asking(plan, this.arrivals);
    for (;;) {
      const seen = this.revision;
      const progress = expectation(this.facts);
      if (progress && 'value' in progress) return this.met(progress);
      if (progress && 'end' in progress) {
        this.evidence = progress.evidence;
        throw new OrderEnded(progress.end);
      }
      this.stopIfAsked();
      const now = Date.now();
      if (asking.isOver(now, progress) && progress === undefined) {
        if ('end' in plan.then) throw new OrderEnded(plan.then.end);
        if ('value' in plan.then) return this.met({ value: plan.then.value, evidence: 'elapsed-time' });
      }
      if (this.hinted) asking.hint(now);
      this.hinted = false;
      const isDue = asking.isDue(now, progress, this.arrivals, this.retryAsked);
      // Told to ask while an answer is still awaited, the order asks again after it.
      if (isDue || plan.lookUp === undefined) this.retryAsked = false;
      if (isDue) this.startLookUp(asking);
      this.setAttention(attentionOf(progress, asking, plan, now), asking.trouble?.detail);
      this.waitingFor = plan.awaited;
      await this.untilSomethingHappens(seen, asking.nextWake(now), asking.nextPlanned(now));
    }
  }

  /** Ends the order: says so, lets every handler finish, and hands back what became of it. */
  finish(ending: Ending): OfframpResult {
    this.ending = ending;
    this.ended = true;
    this.attention = undefined;
    this.nextActionAt = undefined;
    this.waitingFor = 'nothing: the order has ended';
    while (this.commands.length > 0) {
      const command = this.commands.shift();
      if (command) this.audit.push({ ...command, became: 'It came too late: the order had ended.' });
    }
    publishOrder(this);
    const { amounts, ids, transfers } = this;
    return { ...ending, amounts, ids, transfers };
  }

  get hasCommands(): boolean {
    return this.commands.length > 0;
  }

  status(): OfframpStatus {
    const { reference } = this.order;
    const { attention, depositAddress, ending } = this;
    return {
      reference,
      workflowId: workflowIdOf(reference),
      stage: this.stage,
      ...(ending ?? {}),
      ...(attention ? { needsAttention: { reason: attention.reason, since: attention.since } } : {}),
      ...(depositAddress ? { depositAddress } : {}),
      ids: this.ids,
      amounts: this.amounts,
      transfers: this.transfers,
      transitions: this.transitions,
    };
  }

  private enter(stage: OfframpStage): void {
    if (this.transitions.length > 0 && this.stage === stage) return;
    this.stage = stage;
    this.transitions.push({ stage, at: new Date().toISOString(), evidence: this.evidence });
  }

  private met<T>(progress: Extract<Progress<T>, { value: T }>): T {
    this.attention = undefined;
    this.evidence = progress.evidence;
    return progress.value;
  }

  /** Runs work that can be called off when the order is to end; a create that is under way is heard to its end. */
  private async attempt<T>(work: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
    const scope = new CancellationScope();
    let settled: { value: T } | { error: unknown } | undefined;
    const running = scope.run(work).then(
      (value) => (settled = { value }),
      (error: unknown) => (settled = { error }),
    );
    await condition(() => settled !== undefined || this.isToEnd());
    if (settled === undefined) scope.cancel();
    const result = await running;
    // Anything but a failure of Temporal's kind is a bug of ours, which must be seen as one.
    if ('error' in result && !isTemporalFailure(result.error)) throw result.error;
    if ('value' in result && isUnreadable(result.value)) throw new Error('An answer of a worker cannot be decrypted.');
    return result;
  }

  private async untilRetried(trouble: Trouble, tries: number, holdMs: number): Promise<void> {
    this.retryAsked = false;
    this.setAttention(trouble.reason, trouble.detail);
    this.waitingFor = trouble.passing ? 'the provider to be well again' : 'an operator';
    const retryAt = trouble.passing ? Date.now() + doubling(retryMs, tries) : undefined;
    const notBefore = Date.now() + holdMs;
    for (;;) {
      this.stopIfAsked();
      const dueAt = this.retryAsked ? notBefore : retryAt;
      if (dueAt !== undefined && Date.now() >= dueAt) break;
      await this.untilSomethingHappens(this.revision, dueAt);
    }
    this.retryAsked = false;
  }

  /** Asks in the background, so that facts and commands that arrive meanwhile are not kept waiting. */
  private startLookUp(asking: Asking<unknown>): void {
    const lookUp = asking.begin(Date.now(), this.arrivals);
    void this.attempt(lookUp).then((result) => {
      if ('value' in result) {
        this.facts = foldFacts(this.facts, result.value);
        asking.done();
      } else {
        asking.failed(Date.now(), troubleOf(result.error, { creates: false, ours: false }));
      }
      this.revision += 1;
    });
  }

  /** Sleeps until there is more to know than at revision `seen`, or until a moment has come. */
  private async untilSomethingHappens(seen: number, until: number | undefined, planned = until): Promise<void> {
    this.nextActionAt = planned;
    publishOrder(this);
    const cancelled = this.cancellationRequested;
    const happened = () => this.revision !== seen || this.cancellationRequested !== cancelled;
    if (until !== undefined) this.alarm.set(until, 'If nothing is heard by then, the order acts by itself');
    await condition(() => happened() || (until !== undefined && this.alarm.rang));
  }

  /** Whether a command or a cancellation request waits that would end the order. */
  private isToEnd(): boolean {
    const cancels = this.cancellationRequested && !this.depositKnown;
    return cancels || this.commands.some(({ name }) => name === 'closeOfframp' || name === 'cancelOfframp');
  }

  /** Acts on everything that was asked. A known deposit outweighs every wish to cancel. */
  private stopIfAsked(): void {
    for (let command = this.commands.shift(); command !== undefined; command = this.commands.shift()) {
      const { became, facts = [], retry = false, end } = actOn(command, this);
      this.audit.push({ ...command, became });
      this.facts = foldFacts(this.facts, facts);
      if (facts.length > 0) this.revision += 1;
      if (retry) this.retryAsked = true;
      if (end) throw new OrderEnded(end);
    }
    if (this.cancellationRequested && !this.depositKnown) {
      throw new OrderEnded({ outcome: 'cancelled', reason: 'cancellation-requested' });
    }
  }

  private setAttention(reason: AttentionReason | undefined, detail?: string): void {
    if (reason === undefined) this.attention = undefined;
    else if (this.attention?.reason !== reason) {
      this.attention = { reason, since: new Date().toISOString(), ...(detail === undefined ? {} : { detail }) };
    }
  }
}
