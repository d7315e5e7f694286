import { CancellationScope } from '@temporalio/workflow';
import type { PendingCommand } from '../signals/operator-commands';
import { approvalOf, needsSecondPerson, proposalsAfter, type Approval } from './approvals';
import { foldFacts } from './facts';
import { Inbox } from './inbox';
import { actOn, cancellationWish, commandRefusal, type EndingWish } from './operator-commands';
import { OrderEnded } from './order-ended';
import { StagedOrder } from './staged-order';
import { applyTransferEffect } from './transfer-effect';

/**
 * An order that people may say something to. Handlers enqueue what they say; it is acted on by the main flow alone, and
 * decided then: things may have changed since it was accepted.
 */
export abstract class CommandedOrder extends StagedOrder {
  /** Counts everything that may change a decision; a wait wakes when it moves. */
  protected revision = 0;
  /** An operator wants the failed step tried again, or the provider asked. */
  protected retryAsked = false;
  /** Somebody wants the order to end, which is granted while no deposit is known. */
  protected wish: EndingWish | undefined;
  /** Each with the reports on bank transfers that had come when it was given: what came later nobody has weighed. */
  private readonly commands: { readonly command: PendingCommand; readonly weighed: ReadonlySet<string> }[] = [];
  protected readonly inbox = new Inbox();
  private readonly scope = CancellationScope.current();
  private lastMoment = 0;

  /** The workflow's clock (milliseconds). */
  abstract now(): number;

  /** A moment for what is asked now, which no other command has: the clock stands still within a workflow task. */
  nextMoment(): string {
    this.lastMoment = Math.max(Date.now(), this.lastMoment + 1);
    return new Date(this.lastMoment).toISOString();
  }

  /** Whether what is asked now could only be heard later, so that it had better be asked again. */
  get isDeciding(): boolean {
    return this.inbox.isBetweenTasks;
  }

  /** Takes in a command, to be acted on by the main flow. */
  request(command: PendingCommand): void {
    this.commands.push({ command, weighed: new Set(this.transferCase.reports.map(({ reportId }) => reportId)) });
    this.revision += 1;
  }

  get hasCommands(): boolean {
    return this.commands.length > 0;
  }

  /** Whether somebody asked Temporal to cancel the workflow: a request, which is honoured while no deposit is known. */
  protected get cancellationRequested(): boolean {
    return this.scope.consideredCancelled;
  }

  /** Whether something waits that would end the order. */
  protected isToEnd(): boolean {
    if (this.ended) return false;
    if (this.depositKnown) return this.commands.some(({ command }) => command.name === 'closeOfframp');
    const endingNames = ['closeOfframp', 'cancelOfframp'];
    return this.cancellationRequested || this.commands.some(({ command }) => endingNames.includes(command.name));
  }

  /** Ends the order where that is wished and nothing speaks against it. */
  protected endIfWished(): void {
    // Whoever says something to an order that has ended is told that it came too late.
    if (this.ended) return;
    this.actOnCommands();
    if (this.wish && this.mayEnd(this.wish)) throw new OrderEnded(this.wish.end);
  }

  /** Acts on everything that was asked, except for ending the order, which is a wish until it is granted. */
  protected actOnCommands(): void {
    for (const given of this.takeDueCommands()) this.carryOut(given);
    if (this.cancellationRequested) this.wish ??= cancellationWish(this.now());
  }

  /** A known deposit outweighs every wish to cancel; closed over it, an order has its money accounted for already. */
  protected mayEnd(wish: EndingWish): boolean {
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

  /** Puts on record that what was still asked came too late. */
  protected dropCommands(): void {
    for (const { command } of this.commands.splice(0)) {
      this.audit.push({ ...command, became: 'It came too late: the order had ended.' });
    }
  }

  /** Until it is known how many people a word needs, one that may need two waits. */
  private takeDueCommands() {
    const tooEarly =
      this.approvals === 'unknown' ? this.commands.filter(({ command }) => this.mayNeedTwo(command)) : [];
    const due = this.commands.splice(0).filter((given) => !tooEarly.includes(given));
    this.commands.push(...tooEarly);
    return due;
  }

  private carryOut({ command, weighed }: { command: PendingCommand; weighed: ReadonlySet<string> }): void {
    const approval = this.approve(command);
    if (!approval.approved) {
      this.audit.push({ ...command, became: approval.became });
      return;
    }
    const effect = actOn(command, this, this.now());
    const { facts = [], transfers, retry = false, deadlineAt, end, overDeposit = false } = effect;
    const { proposedBy } = approval;
    const became = proposedBy === undefined ? effect.became : `${effect.became} Said by ${proposedBy} before.`;
    const entry = { ...command, became };
    this.audit.push(entry);
    if (transfers !== undefined) applyTransferEffect(this, transfers, weighed);
    this.facts = foldFacts(this.facts, facts);
    if (facts.length > 0 || transfers !== undefined) this.revision += 1;
    if (retry) this.retryAsked = true;
    if (deadlineAt !== undefined) this.deadlineAt = deadlineAt;
    if (end) this.wish ??= { end, at: this.now(), entry, overDeposit };
  }

  private mayNeedTwo(command: PendingCommand): boolean {
    const attempts = this.sentTransfers.map(({ attempt }) => attempt);
    return needsSecondPerson(command, attempts);
  }

  /** Whether a command may be carried out, or is kept until somebody else says the same. */
  private approve(command: PendingCommand): Approval {
    const isEnough = this.approvals === 'one' || !this.mayNeedTwo(command);
    // What does not apply is refused, and not proposed.
    if (isEnough || commandRefusal(command, this, this.now()) !== undefined) return { approved: true };
    const approval = approvalOf(command, this.proposals);
    this.proposals = proposalsAfter(command, approval, this.proposals);
    return approval;
  }
}
