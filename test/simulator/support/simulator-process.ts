import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { eventually } from './eventually';
import { apiKey, apiSecret } from './partner';

export interface SimulatorProcess {
  url: string;
  /** What it has printed so far. */
  output(): string;
  /** Ends the process and returns its exit code; null if the signal killed it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

// So that a test that fails halfway leaves no process behind.
const children = new Set<ChildProcessByStdio<null, Readable, null>>();

/** A simulator in a process of its own, which `killAll` ends. */
export async function startProcess(environment: Record<string, string>): Promise<SimulatorProcess> {
  const main = join(__dirname, '../../../simulator/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: {
      PATH: process.env.PATH,
      COINUT_API_KEY: apiKey,
      COINUT_API_SECRET: apiSecret,
      SIMULATOR_PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const url = await eventually('the simulator listens', () => /listening on (\S+)\n/.exec(output)?.[1]);
  return {
    url,
    output: () => output,
    end: (signal) => {
      const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill(signal);
      return exit;
    },
  };
}

export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}
