import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublicAddress, postOutwards } from '../../src/activities/outward-post';

describe('a public address', () => {
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111'])('is one like %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12:3456::1'],
    // Wrapped private ones, and what is no address at all.
    ...['::ffff:127.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'localhost', ''],
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a post to the outside', () => {
  let server: Server;
  let url: URL;
  let requests: string[];
  async function serve(answer: RequestListener): Promise<void> {
    requests = [];
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  }
  afterEach(() => server.close().closeAllConnections());

  const post = (choices: { to?: URL; allowPrivate?: boolean; timeoutMs?: number } = {}) =>
    postOutwards({
      ...{ url: choices.to ?? url, headers: {}, body: '{}', timeoutMs: 5_000, allowPrivate: true },
      ...choices,
    });

  it('answers with the status, and follows no redirect', async () => {
    await serve((_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await post()).toEqual({ status: 302 });
    expect(requests).toEqual(['POST /hook']);
  });

  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://0x7f.1',
    'http://2130706433',
  ])('does not reach %s unless private addresses are allowed', async (origin) => {
    await serve((_request, response) => void response.end());
    const to = new URL(`${origin}:${url.port}/hook`);
    await expect(post({ to, allowPrivate: false })).rejects.toThrow('NOTIFY_ALLOW_PRIVATE=true');
    expect(requests).toEqual([]);
  });

  it('gives up on a server that does not answer', async () => {
    await serve(() => undefined);
    await expect(post({ timeoutMs: 100 })).rejects.toThrow();
  });

  it('does not wait for an answer that never ends', async () => {
    await serve((_request, response) => void response.writeHead(200).write('x'));
    expect(await post()).toEqual({ status: 200 });
  });
});
