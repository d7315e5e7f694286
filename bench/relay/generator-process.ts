import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Load, Measured } from './generator';

/** The process that sends and measures, so that what it does is not in the way of what it measures. */
export class GeneratorProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<GeneratorProcess> {
    const child = fork(join(__dirname, 'generator.ts'), {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH, ...environment },
    });
    await Promise.race([once(child, 'message'), ended(child)]);
    return new GeneratorProcess(child);
  }

  async generate(load: Load): Promise<Measured> {
    this.child.send(load);
    const [measured] = (await Promise.race([once(this.child, 'message'), ended(this.child)])) as [Measured];
    return measured;
  }

  stop(): void {
    this.child.kill();
  }
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The load generator ended with code ${code}.`);
}
