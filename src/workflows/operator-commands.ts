import type { PendingCommand } from '../signals/operator-commands';
import type { OfframpTransfer } from '../signals/status';
import type { Attention } from './journey';
import type { Ending } from './expectations';
import type { Fact } from './facts';

/** An intervention and what became of it. */
export type AuditEntry = PendingCommand & { readonly became: string };

/** What of an order decides whether a command applies. */
export interface CommandView {
  readonly depositKnown: boolean;
  readonly attention: Attention | undefined;
  readonly ending: Ending | undefined;
  readonly transfers: readonly OfframpTransfer[];
  readonly ids: { readonly depositId?: string; readonly tradeId?: string };
}

export interface CommandEffect {
  readonly became: string;
  readonly facts?: readonly Fact[];
  readonly retry?: boolean;
  readonly end?: Ending;
}

/** Why a command cannot be carried out as things stand, as a sentence; `undefined` if it can. */
export function commandRefusal(name: PendingCommand['name'], view: CommandView): string | undefined {
  switch (name) {
    case 'retryNow':
      return undefined;
    case 'cancelOfframp':
      if (view.ending) return `The order has ended already (${view.ending.outcome}).`;
      return view.depositKnown ? 'A deposit is known, so the order can no longer be cancelled.' : undefined;
    case 'closeOfframp':
      return view.depositKnown && view.attention === undefined
        ? 'The order is on its way by itself and holds a deposit; it can be closed when it needs attention.'
        : undefined;
    case 'confirmBankTransfer':
      return view.transfers.length === 0 ? 'No bank transfer is under way yet, so none can be confirmed.' : undefined;
  }
}

/** What a command does, decided anew when its turn comes: things may have changed since it was accepted. */
export function actOn(command: PendingCommand, view: CommandView): CommandEffect {
  const refusal = commandRefusal(command.name, view);
  if (refusal !== undefined) return { became: `Not done: ${refusal}` };
  switch (command.name) {
    case 'retryNow':
      return { became: 'Trying again.', retry: true };
    case 'cancelOfframp':
      return { became: 'Cancelled.', end: { outcome: 'cancelled', reason: 'cancelled-by-operator' } };
    case 'closeOfframp':
      return {
        became: `Closed as ${command.outcome}.`,
        end: { outcome: command.outcome, reason: 'closed-by-operator' },
      };
    case 'confirmBankTransfer':
      return confirmTransfer(command, view);
  }
}

function confirmTransfer(
  command: Extract<PendingCommand, { name: 'confirmBankTransfer' }>,
  { transfers, ids }: CommandView,
): CommandEffect {
  const transfer = transfers.find(({ attempt }) => attempt === (command.attempt ?? transfers.length));
  if (transfer === undefined) return { became: `Not done: there is no attempt ${String(command.attempt)}.` };
  const seen = {
    reportId: `operator-${command.at}`,
    outcome: 'credited',
    evidence: 'operator',
    seenAt: command.at,
    attempt: transfer.attempt,
    amount: transfer.amount,
    currency: transfer.currency,
    ...(ids.tradeId === undefined ? {} : { tradeId: ids.tradeId }),
  } as const;
  return { became: 'Recorded as arrived.', facts: [{ about: 'bank-transfer', event: 'reported', seen }] };
}
