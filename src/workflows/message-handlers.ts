import {
  ApplicationFailure,
  CancellationScope,
  condition,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import * as messages from '../signals/messages';
import { operatorCommandProblem, type CommandAccepted, type PendingCommand } from '../signals/operator-commands';
import type { BankReport } from '../signals/sightings';
import type { DepositAddressAnswer } from '../signals/status';
import type { Fact } from './facts';
import type { Journey } from './journey';
import { commandRefusal } from './operator-commands';

/**
 * Registers every message of an order, before its first wait. Handlers fold and enqueue; they never work, never throw,
 * and cope with whatever was sent, since a handler that fails would hold up the whole order.
 */
export function handleMessages(journey: Journey): void {
  handleSightings(journey);
  handleCommands(journey);
  setHandler(messages.statusQuery, () => journey.status(), { description: 'Where the order stands, as JSON.' });
  setHandler(messages.awaitDepositAddressUpdate, () => depositAddressOrEnd(journey), {
    description: 'Answers with the deposit address once it may be shown, or with the end of the order.',
  });
}

function handleSightings(journey: Journey): void {
  const sightings = [
    [messages.customerApprovedSignal, 'customerId', 'customer', 'approved'],
    [messages.customerRejectedSignal, 'customerId', 'customer', 'rejected'],
    [messages.customerDeletedSignal, 'customerId', 'customer', 'deleted'],
    [messages.depositAddressApprovedSignal, undefined, 'deposit-address', 'approved'],
    [messages.depositAddressRejectedSignal, undefined, 'deposit-address', 'rejected'],
    [messages.depositReceivedSignal, 'depositId', 'deposit', 'received'],
    [messages.depositApprovedSignal, 'depositId', 'deposit', 'approved'],
    [messages.depositRejectedSignal, 'depositId', 'deposit', 'rejected'],
    [messages.tradeCreatedSignal, 'tradeId', 'trade', 'created'],
    [messages.tradeSettledSignal, 'tradeId', 'trade', 'settled'],
    [messages.paymentSettledSignal, 'paymentId', 'payment', 'settled'],
    [messages.bankTransferReportedSignal, 'reportId', 'bank-transfer', 'reported'],
  ] as const;
  for (const [signal, id, about, event] of sightings) {
    setHandler(signal, (payload: unknown) => hear(journey, { about, event }, payload, id), {
      description: `The provider or a bank says: ${about.replace('-', ' ')} ${event}.`,
    });
  }
  setDefaultSignalHandler(() => journey.ask());
}

/** A sighting is believed as far as it names its object; anything less only makes the order ask the provider. */
function hear(
  journey: Journey,
  fact: { about: Fact['about']; event: string },
  payload: unknown,
  id: string | undefined,
): void {
  const sighting = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  const seenAt = typeof sighting.seenAt === 'string' ? sighting.seenAt : new Date().toISOString();
  const evidence = typeof sighting.evidence === 'string' ? sighting.evidence : 'webhook';
  const named = id === undefined || (typeof sighting[id] === 'string' && sighting[id] !== '');
  if (!named || evidence === 'webhook-hint' || !isKnownOutcome(fact, sighting)) {
    journey.ask();
    return;
  }
  // The relay has parsed and typed the rest; plain clients send the same objects.
  journey.learn([{ ...fact, seen: { ...sighting, seenAt, evidence } } as Fact]);
}

function isKnownOutcome({ about }: { about: Fact['about'] }, sighting: Record<string, unknown>): boolean {
  const outcomes: readonly unknown[] = ['credited', 'failed', 'returned'] satisfies BankReport['outcome'][];
  return about !== 'bank-transfer' || outcomes.includes(sighting.outcome);
}

function handleCommands(journey: Journey): void {
  const commands = [
    [messages.retryNowUpdate, 'retryNow', 'Try the failed step again, or ask the provider now.'],
    [messages.confirmBankTransferUpdate, 'confirmBankTransfer', 'State that the money has arrived.'],
    [messages.cancelOfframpUpdate, 'cancelOfframp', 'Cancel the order, as long as no deposit is known.'],
    [messages.closeOfframpUpdate, 'closeOfframp', 'End an order that needs attention; outcome: refunded or abandoned.'],
  ] as const;
  for (const [update, name, description] of commands) {
    const accept = (input: unknown): CommandAccepted => {
      journey.request({ ...(input as object), name, at: new Date().toISOString() } as PendingCommand);
      return { accepted: `${name} is recorded; what became of it stands in the order's details.` };
    };
    const validator = (input: unknown) => {
      const problem = operatorCommandProblem(name, input) ?? commandRefusal(name, journey);
      if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, 'OperatorRefused');
    };
    setHandler(update, accept, { validator, description });
  }
}

/** Runs outside the reach of a cancellation of the workflow, which would otherwise end the order as Cancelled. */
function depositAddressOrEnd(journey: Journey): Promise<DepositAddressAnswer> {
  return CancellationScope.nonCancellable(async () => {
    await condition(() => journey.depositAddress !== undefined || journey.ending !== undefined);
    const { depositAddress, ending } = journey;
    if (depositAddress !== undefined) return { depositAddress };
    return { ended: { outcome: ending?.outcome ?? 'abandoned', reason: ending?.reason ?? 'unknown' } };
  });
}
