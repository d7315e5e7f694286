import { amountsEqual, compareAmounts } from '../banking/money';
import type { ReturnClass } from '../banking/return-codes';
import {
  mostAttempts,
  returnClassesOf,
  standingsOf,
  type TransferCase,
  type TransferStanding,
  type TransferVerdict,
} from '../banking/transfer-decision';
import { isBad } from '../banking/transfer-reports';
import type { OfframpBankAccount } from '../signals/offramp-order';
import type { PendingCommand } from '../signals/operator-commands';
import type { OfframpTransfer } from '../signals/status';
import type { Fact } from './facts';
import type { OrderTransfer } from './order-transfers';
import { idsOf, strangersIn, whatElse } from './transfer-retry';

type Named<Name extends PendingCommand['name']> = Extract<PendingCommand, { name: Name }>;
export type TransferCommand = Named<
  'confirmBankTransfer' | 'confirmFundsReturned' | 'reportNotReceived' | 'replaceBankAccount'
>;

/** What of an order decides whether something can be said of its bank transfers. */
export interface TransferCommandView {
  readonly transferCase: TransferCase;
  readonly transferVerdict: TransferVerdict;
  readonly transfers: readonly OfframpTransfer[];
  readonly sentTransfers: readonly OrderTransfer[];
  /** The one that is just being sent, of which nobody knows yet what will become. */
  readonly sending?: OrderTransfer | undefined;
  readonly payoutAccount: { readonly currency: string };
}

/** What a command changes in what is decided about the transfers. */
export interface TransferEffect {
  /** Reports that count no more. */
  readonly overrules?: readonly string[];
  /** Reports that are no news any more. */
  readonly answers?: readonly string[];
  /** Another attempt is to follow this one. */
  readonly ordersAfter?: number;
  /** No other attempt is to follow, whatever was ordered before. */
  readonly callsOff?: boolean;
  readonly missing?: number;
  readonly account?: OfframpBankAccount;
  /** Money that was sent from elsewhere. */
  readonly outside?: OrderTransfer;
}

export interface TransferCommandEffect {
  readonly became: string;
  readonly facts?: readonly Fact[];
  readonly transfers?: TransferEffect;
}

/** Whether a command is about bank transfers. */
export function isTransferCommand(command: PendingCommand): command is TransferCommand {
  return ['confirmBankTransfer', 'confirmFundsReturned', 'reportNotReceived', 'replaceBankAccount'].includes(
    command.name,
  );
}

/** Why something cannot be said of the bank transfers as things stand, as a sentence; `undefined` if it can. */
export function transferRefusal(command: TransferCommand, view: TransferCommandView, now: number): string | undefined {
  if (view.sentTransfers.length === 0) return 'No bank transfer is under way yet.';
  if (command.name === 'replaceBankAccount') return replacementRefusal(command, view);
  // What was meant for one transfer must not be taken for a word on the next.
  if (command.attempt === undefined && view.sentTransfers.length > 1) {
    return `${view.sentTransfers.length} transfers were sent: say which one is meant (attempt).`;
  }
  const standing = standingOf(view, command.attempt);
  if (standing === undefined) {
    if (view.sending !== undefined && view.sending.attempt === command.attempt) {
      return `The order itself is just sending attempt ${view.sending.attempt}: look again in a minute.`;
    }
    if (command.name === 'confirmBankTransfer' && isSentOutside(command, view)) return undefined;
    return `There is no attempt ${command.attempt ?? ''}: ${view.sentTransfers.length} transfers were sent.`;
  }
  switch (command.name) {
    case 'confirmBankTransfer':
      return undefined;
    case 'confirmFundsReturned':
      return command.amount !== undefined && compareAmounts(command.amount, standing.transfer.amount) > 0
        ? `No more can have come back than the ${standing.transfer.amount} that was sent.`
        : undefined;
    case 'reportNotReceived':
      return absenceRefusal(command, standing, view, now);
  }
}

/** A command that names no transfer means the only one there is, also if there is another one when its turn comes. */
export function naming(
  command: PendingCommand,
  { sentTransfers }: Pick<TransferCommandView, 'sentTransfers'>,
): PendingCommand {
  const [only, ...others] = sentTransfers;
  const isUnnamed = isTransferCommand(command) && !('attempt' in command) && command.name !== 'replaceBankAccount';
  return isUnnamed && only !== undefined && others.length === 0 ? { ...command, attempt: only.attempt } : command;
}

/** What a command about bank transfers does; it has been found not to be refused. */
export function actOnTransfers(command: TransferCommand, view: TransferCommandView): TransferCommandEffect {
  switch (command.name) {
    case 'confirmBankTransfer':
      return confirmTransfer(command, view);
    case 'confirmFundsReturned':
      return confirmFunds(command, view);
    case 'reportNotReceived':
      return reportAbsence(command, view);
    case 'replaceBankAccount':
      return {
        became: 'The new account is on record; the money goes there once it may be sent.',
        transfers: { account: command.bankAccount, ordersAfter: latestAttempt(view) },
      };
  }
}

function standingOf({ transferCase }: TransferCommandView, attempt: number | undefined): TransferStanding | undefined {
  const standings = standingsOf(transferCase);
  return attempt === undefined ? standings.at(-1) : standings.find(({ transfer }) => transfer.attempt === attempt);
}

function latestAttempt({ sentTransfers }: TransferCommandView): number {
  return sentTransfers.at(-1)?.attempt ?? 1;
}

/** Named as one more than were sent, a transfer is one that an operator sent from elsewhere with money that was back. */
function isSentOutside({ attempt }: Named<'confirmBankTransfer'>, view: TransferCommandView): boolean {
  const latest = standingOf(view, undefined);
  return attempt === latestAttempt(view) + 1 && latest?.fate === 'dead' && latest.fundsBack !== undefined;
}

function confirmTransfer(command: Named<'confirmBankTransfer'>, view: TransferCommandView): TransferCommandEffect {
  const standing = standingOf(view, command.attempt);
  const outside = standing === undefined ? sentOutside(command, view) : undefined;
  const transfer = standing?.transfer ?? outside;
  if (transfer === undefined) return { became: 'Not done: there is no such attempt.' };
  const { attempt, amount, currency, tradeId } = transfer;
  const seen = {
    ...({ reportId: `operator-${command.at}`, outcome: 'credited', evidence: 'operator', seenAt: command.at } as const),
    ...{ attempt, amount, currency, tradeId, occurredAt: command.at },
  };
  return {
    became: 'Recorded as arrived.',
    facts: [{ about: 'bank-transfer', event: 'reported', seen }],
    transfers: {
      callsOff: true,
      overrules: [...strangersIn(view.transferCase), ...idsOf((standing?.reports ?? []).filter(isBad))],
      ...(outside === undefined ? {} : { outside }),
    },
  };
}

function sentOutside({ at }: Named<'confirmBankTransfer'>, view: TransferCommandView): OrderTransfer | undefined {
  const latest = standingOf(view, undefined);
  if (latest?.fundsBack === undefined) return undefined;
  const { tradeId, depositId, currency, attempt } = latest.transfer;
  const sent = { attempt: attempt + 1, amount: latest.fundsBack, progress: 'sent', submitAt: at } as const;
  return { tradeId, depositId, currency, ...sent };
}

function confirmFunds(command: Named<'confirmFundsReturned'>, view: TransferCommandView): TransferCommandEffect {
  const standing = standingOf(view, command.attempt);
  if (standing === undefined) return { became: 'Not done: there is no such attempt.' };
  const { transfer, reports } = standing;
  const amount = command.amount ?? transfer.amount;
  const seen = {
    ...({ reportId: `operator-${command.at}`, outcome: 'returned', evidence: 'operator', seenAt: command.at } as const),
    ...{ attempt: transfer.attempt, amount, currency: transfer.currency, tradeId: transfer.tradeId },
    // When they came back, an operator does not say.
    fundsReturned: true,
  };
  const lost = amountsEqual(amount, transfer.amount)
    ? ''
    : ` What is missing of ${transfer.amount} has to be recorded.`;
  return {
    became: `Recorded: ${amount} ${transfer.currency} of attempt ${transfer.attempt} is back.${lost}`,
    facts: [{ about: 'bank-transfer', event: 'reported', seen }],
    transfers: {
      overrules: [...strangersIn(view.transferCase), ...idsOf(reports.filter((one) => !isBad(one)))],
      answers: idsOf(reports),
    },
  };
}

/** With a code it is what the bank says; without one, nobody knows where the money is. */
function reportAbsence(command: Named<'reportNotReceived'>, view: TransferCommandView): TransferCommandEffect {
  const standing = standingOf(view, command.attempt);
  if (standing === undefined) return { became: 'Not done: there is no such attempt.' };
  const { attempt, amount, currency, tradeId } = standing.transfer;
  const { code, scheme, fundsReturned, at } = command;
  if (code === undefined && fundsReturned !== true) {
    return { became: 'Recorded: the order is open again.', transfers: { missing: attempt, callsOff: true } };
  }
  const seen = {
    ...({ reportId: `operator-${at}`, outcome: 'failed', evidence: 'operator', seenAt: at } as const),
    ...{ attempt, amount, currency, tradeId },
    ...(code === undefined ? {} : { code }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(fundsReturned === undefined ? {} : { fundsReturned }),
  };
  return { became: 'Recorded as failed.', facts: [{ about: 'bank-transfer', event: 'reported', seen }] };
}

function absenceRefusal(
  command: Named<'reportNotReceived'>,
  { transfer, fate, reports }: TransferStanding,
  { sentTransfers }: TransferCommandView,
  now: number,
): string | undefined {
  const isKnown = reports.some((report) => isBad(report) && report.code === command.code);
  if (fate === 'dead' && isKnown) return `Attempt ${transfer.attempt} is known to have failed.`;
  if (command.code !== undefined) return undefined;
  if (fate === 'credited') {
    return `Attempt ${transfer.attempt} is reported as arrived: have the bank trace it, and confirmFundsReturned if it is back.`;
  }
  const due = sentTransfers.find(({ attempt }) => attempt === transfer.attempt)?.graceEndsAt;
  return due !== undefined && Date.parse(due) > now
    ? `Attempt ${transfer.attempt} is given until ${due}; before that, silence means nothing.`
    : undefined;
}

/** For these reasons another account of the customer may be paid. */
const curedByAnotherAccount: readonly ReturnClass[] = [
  ...(['account-invalid', 'account-closed', 'name-mismatch', 'account-blocked'] as const),
  ...(['our-format', 'unspecified', 'unknown-code', 'unknown-outcome', 'transient'] as const),
];

function replacementRefusal(
  { bankAccount }: Named<'replaceBankAccount'>,
  view: TransferCommandView,
): string | undefined {
  if (bankAccount.currency !== view.payoutAccount.currency) {
    return `The money is in ${view.payoutAccount.currency}, so the new account must be held in it too.`;
  }
  const latest = standingOf(view, undefined);
  if (latest?.fate !== 'dead') return 'The latest transfer is not known to have failed, so it cannot go elsewhere.';
  if (latest.transfer.attempt >= mostAttempts) return whatElse['resends-used-up'];
  const classes = returnClassesOf(view.transferCase);
  return classes.every((one) => curedByAnotherAccount.includes(one)) ? undefined : whatElse['bank-transfer-held'];
}
