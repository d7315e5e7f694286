import { compareAmounts } from '../banking/money';
import { durationMs } from '../signals/durations';
import type { PendingCommand } from '../signals/operator-commands';
import type { Ending } from './expectations';
import type { Fact, Facts } from './facts';
import type { OpenMoney } from './order-money';
import type { Attention } from './order-state';
import {
  actOnTransfers,
  isTransferCommand,
  transferRefusal,
  type TransferCommandView,
  type TransferEffect,
} from './transfer-commands';
import { retryOf } from './transfer-retry';

/** An intervention and what became of it. */
export type AuditEntry = PendingCommand & { readonly became: string };

/** That somebody wants the order to end, since when, and the record of it. */
export interface EndingWish {
  readonly end: Ending;
  readonly at: number;
  readonly entry?: AuditEntry;
  /** All money is accounted for, so the order may end although it had a deposit. */
  readonly overDeposit?: boolean;
}

/** What of an order decides whether a command applies. */
export interface CommandView extends TransferCommandView {
  readonly depositKnown: boolean;
  readonly attention: Attention | undefined;
  readonly ending: Ending | undefined;
  readonly openMoney: readonly OpenMoney[];
  readonly deadlineAt: number | undefined;
  readonly facts: Pick<Facts, 'moneyRecords'>;
  readonly ids: { readonly depositId?: string; readonly tradeId?: string };
}

export interface CommandEffect {
  readonly became: string;
  readonly facts?: readonly Fact[];
  readonly retry?: boolean;
  readonly end?: Ending;
  readonly overDeposit?: boolean;
  readonly transfers?: TransferEffect;
  /** Until when the present wait goes on instead. */
  readonly deadlineAt?: number;
}

/** Somebody asked Temporal to cancel the workflow. */
export function cancellationWish(at: number): EndingWish {
  return { end: { outcome: 'cancelled', reason: 'cancellation-requested' }, at };
}

/** Why a command cannot be carried out as things stand, as a sentence; `undefined` if it can. */
export function commandRefusal(command: PendingCommand, view: CommandView, now: number): string | undefined {
  if (isTransferCommand(command)) return transferRefusal(command, view, now);
  switch (command.name) {
    case 'retryNow': {
      const retry = retryOf(view);
      return 'refusal' in retry ? retry.refusal : undefined;
    }
    case 'cancelOfframp':
      if (view.ending) return `The order has ended already (${view.ending.outcome}).`;
      return view.depositKnown ? 'A deposit is known, so the order can no longer be cancelled.' : undefined;
    case 'closeOfframp':
      return closingRefusal(command.outcome, view);
    case 'recordRefund':
    case 'recordDisposition':
      return recordRefusal(command, view);
    case 'extendDeadline':
      if (view.deadlineAt === undefined || view.deadlineAt === Infinity) {
        return 'The order waits for nothing that has a deadline.';
      }
      // To shorten a wait could make silence mean what it does not.
      return now + durationMs(command.deadline) <= view.deadlineAt
        ? `The order waits until ${new Date(view.deadlineAt).toISOString()} anyway, which is longer.`
        : undefined;
  }
}

function closingRefusal(
  outcome: 'refunded' | 'abandoned',
  { depositKnown, attention, openMoney }: CommandView,
): string | undefined {
  if (!depositKnown) {
    return outcome === 'refunded'
      ? 'No deposit is known, so nothing can have been refunded: use abandoned.'
      : undefined;
  }
  if (attention === undefined) {
    return 'The order is on its way by itself and holds a deposit; it can be closed when it needs attention.';
  }
  // That more went out than came in cannot be undone here: an operator may close the order over it, with a reason.
  const open = openMoney.filter(({ breach }) => !breach);
  return open.length === 0
    ? undefined
    : `Not all money is accounted for (${moneyText(open)}): say first what became of it, with recordRefund, ` +
        'recordDisposition or confirmBankTransfer.';
}

function recordRefusal(command: RecordCommand, { ids, openMoney, attention, facts }: CommandView): string | undefined {
  if (ids.depositId === undefined) return 'No deposit of this order is known, so there is no money to record.';
  const known = facts.moneyRecords[recordIdOf(command)];
  if (known !== undefined) {
    const same = known.currency === command.currency && compareAmounts(known.amount, command.amount) === 0;
    return same ? undefined : 'It is on record with another amount; name it otherwise if it is something else.';
  }
  if (openMoney.length === 0) return 'All money of this order is accounted for already.';
  if (attention === undefined) {
    return 'The order is on its way by itself; money can be recorded when it needs attention.';
  }
  const open = openMoney.find((money) => money.currency === command.currency && !money.breach);
  if (open === undefined) return `Open is ${moneyText(openMoney)}, and nothing in ${command.currency}.`;
  const tooMuch = open.amount !== 'unknown' && compareAmounts(command.amount, open.amount) > 0;
  return tooMuch ? `Only ${open.amount} ${command.currency} is open.` : undefined;
}

type RecordCommand = Extract<PendingCommand, { name: 'recordRefund' | 'recordDisposition' }>;

/** Transaction ids are written in either case; the same one must not count twice. */
function recordIdOf(command: RecordCommand): string {
  return command.name === 'recordRefund'
    ? `refund:${command.transactionId.toLowerCase()}`
    : `disposition:${command.destination}`;
}

/** Amounts in words. */
export function moneyText(money: readonly OpenMoney[]): string {
  return money
    .map(({ amount, currency, breach }) => `${amount} ${currency}${breach ? ' more went out than came in' : ''}`)
    .join(', ');
}

/** What a command does, decided anew when its turn comes: things may have changed since it was accepted. */
export function actOn(command: PendingCommand, view: CommandView, now: number): CommandEffect {
  const refusal = commandRefusal(command, view, now);
  if (refusal !== undefined) return { became: `Not done: ${refusal}` };
  if (isTransferCommand(command)) return actOnTransfers(command, view);
  switch (command.name) {
    case 'retryNow':
      return { became: 'Trying again.', retry: true, transfers: orderedResend(view) };
    case 'cancelOfframp':
      return { became: 'Cancelled.', end: { outcome: 'cancelled', reason: 'cancelled-by-operator' } };
    case 'closeOfframp':
      return {
        became: `Closed as ${command.outcome}.`,
        end: { outcome: command.outcome, reason: 'closed-by-operator' },
        overDeposit: view.depositKnown,
      };
    case 'recordRefund':
    case 'recordDisposition':
      return recordMoney(command, view);
    case 'extendDeadline':
      return extendDeadline(command, now);
  }
}

function orderedResend(view: CommandView): TransferEffect {
  const retry = retryOf(view);
  return 'refusal' in retry ? {} : retry;
}

function extendDeadline({ deadline }: Extract<PendingCommand, { name: 'extendDeadline' }>, now: number): CommandEffect {
  const deadlineAt = now + durationMs(deadline);
  return { became: `Waiting until ${new Date(deadlineAt).toISOString()}.`, deadlineAt };
}

/** The same record again changes nothing, since its id is the same. */
function recordMoney(command: RecordCommand, { facts }: CommandView): CommandEffect {
  const { amount, currency, operator, at: seenAt } = command;
  const recordId = recordIdOf(command);
  if (facts.moneyRecords[recordId] !== undefined) return { became: 'On record already.' };
  const kind = command.name === 'recordRefund' ? 'refund' : 'disposition';
  const where =
    command.name === 'recordRefund' ? { transactionId: command.transactionId } : { destination: command.destination };
  const seen = { recordId, kind, amount, currency, evidence: 'operator', seenAt, operator, ...where } as const;
  return { became: 'Recorded.', facts: [{ about: 'money', event: 'recorded', seen }] };
}
