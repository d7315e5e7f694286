import { DefaultLogger, type Logger as TemporalLogger, type LogLevel } from '@temporalio/worker';
import pino, { type Logger } from 'pino';
import { isError, loggedError, redactionOf, type Redact } from './redaction';

/**
 * Structured logs on standard output. Bodies, inputs and secrets are never given to it. Should they be: of an error no
 * words are written, fields of personal names are left out, and the given secrets are taken out of every line.
 */
export function createLogger(
  name: string,
  level: string,
  secrets: readonly string[] = [],
  destination?: { readonly write: (line: string) => void },
): Logger {
  redactAtExit = redactionOf(secrets);
  const options: pino.LoggerOptions = {
    name,
    level,
    redact: ['*.accountNo', '*.iban', '*.email', '*.name', '*.address', '*.secret'],
    hooks: { logMethod: withoutWordsOfErrors, streamWrite: redactAtExit },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** pino would write all that is attached to an error, and take its message for that of the line. */
function withoutWordsOfErrors(this: Logger, args: Parameters<pino.LogFn>, write: pino.LogFn): void {
  const [first, message, ...values]: readonly unknown[] = args;
  if (typeof first !== 'object' || first === null) return write.apply(this, args);
  const given = isError(first) ? { err: first } : first;
  const fields = Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, unknown]) => [
      name,
      isError(value) ? loggedError(value) : value,
    ]),
  );
  const log: (fields: object, message?: string, ...values: unknown[]) => void = write.bind(this);
  if (typeof message === 'string') log(fields, message, ...values);
  else if ('err' in fields) log(fields, 'an error');
  else log(fields);
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
    const reason = isError(error) ? loggedError(error).type : undefined;
    const fields = { workflowId, workflowType, activityType, attempt, taskQueue, reason, why: ownWordsOf(error) };
    logger[levels[level]](fields, isError(error) ? withoutWordsOf(error, message) : message);
  });
}

/** Errors of this project about keys, by name. They say what is missing, and nothing of what was to be read. */
const keyErrors = ['PayloadKeyMissing', 'PayloadNotAuthentic'];

/** Why nothing can be read, where that is the reason at the bottom of an error. */
function ownWordsOf(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (keyErrors.includes(at.name)) return at.message;
  return undefined;
}

/** The SDK puts the message of an error at the end of some of its own. */
function withoutWordsOf({ message: words }: Error, message: string): string {
  return words === '' ? message : message.replaceAll(words, '…');
}

/** By name, so that no process loads what throws them but itself. */
const ownWords = ['InvalidConfiguration', 'PayloadKeysDiffer', 'TemporalRefuses'];

/** What is taken out of the last words of a process: the secrets of its logger. */
let redactAtExit: Redact = (text) => text;

/** For process entries: says in a sentence why the process cannot run, and exits 1. */
export function exitOnFailure(error: unknown): void {
  const isOurs = error instanceof Error && ownWords.includes(error.name);
  const text = isOurs ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${redactAtExit(text)}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 100).unref();
}
