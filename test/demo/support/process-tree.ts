import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes that a process has started, and those that these have started. */
export async function descendantsOf(ancestor: number | undefined): Promise<RunningProcess[]> {
  const all = await runningProcesses();
  const childrenOf = (pid: number): RunningProcess[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...childrenOf(child.pid)]);
  return ancestor === undefined ? [] : childrenOf(ancestor);
}

/** Those of these processes that have not ended, whoever their parent is by now. */
export async function stillRunning(processes: readonly RunningProcess[]): Promise<RunningProcess[]> {
  const all = await runningProcesses();
  return processes.filter(({ pid, command }) => all.some((other) => other.pid === pid && other.command === command));
}

async function runningProcesses(): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // A zombie has ended; only nobody has asked about it yet.
    if (pid === undefined || command === undefined || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
