import { runCommandLine } from '../../../src/cli/program';
import type { Environment } from '../../../src/config';

export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** The one document on standard output. */
  readonly json: () => unknown;
}

/** Runs one command line as a process would, with an environment and input of the test's own. */
export async function offramp(
  words: readonly string[],
  {
    environment = {},
    input = '',
    now = '2026-11-24T09:00:00.000Z',
  }: {
    readonly environment?: Environment;
    readonly input?: string;
    readonly now?: string;
  } = {},
): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCommandLine(words, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    readInput: () => Promise.resolve(input),
    now: () => new Date(now),
    isScreen: false,
    interruption: () => new AbortController().signal,
    environment,
  });
  const printed = out.join('');
  return { exitCode, out: printed, err: err.join(''), json: () => JSON.parse(printed) as unknown };
}
