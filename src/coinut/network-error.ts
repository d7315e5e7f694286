/** What a failed exchange tells: the system's code for what happened, and whether the request cannot have left. */
export interface NetworkError {
  readonly code: string | undefined;
  readonly sentNothing: boolean;
}

/** Steps that come before the first byte of a request: looking up the name, and opening the connection. */
const callsBeforeSending: readonly unknown[] = ['getaddrinfo', 'connect'];

/** A certificate is judged during the TLS handshake, and a request is written only after that. */
const certificateCode = /^(?:CERT_|ERR_TLS_CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH$)/;

/**
 * Reads fetch's error, whose cause hides deep: ky's NetworkError, fetch's TypeError, the system's own. A code alone
 * proves nothing: `EHOSTUNREACH` and even `ECONNREFUSED` also end connections on which a request was sent long ago, when
 * the network says so by ICMP. What counts is in which call it was met.
 */
export function readNetworkError(error: unknown): NetworkError {
  let current = error;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    // An AggregateError: one error for each address of the name that was tried.
    if ('errors' in current && Array.isArray(current.errors) && current.errors.length > 0) return ofAll(current.errors);
    if ('code' in current && typeof current.code === 'string') {
      return { code: current.code, sentNothing: cameBeforeSending(current, current.code) };
    }
    current = 'cause' in current ? current.cause : undefined;
  }
  return { code: undefined, sentNothing: false };
}

function ofAll(errors: readonly unknown[]): NetworkError {
  const read = errors.map(readNetworkError);
  return { code: read[0]?.code, sentNothing: read.every(({ sentNothing }) => sentNothing) };
}

function cameBeforeSending(error: object, code: string): boolean {
  const call = 'syscall' in error ? error.syscall : undefined;
  return callsBeforeSending.includes(call) || code === 'UND_ERR_CONNECT_TIMEOUT' || certificateCode.test(code);
}
