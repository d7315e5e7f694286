import type { Client, Connection } from '@temporalio/client';
import type { Payment, Transfer } from '../../simulator/objects';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { TemporalAccess } from '../checker/orders';
import type { Lane } from '../parts/lane';
import { pendingActivities } from '../parts/pending-activities';
import type { Gate } from '../parts/provider-proxy';
import { until } from '../parts/until';
import type { Schedule } from './schedule';
import { Truth } from './truth';

/** Where orders are played. */
export interface Stage {
  readonly lane: Lane;
  readonly client: Client;
}

/** A report as it was sent, to be sent again. */
export interface Report {
  readonly webhookId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How long a payment that is about to leave is waited for before a move is given up. */
const settleMs = 4_000;

/** One order of one seed, with everything that has to be remembered about it while its moves are made. */
export class OrderInPlay {
  readonly truth = new Truth();
  readonly log: string[] = [];
  readonly said: Report[] = [];
  readonly late: Report[] = [];
  /** How far its clock was moved on. */
  skippedMs = 0;
  /** The latest moment at which a transfer was said to have failed, by attempt. */
  readonly failedAt = new Map<number, number>();
  customerId = '';
  tradeId = '';
  /** Closed before a payment of it leaves. */
  gate: Gate | undefined;
  readonly #startedAt = performance.now();

  constructor(
    readonly reference: string,
    readonly schedule: Schedule,
    readonly stage: Stage,
  ) {}

  get workflowId(): string {
    return workflowIdOf(this.reference);
  }

  /** The order's clock, as far as it can be known from outside: never behind. */
  get now(): number {
    return Date.now() + this.skippedMs;
  }

  get temporal(): TemporalAccess {
    const { workflowService, options } = this.stage.client.workflow;
    return { workflowService, namespace: options.namespace };
  }

  get connection(): Connection {
    return this.stage.client.connection as Connection;
  }

  get transfers(): Transfer[] {
    return this.stage.lane.provider.records.transfers.where(({ tradeId }) => tradeId === this.tradeId);
  }

  /** Every payment that the provider has taken on for its trade, oldest first. */
  get payments(): Payment[] {
    const ids = new Set(this.transfers.map(({ paymentId }) => paymentId));
    return this.stage.lane.provider.records.payments.where(({ id }) => ids.has(id));
  }

  get latest(): Transfer | undefined {
    return this.transfers.at(-1);
  }

  write(line: string): void {
    this.log.push(`${((performance.now() - this.#startedAt) / 1000).toFixed(1)} s  ${line}`);
  }

  /** Makes the provider slow to say what a payment costs, which the worker asks before it asks its order. */
  close(): Gate {
    const { provider, proxy } = this.stage.lane;
    const isOurs = (accountId: string | null) =>
      provider.records.bankAccounts.where(({ id, customerId }) => id === accountId && customerId === this.customerId)
        .length > 0;
    const where = (query: URLSearchParams): boolean => isOurs(query.get('bankAccountId'));
    return proxy.hold({ method: 'GET', path: '/payment/estimate', where });
  }

  /** Holds back the account that an operator has named. */
  holdAccount(): Gate {
    const where = (_: URLSearchParams, body: string): boolean => body.includes(this.customerId);
    return this.stage.lane.proxy.hold({ method: 'POST', path: '/bank-account/add', where });
  }

  /**
   * Does something while no payment of the order can be between the order's consent and the provider. `undefined` if
   * there is one that does not get through.
   */
  async sealed<T>(work: () => Promise<T>): Promise<T | undefined> {
    const gate = this.gate ?? this.close();
    try {
      return (await this.#isQuiet(gate)) ? await work() : undefined;
    } finally {
      if (gate !== this.gate) gate.open();
    }
  }

  async #isQuiet(gate: Gate): Promise<boolean> {
    const quiet = async (): Promise<true | undefined> => {
      const pending = await pendingActivities(this.stage.client.workflow, this.workflowId);
      const isSending = pending.some(({ activity }) => activity === 'sendPayment');
      return !isSending || gate.waiting > 0 ? true : undefined;
    };
    return until('a payment to get through', quiet, { deadlineMs: settleMs, everyMs: 50 }).catch(() => false);
  }
}
