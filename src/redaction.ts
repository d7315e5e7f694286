/** Takes secrets out of a text that is about to leave the process. */
export type Redact = (text: string) => string;

/** What is shorter would be found in innocent words. No secret of ours is that short. */
const shortestSecret = 6;

/**
 * Knows secrets in every form in which they are likely to be written: as they are, within JSON, in a URL, in base64 and
 * in hex. It is the last line: nothing is meant to reach it.
 */
export function redactionOf(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOf));
  // A form may contain another; the longer one goes first, or a part of it would stay.
  const longestFirst = [...forms].sort((one, other) => other.length - one.length);
  return (text) => longestFirst.reduce((left, form) => left.replaceAll(form, '[redacted]'), text);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

/** An error as it may be logged: what it is and where it came from, without its words, which may quote anything. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly stack?: string;
}

/** Also for what timeouts and cancelled requests throw. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || value instanceof DOMException;
}

/** Of an error its kind, its code and the places it passed, never its message, its details or what is attached to it. */
export function loggedError(error: Error): LoggedError {
  const code = 'code' in error && /^\w{1,40}$/.test(String(error.code)) ? { code: String(error.code) } : {};
  const places = (error.stack ?? '').split('\n').filter((line) => place.test(line));
  return { type: nameOf(error), ...code, ...(places.length > 0 && { stack: places.join('\n') }) };
}

const place = /^ +at (?:\S+ )*\(?[^\s()]+:\d+:\d+\)?$/;

/** A name is written by programs, but by any program. */
function nameOf({ name }: Error): string {
  return /^\w{1,60}$/.test(name) ? name : 'Error';
}
