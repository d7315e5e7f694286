import { constants } from 'node:os';

/** Somebody wants the demo to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** As a shell counts it. */
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`Interrupted by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm, tsx and the terminal may each pass on the same Ctrl-C. */
const sameCtrlCMs = 500;

/** Rejects with {@link Interrupted} at Ctrl-C and its like. Whoever asks a second time is not kept waiting. */
export function interruption(): Promise<never> {
  let firstAt: number | undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    for (const signal of signals) {
      process.on(signal, () => {
        const reason = new Interrupted(signal);
        firstAt ??= performance.now();
        if (performance.now() - firstAt > sameCtrlCMs) process.exit(reason.exitCode);
        reject(reason);
      });
    }
  });
  // It may come while nobody waits for it.
  interrupted.catch(() => undefined);
  return interrupted;
}
