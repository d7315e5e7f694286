import { durationMs } from '../signals/durations';
import type { PendingCommand } from '../signals/operator-commands';

/** A word that waits for the same by somebody else. */
export interface Proposal {
  readonly command: PendingCommand;
  /** What has to be said alike by both. */
  readonly content: string;
}

export type Approval =
  { readonly approved: true; readonly proposedBy?: string } | { readonly approved: false; readonly became: string };

/** What was proposed longer ago was meant for an order that stood otherwise. */
const proposalLastsMs = durationMs('7 days');

/**
 * Whether money may follow one person's word alone where two are asked for (`APPROVALS=two`): not to a new account, not
 * again because it is said to be back, and not as sent or given back from elsewhere.
 */
export function needsSecondPerson(command: PendingCommand, sentAttempts: readonly number[]): boolean {
  switch (command.name) {
    case 'replaceBankAccount':
    case 'confirmFundsReturned':
    case 'recordRefund':
    case 'recordDisposition':
      return true;
    case 'reportNotReceived':
      return command.fundsReturned === true;
    case 'confirmBankTransfer':
      return command.attempt !== undefined && !sentAttempts.includes(command.attempt);
    case 'retryNow':
    case 'cancelOfframp':
    case 'extendDeadline':
    case 'closeOfframp':
      return false;
  }
}

/** Everything of a command but who gave it, why and when. */
export function contentOf({ operator: _operator, reason: _reason, at: _at, ...content }: PendingCommand): string {
  return JSON.stringify(content, Object.keys(flattened(content)).sort());
}

/** Whether this is the second word on the same; operators are told apart by name, whatever case it is written in. */
export function approvalOf(command: PendingCommand, proposals: readonly Proposal[]): Approval {
  const proposed = proposals.find(
    (proposal) => proposal.content === contentOf(command) && isFresh(proposal.command, command.at),
  )?.command;
  if (proposed === undefined) {
    return { approved: false, became: 'Waits for a second person: the same, said by somebody else, carries it out.' };
  }
  return namesOf(proposed) === namesOf(command)
    ? { approved: false, became: `Waits still for a second person: somebody other than ${proposed.operator}.` }
    : { approved: true, proposedBy: proposed.operator };
}

/** What still waits once a command was judged: it too, unless it was the second word or the same waits already. */
export function proposalsAfter(
  command: PendingCommand,
  { approved }: Approval,
  proposals: readonly Proposal[],
): readonly Proposal[] {
  const content = contentOf(command);
  const fresh = proposals.filter((proposal) => isFresh(proposal.command, command.at));
  if (approved) return fresh.filter((proposal) => proposal.content !== content);
  return fresh.some((proposal) => proposal.content === content) ? fresh : [...fresh, { command, content }];
}

function isFresh(proposed: PendingCommand, at: string): boolean {
  return Date.parse(at) - Date.parse(proposed.at) < proposalLastsMs;
}

function namesOf({ operator }: PendingCommand): string {
  return operator.trim().toLowerCase();
}

/** The names of all fields, those of a bank account among them. */
function flattened(value: object): Readonly<Record<string, true>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]: [string, unknown]) => [
      [name, true],
      ...(typeof field === 'object' && field !== null ? Object.entries(flattened(field)) : []),
    ]),
  );
}
