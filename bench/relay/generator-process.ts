import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Load, Measured } from './generator';

/** The process that sends and measures, so that what it does is not in the way of what it measures. */
export class GeneratorProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<never>,
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<GeneratorProcess> {
    const child = fork(join(__dirname, 'generator.ts'), {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH, ...environment },
    });
    const ended = once(child, 'exit').then(([code]: unknown[]): never => {
      throw new Error(`The load generator ended with code ${String(code)}.`);
    });
    // It is told to end while nobody waits for it.
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message'), ended]);
    return new GeneratorProcess(child, ended);
  }

  async generate(load: Load): Promise<Measured> {
    this.child.send(load);
    const [measured] = (await Promise.race([once(this.child, 'message'), this.ended])) as [Measured];
    return measured;
  }

  stop(): void {
    this.child.kill();
  }
}
