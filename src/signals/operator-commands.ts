/** Who asks for something and why: recorded with every intervention. */
export interface OperatorCommand {
  readonly operator: string;
  readonly reason: string;
}

export interface CloseCommand extends OperatorCommand {
  readonly outcome: 'refunded' | 'abandoned';
}

/** "The money has arrived": the operator saw it, or the customer said so. */
export interface ConfirmTransferCommand extends OperatorCommand {
  readonly attempt?: number;
}

/** The Update was taken in; the order's details say what became of it. */
export interface CommandAccepted {
  readonly accepted: string;
}

/** A command as the order keeps it until its main loop acts. */
export type PendingCommand =
  | ({ readonly name: 'retryNow'; readonly at: string } & OperatorCommand)
  | ({ readonly name: 'cancelOfframp'; readonly at: string } & OperatorCommand)
  | ({ readonly name: 'confirmBankTransfer'; readonly at: string } & ConfirmTransferCommand)
  | ({ readonly name: 'closeOfframp'; readonly at: string } & CloseCommand);

export type CommandName = PendingCommand['name'];

/**
 * Checks what an operator sent and answers with a sentence if it cannot be used. Temporal UI may send nothing at all
 * where its dialog shows a value (ui.md, trap 2), so nothing is assumed of the input.
 */
export function operatorCommandProblem(name: CommandName, input: unknown): string | undefined {
  const given = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const missing = ['operator', 'reason'].filter((field) => !isSentence(given[field]));
  if (missing.length > 0) {
    return `${name} needs ${missing.join(' and ')}: send one object such as {"operator": "your name", "reason": "why"}.`;
  }
  if (name === 'closeOfframp' && given.outcome !== 'refunded' && given.outcome !== 'abandoned') {
    return 'closeOfframp needs outcome: "refunded" or "abandoned".';
  }
  const attempt = given.attempt;
  if (name === 'confirmBankTransfer' && attempt !== undefined && (!Number.isInteger(attempt) || Number(attempt) < 1)) {
    return 'confirmBankTransfer takes attempt as a whole number from 1.';
  }
  return undefined;
}

/** A command that has passed its check, with nothing in it that was not asked for. */
export function pendingCommand(name: CommandName, input: unknown, at: string): PendingCommand {
  const given = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const by = { operator: String(given.operator), reason: String(given.reason), at };
  switch (name) {
    case 'retryNow':
    case 'cancelOfframp':
      return { name, ...by };
    case 'confirmBankTransfer':
      return { name, ...by, ...(typeof given.attempt === 'number' ? { attempt: given.attempt } : {}) };
    case 'closeOfframp':
      return { name, ...by, outcome: given.outcome === 'refunded' ? 'refunded' : 'abandoned' };
  }
}

function isSentence(value: unknown): boolean {
  return typeof value === 'string' && value.trim().length > 0 && value.length <= 500;
}
