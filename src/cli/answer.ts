import type { Terminal } from './terminal';

/** What a command found out, for programs and for people. */
export interface Answer {
  /** The one document that `--json` prints. */
  readonly json: unknown;
  /** What people read instead; may be empty. */
  readonly text: string;
  /** Set where the answer is bad news: a sentence for standard error, and exit code 1. */
  readonly failure?: string;
}

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** The command could not do what was asked; the message is a sentence that says why and what to do. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** The command line itself is wrong, whatever the state of the world. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** Prints an answer, and says which exit code it means. */
export function present(terminal: Terminal, answer: Answer, asJson: boolean): number {
  if (asJson) terminal.out(`${JSON.stringify(answer.json, null, 2)}\n`);
  else if (answer.text !== '') terminal.out(`${answer.text}\n`);
  if (answer.failure === undefined) return exitCodes.done;
  terminal.err(`${answer.failure}\n`);
  return exitCodes.failed;
}

/** Prints why a command came to nothing, and says which exit code it means. */
export function presentFailure(terminal: Terminal, error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`${message}\n`);
  return error instanceof WrongUsage ? exitCodes.wrongUsage : exitCodes.failed;
}
