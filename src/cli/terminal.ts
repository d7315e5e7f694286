import { text } from 'node:stream/consumers';
import type { Environment } from '../config';

/** What a command touches of the process that it runs in; tests give their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  readonly now: () => Date;
  /** Whether `out` is a screen, which can be cleared. */
  readonly isScreen: boolean;
  /** From now on an interruption is announced instead of ending the process, so that a command can end in order. */
  readonly interruption: () => AbortSignal;
  /** The settings; the process's own unless given. */
  readonly environment?: Environment;
}

/** The terminal of this very process. */
export function processTerminal(): Terminal {
  return {
    out: (written) => void process.stdout.write(written),
    err: (written) => void process.stderr.write(written),
    readInput: () => text(process.stdin),
    now: () => new Date(),
    isScreen: process.stdout.isTTY,
    interruption: () => {
      const interrupted = new AbortController();
      process.once('SIGINT', () => interrupted.abort());
      return interrupted.signal;
    },
  };
}
