import { DefaultLogger, type Logger as TemporalLogger, type LogLevel } from '@temporalio/worker';
import pino, { type Logger } from 'pino';

/** Structured logs on standard output. Bodies, inputs and secrets are never given to it; redaction is the second line. */
export function createLogger(name: string, level: string): Logger {
  return pino({ name, level, redact: ['*.accountNo', '*.iban', '*.email', '*.name', '*.address', '*.secret'] });
}

/** Temporal's SDK logs through the same logger. */
export function temporalLogger(logger: Logger): TemporalLogger {
  const levels: Readonly<Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>> = {
    TRACE: 'trace',
    DEBUG: 'debug',
    INFO: 'info',
    WARN: 'warn',
    ERROR: 'error',
  };
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { workflowId, workflowType, activityType, attempt, taskQueue, error } = { ...meta } as Record<
      string,
      unknown
    >;
    // Of an error only its kind: messages of failures may quote what the customer entered.
    const reason = error instanceof Error ? error.name : undefined;
    logger[levels[level]]({ workflowId, workflowType, activityType, attempt, taskQueue, reason }, message);
  });
}

/** By name, so that no process loads what throws them but itself. */
const ownWords = ['InvalidConfiguration', 'PayloadKeysDiffer', 'TemporalRefuses'];

/** For process entries: says in a sentence why the process cannot run, and exits 1. */
export function exitOnFailure(error: unknown): void {
  const isOurs = error instanceof Error && ownWords.includes(error.name);
  const text = isOurs ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 100).unref();
}
