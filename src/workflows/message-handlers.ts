import {
  ApplicationFailure,
  CancellationScope,
  condition,
  log,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { commandDescriptions } from '../signals/command-descriptions';
import { operatorCommandProblem, pendingCommand } from '../signals/command-input';
import * as messages from '../signals/messages';
import type { CommandAccepted } from '../signals/operator-commands';
import type { DepositAddressAnswer } from '../signals/status';
import { heardFact, type Heard } from './heard-facts';
import type { Journey } from './journey';
import { sweptFacts } from './look-up-facts';
import { commandRefusal } from './operator-commands';
import { answerSendGuard } from './send-guard-answer';
import { naming } from './transfer-commands';

/**
 * Registers every message of an order, before its first wait. Handlers fold and enqueue; they never work, never throw,
 * and cope with whatever was sent, since a handler that fails would hold up the whole order.
 */
export function handleMessages(journey: Journey): void {
  handleSightings(journey);
  handleCommands(journey);
  setHandler(messages.statusQuery, () => journey.status(), { description: 'Where the order stands, as JSON.' });
  setHandler(messages.sendGuardQuery, (question: unknown) => answerSendGuard(journey, question), {
    description: 'Whether a payment may leave at this moment; asked by the worker itself.',
  });
  setHandler(messages.awaitDepositAddressUpdate, () => depositAddressOrEnd(journey), {
    validator: () => refuseWhileDeciding(journey),
    description: 'Answers with the deposit address once it may be shown, or with the end of the order.',
  });
}

/** How a bank's report on a transfer is heard. */
export const bankTransferReport = {
  about: 'bank-transfer',
  event: 'reported',
  namedBy: ['reportId'],
} as const satisfies Heard;

const addressNames = ['depositAddressId', 'address'];

function handleSightings(journey: Journey): void {
  const sightings = [
    [messages.customerApprovedSignal, { about: 'customer', event: 'approved', namedBy: ['customerId'] }],
    [messages.customerRejectedSignal, { about: 'customer', event: 'rejected', namedBy: ['customerId'] }],
    [messages.customerDeletedSignal, { about: 'customer', event: 'deleted', namedBy: ['customerId'] }],
    [messages.depositAddressApprovedSignal, { about: 'deposit-address', event: 'approved', namedBy: addressNames }],
    [messages.depositAddressRejectedSignal, { about: 'deposit-address', event: 'rejected', namedBy: addressNames }],
    [messages.depositReceivedSignal, { about: 'deposit', event: 'received', namedBy: ['depositId'] }],
    [messages.depositApprovedSignal, { about: 'deposit', event: 'approved', namedBy: ['depositId'] }],
    [messages.depositRejectedSignal, { about: 'deposit', event: 'rejected', namedBy: ['depositId'] }],
    [messages.tradeCreatedSignal, { about: 'trade', event: 'created', namedBy: ['tradeId'] }],
    [messages.tradeSettledSignal, { about: 'trade', event: 'settled', namedBy: ['tradeId'] }],
    [messages.paymentSettledSignal, { about: 'payment', event: 'settled', namedBy: ['paymentId'] }],
    [messages.bankTransferReportedSignal, bankTransferReport],
  ] as const satisfies readonly (readonly [unknown, Heard])[];
  for (const [signal, heard] of sightings) {
    setHandler(signal, (payload: unknown) => hear(journey, heard, payload), {
      description: `The provider or a bank says: ${heard.about.replace('-', ' ')} ${heard.event}.`,
    });
  }
  setDefaultSignalHandler((name) => log.warn('A signal of an unknown name was ignored', { signal: name.slice(0, 60) }));
}

/** What makes no sense as a fact is still a reason to ask the provider how things stand. */
function hear(journey: Journey, heard: Heard, payload: unknown): void {
  const fact = heardFact(heard, payload, new Date().toISOString());
  if (fact === undefined) journey.ask();
  else journey.hear([fact, ...sweptFacts(fact)]);
}

function handleCommands(journey: Journey): void {
  const commands = [
    [messages.retryNowUpdate, 'retryNow'],
    [messages.confirmBankTransferUpdate, 'confirmBankTransfer'],
    [messages.confirmFundsReturnedUpdate, 'confirmFundsReturned'],
    [messages.reportNotReceivedUpdate, 'reportNotReceived'],
    [messages.replaceBankAccountUpdate, 'replaceBankAccount'],
    [messages.recordRefundUpdate, 'recordRefund'],
    [messages.recordDispositionUpdate, 'recordDisposition'],
    [messages.extendDeadlineUpdate, 'extendDeadline'],
    [messages.cancelOfframpUpdate, 'cancelOfframp'],
    [messages.closeOfframpUpdate, 'closeOfframp'],
  ] as const;
  for (const [update, name] of commands) {
    const accept = (input: unknown): CommandAccepted => {
      journey.request(naming(pendingCommand(name, input, journey.nextMoment()), journey));
      return { accepted: `${name} is recorded; what became of it stands in the order's details.` };
    };
    const validator = (input: unknown) => {
      refuseWhileDeciding(journey);
      const problem =
        operatorCommandProblem(name, input) ??
        commandRefusal(pendingCommand(name, input, new Date().toISOString()), journey, Date.now());
      if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, 'OperatorRefused');
    };
    setHandler(update, accept, { validator, description: commandDescriptions[name] });
  }
}

/**
 * An Update cannot be held back as a signal can: where it stands in the history is where it was accepted. One that comes
 * between two workflow tasks which share a local activity leaves no trace, and is sent again.
 */
function refuseWhileDeciding({ isDeciding }: Journey): void {
  if (!isDeciding) return;
  const sentence = 'The order is deciding something at this very moment, and nothing was changed. Send this again.';
  throw ApplicationFailure.nonRetryable(sentence, messages.orderDeciding);
}

/** Runs outside the reach of a cancellation of the workflow, which would otherwise end the order as Cancelled. */
function depositAddressOrEnd(journey: Journey): Promise<DepositAddressAnswer> {
  return CancellationScope.nonCancellable(async () => {
    await condition(() => journey.depositAddress !== undefined || journey.ending !== undefined);
    const { depositAddress, ending } = journey;
    // Nobody should send to the address of an order that has ended.
    if (depositAddress !== undefined && ending === undefined) return { depositAddress };
    return { ended: { outcome: ending?.outcome ?? 'abandoned', reason: ending?.reason ?? 'unknown' } };
  });
}
