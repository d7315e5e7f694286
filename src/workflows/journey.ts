import type { OrderSettings } from '../activities';
import type { OfframpStage } from '../signals/stages';
import type { OfframpResult } from '../signals/status';
import { backendNotices } from './backend-notices';
import { Asking, attentionOf, type WaitPlan } from './asking';
import type { Ending, Expectation, Progress } from './expectations';
import { foldFacts, type Fact } from './facts';
import { troubleOf } from './failure-reasons';
import { OrderEnded } from './order-ended';
import { countEnd } from './order-metrics';
import type { JourneyOrder } from './order-state';
import { outcomeSentence } from './outcome-sentence';
import { publishOrder } from './publish-order';
import { SteppingOrder, type Settled } from './stepping-order';
import { handOnStrangeDeposits, hasStrangeDeposits } from './strange-deposits';

/**
 * One order's way through its stages. It does two things: steps, which are activities, and waits, which are for facts.
 * Handlers only add facts and commands; all deciding happens here, after everything that has arrived is folded.
 */
export class Journey extends SteppingOrder {
  /** Takes the order's bank transfers on from wherever they stand, once it has any. */
  travelOn: (() => Promise<Ending>) | undefined;
  /** Counts what came from outside, so that one silence leads to one look-up. */
  private arrivals = 0;
  private hinted = false;

  constructor(order: JourneyOrder, firstStage: OfframpStage = 'registering-customer') {
    super(order, firstStage);
  }

  /** Takes over what the deployment has set for the whole of an order that begins now. */
  heed(settings: OrderSettings): void {
    this.notices = backendNotices(settings);
    this.approvals = settings.approvals ?? 'one';
  }

  /** Adds what somebody outside says. Called by handlers, so it only folds. */
  hear(facts: readonly Fact[]): void {
    this.inbox.take(() => this.learn(facts));
  }

  /** Takes in something else that a look-up has told. */
  note(what: () => void): void {
    this.inbox.take(what);
  }

  /** Adds facts. */
  learn(facts: readonly Fact[]): void {
    this.facts = foldFacts(this.facts, facts);
    this.arrivals += 1;
    this.revision += 1;
  }

  /** Has the provider asked soon: something was heard that cannot be trusted by itself. Never more than that. */
  ask(): void {
    this.inbox.take(() => {
      this.hinted = true;
      this.revision += 1;
    });
  }

  /** Waits until the facts meet an expectation, asking the provider where webhooks stay silent. */
  async wait<T>(stage: OfframpStage, expectation: Expectation<T>, plan: WaitPlan<T>): Promise<T> {
    this.enter(stage);
    const asking = new Asking(plan, this.arrivals, this.now());
    this.deadlineAt = asking.deadlineAt;
    try {
      for (;;) {
        const seen = this.revision;
        // Every promise of a workflow costs a stack trace, so none is made where there is nothing to do.
        if (hasStrangeDeposits(this)) await handOnStrangeDeposits(this);
        this.throwBug();
        const now = this.now();
        const decided = this.decide(expectation, plan, asking, now);
        if (decided !== undefined) return decided.value;
        await this.untilSomethingHappens(seen, asking.nextWake(now), asking.nextPlanned(now), plan.alarm);
      }
    } finally {
      asking.end();
    }
  }

  /** What the facts, the commands and the silence lead to; if they lead to nothing yet, the wait goes on. */
  private decide<T>(
    expectation: Expectation<T>,
    plan: WaitPlan<T>,
    asking: Asking<T>,
    now: number,
  ): { readonly value: T } | undefined {
    const heard = this.revision;
    const progress = expectation(this.facts);
    if (progress && 'value' in progress) return this.met(progress);
    if (progress && 'end' in progress) {
      this.evidence = progress.evidence;
      throw new OrderEnded(progress.end);
    }
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
      return plan.onRetry;
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
    return undefined;
  }

  /** Ends the order: says so, and hands back what became of it. */
  conclude(ending: Ending): OfframpResult {
    if (!this.ended) countEnd(ending.outcome, this.order.bankAccount.currency);
    this.reportsAtEnd ??= this.facts.bankReports;
    this.tradesAtEnd ??= this.facts.trades;
    this.ending = ending;
    this.ended = true;
    this.attention = undefined;
    this.nextActionAt = undefined;
    this.upcoming = [];
    this.deadlineAt = undefined;
    this.waitingFor = this.isBackendTold ? 'nothing: the order has ended' : 'the backend to hear of the end';
    this.dropCommands();
    publishOrder(this, this.now());
    const { amounts, ids, transfers, recorded, expectedArrival } = this;
    const summary = outcomeSentence(ending, { amounts, transfers });
    return {
      summary,
      ...ending,
      amounts,
      ids,
      transfers,
      ...recorded,
      ...(expectedArrival ? { expectedArrival } : {}),
    };
  }

  /** Hears what was held back while something was decided. Answers whether anything could have been. */
  catchUp(): boolean {
    return this.inbox.open();
  }

  /** Whether the backend has heard of everything that it is to hear of. */
  get isBackendTold(): boolean {
    return this.notices?.areDelivered !== false;
  }

  /** Takes the end back: something was heard in the last moment that speaks against it. */
  reopen(): void {
    this.ended = false;
    this.ending = undefined;
    this.reportsAtEnd = undefined;
    this.tradesAtEnd = undefined;
  }

  private met<T>(progress: Extract<Progress<T>, { value: T }>): { readonly value: T } {
    this.attention = undefined;
    this.evidence = progress.evidence;
    return progress;
  }

  /** Asks in the background, so that facts and commands that arrive meanwhile are not kept waiting. */
  private startLookUp(asking: Asking<unknown>, toTheEnd: boolean): void {
    const lookUp = asking.begin(this.now(), this.arrivals);
    const calledOff = () => asking.isCalledOff || this.isToEnd();
    void this.attempt(lookUp, toTheEnd ? () => false : calledOff)
      .then((answer) => this.inbox.take(() => this.takeAnswer(asking, answer)))
      .catch((error: unknown) => {
        this.bug = { error };
        this.revision += 1;
      });
  }

  private takeAnswer(asking: Asking<unknown>, answer: Settled<Fact[]>): void {
    if ('value' in answer) {
      this.facts = foldFacts(this.facts, answer.value);
      asking.done();
    } else {
      asking.failed(this.now(), troubleOf(answer.error, { creates: false, ours: false }));
    }
    this.revision += 1;
  }

  /** Grants a wish to end, unless the provider has to be asked first; then the answer is whether to ask. */
  private endUnlessAskingFirst(plan: WaitPlan<unknown>, asking: Asking<unknown>): boolean {
    const { wish } = this;
    if (!wish || !this.mayEnd(wish)) return false;
    const asksFirst = plan.askBeforeEnding === true && !asking.triedSince(wish.at);
    if (!asksFirst) throw new OrderEnded(wish.end);
    return true;
  }
}
