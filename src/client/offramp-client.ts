import {
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import {
  awaitDepositAddressUpdate,
  cancelOfframpUpdate,
  closeOfframpUpdate,
  confirmBankTransferUpdate,
  confirmFundsReturnedUpdate,
  depositAddressUpdateId,
  extendDeadlineUpdate,
  recordDispositionUpdate,
  recordRefundUpdate,
  replaceBankAccountUpdate,
  reportNotReceivedUpdate,
  retryNowUpdate,
  statusQuery,
} from '../signals/messages';
import { workflowIdOf } from '../signals/offramp-order';
import type {
  CloseCommand,
  CommandAccepted,
  ConfirmFundsReturnedCommand,
  ConfirmTransferCommand,
  ExtendDeadlineCommand,
  OperatorCommand,
  RecordDispositionCommand,
  RecordRefundCommand,
  ReplaceBankAccountCommand,
  ReportNotReceivedCommand,
} from '../signals/operator-commands';
import { assignUpdate, dismissUpdate, type AssignCommand } from '../signals/unmatched-webhook';
import type { DepositAddressAnswer, OfframpResult, OfframpStatus } from '../signals/status';
import { OrderNotFound } from './errors';
import { orderRecords, type OrderRecord, type Period } from './order-records';
import { readable, sendCommand, workerDeadlineMs, type Addressee } from './operator-updates';
import { createKeyGuard } from './key-guard';
import { retriedUpdate } from './retried-update';
import { checkedOrder, createOrderStart } from './order-start';
import { sweepNow, type SweepReport } from './sweep-schedule';
import { listOrders, matchingOrders, type ListedOrder, type MatchingOrder, type OrderFilter } from './order-list';
import { listUnmatched, unmatchedNamed, type ListedUnmatched, type UnmatchedFilter } from './unmatched-list';

export interface OfframpClientSettings {
  readonly client: Client;
  readonly taskQueue: string;
  readonly enableMatic?: boolean;
}

/** What a backend uses: start an offramp, show its address, follow it, and intervene. */
export interface OfframpClient {
  /**
   * Starts an order and answers with where it stands. The same reference with the same input is the same order.
   * Throws {@link InvalidOrder}, {@link ReferenceTaken}, or {@link PayloadKeysDiffer} where the workers could not read it;
   * then nothing was started.
   */
  start(order: unknown): Promise<OfframpStatus>;
  status(reference: string): Promise<OfframpStatus>;
  /** Waits for the end of an order, which may be days away. */
  result(reference: string): Promise<OfframpResult>;
  list(filter?: OrderFilter): Promise<ListedOrder[]>;
  /**
   * The orders under way that a visibility query of Temporal's finds, newest first, at most `limit` of them. Throws
   * {@link QueryRefused}.
   */
  matching(query: string, limit: number): Promise<MatchingOrder[]>;
  /**
   * Every order that started in a period, newest first, ended ones too, as each stands now. One that cannot be read has a
   * record that says so.
   */
  records(period: Period): AsyncIterable<OrderRecord>;
  /** Each change of an order until it ends, starting with how it stands now. */
  watch(reference: string, options?: { readonly everyMs?: number }): AsyncIterable<OfframpStatus>;
  /** Waits up to a minute for the deposit address; `undefined` if it is not there yet, in which case ask again. */
  awaitDepositAddress(
    reference: string,
    options?: { readonly timeoutMs?: number },
  ): Promise<DepositAddressAnswer | undefined>;
  retryNow(reference: string, command: OperatorCommand): Promise<CommandAccepted>;
  confirmBankTransfer(reference: string, command: ConfirmTransferCommand): Promise<CommandAccepted>;
  confirmFundsReturned(reference: string, command: ConfirmFundsReturnedCommand): Promise<CommandAccepted>;
  reportNotReceived(reference: string, command: ReportNotReceivedCommand): Promise<CommandAccepted>;
  replaceBankAccount(reference: string, command: ReplaceBankAccountCommand): Promise<CommandAccepted>;
  recordRefund(reference: string, command: RecordRefundCommand): Promise<CommandAccepted>;
  recordDisposition(reference: string, command: RecordDispositionCommand): Promise<CommandAccepted>;
  extendDeadline(reference: string, command: ExtendDeadlineCommand): Promise<CommandAccepted>;
  cancelOfframp(reference: string, command: OperatorCommand): Promise<CommandAccepted>;
  closeOfframp(reference: string, command: CloseCommand): Promise<CommandAccepted>;
  /** Events that no order is known by yet, newest first. */
  listUnmatched(filter?: UnmatchedFilter): Promise<ListedUnmatched[]>;
  /** Hands an unmatched event to an order. */
  assign(workflowId: string, command: AssignCommand): Promise<CommandAccepted>;
  /** States that an unmatched event concerns no order. */
  dismiss(workflowId: string, command: OperatorCommand): Promise<CommandAccepted>;
  /** Looks at once for what webhooks have missed, which otherwise happens every few minutes; waits for what it finds. */
  sweep(): Promise<SweepReport>;
}

export function createOfframpClient({ client, taskQueue, enableMatic = false }: OfframpClientSettings): OfframpClient {
  const requireReadable = createKeyGuard(client, taskQueue);
  const handleOf = (reference: string): WorkflowHandle => client.workflow.getHandle(workflowIdOf(reference));
  const startOrder = createOrderStart({ client, taskQueue, statusWithin: status });

  async function status(reference: string, deadlineMs = workerDeadlineMs): Promise<OfframpStatus> {
    const handle = handleOf(reference);
    try {
      return await client.withDeadline(Date.now() + deadlineMs, () => handle.query(statusQuery));
    } catch (error) {
      throw readable(orderNamed(reference), error);
    }
  }

  async function send<Command extends OperatorCommand>(
    addressee: Addressee,
    definition: UpdateDefinition<CommandAccepted, [Command]>,
    command: Command,
  ): Promise<CommandAccepted> {
    await requireReadable();
    return sendCommand(client, addressee, definition, command);
  }

  function update<Command extends OperatorCommand>(
    reference: string,
    definition: UpdateDefinition<CommandAccepted, [Command]>,
    command: Command,
  ): Promise<CommandAccepted> {
    return send(orderNamed(reference), definition, command);
  }

  async function isClosed(reference: string): Promise<boolean> {
    return (await handleOf(reference).describe()).status.name !== 'RUNNING';
  }

  async function* watch(reference: string, { everyMs = 1_000 } = {}): AsyncGenerator<OfframpStatus> {
    let last: string | undefined;
    for (;;) {
      const now = await status(reference);
      const text = JSON.stringify(now);
      if (text !== last) yield now;
      last = text;
      const { status: execution } = await handleOf(reference).describe();
      if (execution.name !== 'RUNNING' && now.outcome !== undefined) return;
      if (execution.name !== 'RUNNING' && execution.name !== 'COMPLETED') return;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  return {
    start: async (input) => {
      const order = checkedOrder(input, { enableMatic });
      await requireReadable();
      return startOrder(order);
    },
    status: (reference) => status(reference),
    result: async (reference) => {
      const { record: _, ...result } = (await handleOf(reference).result()) as OfframpResult;
      return result;
    },
    list: (filter = {}) => listOrders(client, filter),
    matching: (query, limit) => matchingOrders(client, query, limit),
    records: (period) => orderRecords(client, period, (reference) => status(reference)),
    watch,
    awaitDepositAddress: async (reference, { timeoutMs = 60_000 } = {}) => {
      try {
        const deadline = Date.now() + timeoutMs;
        const send = () =>
          handleOf(reference).executeUpdate(awaitDepositAddressUpdate, { updateId: depositAddressUpdateId });
        const answer = await client.withDeadline(deadline, () => retriedUpdate(send, deadline));
        // The Update answers as it did the first time; the order may have ended since.
        const hasEnded = 'depositAddress' in answer && (await isClosed(reference));
        return hasEnded ? endedAnswer(await status(reference)) : answer;
      } catch (error) {
        if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return undefined;
        // The order had ended before anybody asked: its status says whether there was an address.
        if (error instanceof WorkflowNotFoundError) return endedAnswer(await status(reference));
        throw readable(orderNamed(reference), error);
      }
    },
    retryNow: (reference, command) => update(reference, retryNowUpdate, command),
    confirmBankTransfer: (reference, command) => update(reference, confirmBankTransferUpdate, command),
    confirmFundsReturned: (reference, command) => update(reference, confirmFundsReturnedUpdate, command),
    reportNotReceived: (reference, command) => update(reference, reportNotReceivedUpdate, command),
    replaceBankAccount: (reference, command) => update(reference, replaceBankAccountUpdate, command),
    recordRefund: (reference, command) => update(reference, recordRefundUpdate, command),
    recordDisposition: (reference, command) => update(reference, recordDispositionUpdate, command),
    extendDeadline: (reference, command) => update(reference, extendDeadlineUpdate, command),
    cancelOfframp: (reference, command) => update(reference, cancelOfframpUpdate, command),
    closeOfframp: (reference, command) => update(reference, closeOfframpUpdate, command),
    listUnmatched: (filter = {}) => listUnmatched(client, filter),
    assign: (workflowId, command) => send(unmatchedNamed(workflowId), assignUpdate, command),
    dismiss: (workflowId, command) => send(unmatchedNamed(workflowId), dismissUpdate, command),
    sweep: () => sweepNow(client, taskQueue),
  };
}

/** Nobody should send to the address of an order that has ended. */
function endedAnswer({ depositAddress, outcome, reason }: OfframpStatus): DepositAddressAnswer | undefined {
  if (outcome !== undefined) return { ended: { outcome, reason: reason ?? 'unknown' } };
  return depositAddress && { depositAddress };
}

function orderNamed(reference: string): Addressee {
  return {
    workflowId: workflowIdOf(reference),
    name: `the order ${reference}`,
    notFound: () => new OrderNotFound(reference),
  };
}
