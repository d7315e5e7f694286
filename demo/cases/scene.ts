import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { fastForward, fastForwardPast } from '../../scripts/temporal/fast-forward';
import { OrderNotFound, WorkerSilent, type OfframpClient, type OfframpStatus } from '../../src/client';
import type { AttentionReason } from '../../src/signals/attention-reasons';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { OfframpStage } from '../../src/signals/stages';
import type { OfframpIds } from '../../src/signals/status';
import { unmatchedStatusQuery } from '../../src/signals/unmatched-webhook';
import { standsAs, type OperatorCase, type SeenStanding, type Standing } from './operator-case';
import { SimulatorControl } from './simulator-control';
import { until } from './until';

/** A running system that cases are played in. Nothing but HTTP and Temporal is used of it. */
export interface Surroundings {
  readonly offramps: OfframpClient;
  readonly client: Client;
  readonly simulatorUrl: string;
  /** Of every order's reference. */
  readonly referencePrefix: string;
  /** Nothing is awaited any longer once this is aborted. */
  readonly signal?: AbortSignal;
}

/** Long enough for a machine on which many orders move on at once. */
const withinMs = 60_000;

/** The moments at which an order has something to send. */
const toBeSent: readonly string[] = ['scheduled', 'sending'];

/** One case in one system: its order, and everything that can be done to it. */
export class Scene {
  readonly reference: string;
  readonly simulator: SimulatorControl;
  #workflowId: string;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly operatorCase: Pick<OperatorCase, 'name' | 'order'>,
  ) {
    this.reference = `${surroundings.referencePrefix}${operatorCase.name}`;
    this.simulator = new SimulatorControl(surroundings.simulatorUrl);
    this.#workflowId = workflowIdOf(this.reference);
  }

  /** What stands there: the order, unless the case has turned to something else that came of it. */
  get workflowId(): string {
    return this.#workflowId;
  }

  /** How a command names what stands there. */
  get subject(): string {
    return this.#workflowId.replace(/^offramp-/, '');
  }

  /** From now on the case is about this: the order of a late deposit, or an event that no order is known by. */
  turnTo(workflowId: string): void {
    this.#workflowId = workflowId;
  }

  async start(): Promise<void> {
    const { reference } = this;
    const { customer, ...order } = this.operatorCase.order;
    await this.surroundings.offramps.start({
      ...order,
      reference,
      customer: { externalId: `customer-of-${reference}`, ...customer },
    });
  }

  status(): Promise<OfframpStatus> {
    return this.surroundings.offramps.status(this.subject);
  }

  async standing(): Promise<SeenStanding> {
    if (this.#workflowId.startsWith('unmatched-')) return this.#unmatchedStanding();
    const { stage, outcome, needsAttention } = await this.status();
    return {
      stage,
      ...(outcome && { outcome }),
      ...(needsAttention && { needsAttention: needsAttention.reason }),
    };
  }

  /** Waits until the order has been at a stage, and answers with how it stands. */
  async cameTo(stage: OfframpStage): Promise<OfframpStatus> {
    return this.#until(`${this.subject} to come to ${stage}`, async () => {
      const status = await this.status();
      return status.transitions.some((transition) => transition.stage === stage) ? status : undefined;
    });
  }

  /** Waits until it stands like this. */
  async untilStands(expected: Standing): Promise<void> {
    await this.#until(`${this.subject} to stand as ${JSON.stringify(expected)}`, async () =>
      standsAs(expected, await this.standing()) ? true : undefined,
    );
  }

  /** Waits until a person is needed, letting so much time pass by its clock between one look and the next. */
  async untilNeeded(reason: AttentionReason, every?: Duration): Promise<void> {
    await this.#until(`${this.subject} to need attention because of ${reason}`, async () => {
      const { needsAttention } = await this.standing();
      if (needsAttention === reason) return true;
      if (every !== undefined) await this.letTimePass(every);
      return undefined;
    });
  }

  /** Moves its clock on; the worker, the relay and the provider know nothing of it. */
  async letTimePass(duration: Duration): Promise<void> {
    await fastForward(this.surroundings.client.connection, this.#workflowId, duration, { withinMs });
  }

  /** Goes from one window of the bank to the next until an attempt was made, or a person is needed. */
  async untilSent(attempt: number): Promise<void> {
    const { connection } = this.surroundings.client;
    await this.#until(`${this.subject} to send its money for the ${attempt}. time`, async () => {
      const { stage, transfers, needsAttention } = await this.status();
      const transfer = transfers.find((one) => one.attempt === attempt);
      if (transfer !== undefined && !toBeSent.includes(transfer.state)) return true;
      // That passes by itself; a busy machine may have let a request leave too late.
      const triesAgain = needsAttention?.reason === 'provider-unavailable';
      if (needsAttention !== undefined && !triesAgain) return true;
      if (stage !== 'retrying-bank-transfer') return undefined;
      if (triesAgain) await this.letTimePass('31 minutes');
      else if (transfer) await fastForwardPast(connection, this.#workflowId, new Date(transfer.submitAt), { withinMs });
      return undefined;
    });
  }

  /** An id of the provider's, once the order has learned it. */
  async idOf(name: keyof OfframpIds): Promise<string> {
    return this.#until(`${this.subject} to know its ${name}`, async () => (await this.status()).ids[name]);
  }

  /** Sends crypto to the order's address, as its customer does; answers with the id of the deposit. */
  async sendDeposit(deposit: { readonly amount: string; readonly network?: string }): Promise<string> {
    const address = await this.#until(`${this.reference} to show its address`, async () => {
      const { depositAddress } = await this.status();
      return depositAddress?.address;
    });
    return this.simulator.play('receive-deposit', { address, ...deposit });
  }

  /** Says as an operator that the customer does not have the money. */
  async reportNotReceived(attempt: number): Promise<void> {
    const by = { operator: 'Kim', reason: 'The customer has asked where the money is.' };
    await this.surroundings.offramps.reportNotReceived(this.subject, { ...by, attempt });
  }

  /** Lets the order wait for longer than it would. */
  async extendDeadline(deadline: string): Promise<void> {
    const by = { operator: 'Kim', reason: 'The provider has asked for patience.' };
    await this.surroundings.offramps.extendDeadline(this.subject, { ...by, deadline });
  }

  async #unmatchedStanding(): Promise<SeenStanding> {
    const handle = this.surroundings.client.workflow.getHandle(this.#workflowId);
    const { needsAttention } = await handle.query(unmatchedStatusQuery);
    return needsAttention ? { needsAttention: 'unmatched-webhook' } : {};
  }

  async #until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
    const asked = async () => {
      try {
        return await ask();
      } catch (error) {
        if (isNotYet(error)) return undefined;
        throw error;
      }
    };
    const otherwise = () => this.standing().then((seen) => JSON.stringify(seen), String);
    return until(what, asked, { otherwise, signal: this.surroundings.signal });
  }
}

/** Busy for a moment, or not there yet. */
function isNotYet(error: unknown): boolean {
  return [WorkerSilent, OrderNotFound, WorkflowNotFoundError].some((kind) => error instanceof kind);
}
