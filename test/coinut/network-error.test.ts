import { readNetworkError } from '../../src/coinut/network-error';

const systemError = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
const fetchError = (cause: unknown) => new TypeError('fetch failed', { cause });
const aggregate = (errors: Error[]) => Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });

describe('a failed exchange', () => {
  it.each<[string, unknown, string]>([
    ['nobody listens', systemError('ECONNREFUSED', 'connect'), 'ECONNREFUSED'],
    ['the connection is reset while it is opened', systemError('ECONNRESET', 'connect'), 'ECONNRESET'],
    ['the connection cannot be opened in time', systemError('ETIMEDOUT', 'connect'), 'ETIMEDOUT'],
    ['fetch itself gives up opening it', systemError('UND_ERR_CONNECT_TIMEOUT'), 'UND_ERR_CONNECT_TIMEOUT'],
    ['there is no way to the host', systemError('EHOSTUNREACH', 'connect'), 'EHOSTUNREACH'],
    ['there is no network', systemError('ENETUNREACH', 'connect'), 'ENETUNREACH'],
    ['the name is unknown', systemError('ENOTFOUND', 'getaddrinfo'), 'ENOTFOUND'],
    ['names cannot be looked up', systemError('EAI_AGAIN', 'getaddrinfo'), 'EAI_AGAIN'],
    ['the certificate has expired', systemError('CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
    ['the certificate is of another host', systemError('ERR_TLS_CERT_ALTNAME_INVALID'), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['nobody vouches for the certificate', systemError('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'UNABLE_TO_VERIFY_LEAF_'],
    ['none of its addresses answers', aggregate([systemError('ECONNREFUSED', 'connect')]), 'ECONNREFUSED'],
  ])('sent nothing if %s', (_why, cause, code) => {
    const read = readNetworkError(fetchError(cause));
    expect(read).toEqual({ code: expect.stringContaining(code), sentNothing: true });
  });

  it.each<[string, unknown, string | undefined]>([
    ['the way to the host breaks while an answer is awaited', systemError('EHOSTUNREACH', 'read'), 'EHOSTUNREACH'],
    ['the network breaks while the request is written', systemError('ENETUNREACH', 'write'), 'ENETUNREACH'],
    ['the port closes while an answer is awaited', systemError('ECONNREFUSED', 'read'), 'ECONNREFUSED'],
    ['the connection is reset', systemError('ECONNRESET', 'read'), 'ECONNRESET'],
    ['the connection is closed', systemError('UND_ERR_SOCKET'), 'UND_ERR_SOCKET'],
    ['the handshake or what follows is garbled', systemError('ERR_SSL_WRONG_VERSION_NUMBER'), 'ERR_SSL_WRONG_VERSION'],
    [
      'one address of several may have been sent to',
      aggregate([systemError('ECONNREFUSED', 'connect'), systemError('ECONNRESET', 'read')]),
      'ECONNREFUSED',
    ],
    ['nothing is known', new Error('?'), undefined],
    ['an aggregate holds nothing', new AggregateError([]), undefined],
    ['the code is no text', Object.assign(new Error('?'), { code: 7 }), undefined],
    ['it is no error', 'x', undefined],
    ['it is nothing', undefined, undefined],
  ])('may have sent the request if %s', (_why, cause, code) => {
    const read = readNetworkError(fetchError(cause));
    expect(read).toEqual({ code: code === undefined ? undefined : expect.stringContaining(code), sentNothing: false });
  });

  it('ends its search in causes that go round in a circle', () => {
    const error = new Error('x');
    error.cause = error;
    expect(readNetworkError(error)).toEqual({ code: undefined, sentNothing: false });
  });
});
