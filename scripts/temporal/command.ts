import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program to its end. The error of one that fails is the last line it wrote to standard error. */
export async function run(command: string, args: string[], timeout: number): Promise<{ stdout: string }> {
  return runWith({}, command, args, timeout);
}

/** The same, with further variables in its environment. */
export async function runWith(
  environment: Readonly<Record<string, string>>,
  command: string,
  args: string[],
  timeout: number,
): Promise<{ stdout: string }> {
  const env = { ...process.env, ...environment };
  try {
    return await promisify(execFile)(command, args, {
      timeout,
      killSignal: 'SIGKILL',
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ('killed' in error && error.killed === true) {
      throw new Error(`${command} did not finish within ${timeout / 1000} s.`, { cause: error });
    }
    // The whole of what it printed can be pages long; the last line is the one that says why.
    const lastLine = 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : undefined;
    throw new Error(lastLine ? `${command}: ${lastLine}` : error.message, { cause: error });
  }
}
