import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, constants, createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { temporalAddress } from './shared-resources';

/** The path of one of the certificates and keys of the tests. */
export function tlsFile(name: 'ca' | 'strange-ca' | 'client' | 'client-key' | 'strange-client'): string {
  return join(__dirname, 'tls', `${name}.pem`);
}

/** The name that the certificate of the proxy is for. */
export const tlsServerName = 'temporal.test';

/** The Temporal server of this test run, as a cluster offers it that asks who is there. */
export interface TlsProxy {
  readonly address: string;
  /** How many calls were passed on. */
  passedOn(): number;
  stop(): Promise<void>;
}

const unauthenticated = '16';

/** Speaks gRPC over TLS, takes only clients with a certificate of the test's authority, and passes on what brings the key. */
export async function startTlsProxy({ apiKey }: { readonly apiKey?: string } = {}): Promise<TlsProxy> {
  const temporal = connect(`http://${temporalAddress()}`);
  const pem = (name: string) => readFileSync(join(__dirname, 'tls', `${name}.pem`));
  const server = createSecureServer({
    ...{ cert: pem('server'), key: pem('server-key'), ca: pem('ca') },
    ...{ requestCert: true, rejectUnauthorized: true },
  });
  let passedOn = 0;
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) return refuse(stream);
    passedOn += 1;
    passOn(stream, headers);
  });
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => sessions.add(session));

  function passOn(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const call = temporal.request({ ...headers, ':authority': temporalAddress(), ':scheme': 'http' });
    let trailers: IncomingHttpHeaders = {};
    call.on('error', () => stream.destroy());
    call.on('response', (answer, flags) => {
      if (stream.destroyed) return;
      // A call that fails at once has no body, and its status stands in its first headers.
      if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) return void stream.respond(answer, { endStream: true });
      stream.respond(answer, { waitForTrailers: true });
      call.pipe(stream);
    });
    call.on('trailers', (last: IncomingHttpHeaders) => (trailers = last));
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.on('close', () => call.close());
    stream.pipe(call);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  return {
    address: `127.0.0.1:${address.port}`,
    passedOn: () => passedOn,
    stop: async () => {
      server.close();
      for (const session of sessions) session.destroy();
      temporal.destroy();
      await once(server, 'close');
    },
  };
}

function refuse(stream: ServerHttp2Stream): void {
  const answer = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': unauthenticated };
  stream.respond({ ...answer, 'grpc-message': 'the key is not known' }, { endStream: true });
}
