import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { eventually } from '../support/eventually';
import { startRelay, type RunningRelay } from './support/relays';
import { sendWebhook } from './support/senders';
import { temporalLine, type TemporalLine } from './support/temporal-line';

const noConcern = { event: 'VIRTUAL_ACCOUNT_APPROVED', payload: { id: 'v-1' } };

describe('a relay', () => {
  let line: TemporalLine;
  let relay: RunningRelay;

  beforeEach(async () => {
    line = await temporalLine();
    relay = await startRelay({ client: new Client({ connection: line.connection }), deliveryTimeoutMs: 1_000 });
  });
  afterEach(async () => {
    await relay.close();
    await line.stop();
  });

  it('is alive and ready', async () => {
    const [health, ready] = [await fetch(`${relay.url}/health`), await fetch(`${relay.url}/ready`)];
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', message: 'Temporal answers.' }]);
  });

  it.each(['cut', 'silence'] as const)('is alive and not ready if Temporal is away (%s)', async (away) => {
    await line[away]();
    const [health, ready] = [await fetch(`${relay.url}/health`), await fetch(`${relay.url}/ready`)];
    expect(health.status).toBe(200);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'error', message: 'Temporal does not answer.' },
    ]);
  });

  it.each(['cut', 'silence'] as const)('makes the provider keep its events if Temporal is away (%s)', async (away) => {
    await line[away]();
    const beganAt = performance.now();
    const reply = await sendWebhook(relay.url, { event: 'CUSTOMER_APPROVED', data: { customerId: 'c-1' } });
    expect(reply).toMatchObject({ status: 503, retryAfter: '5', message: expect.stringContaining('send it again') });
    expect(performance.now() - beganAt).toBeLessThan(3_000);
  });

  it('acknowledges without Temporal what it needs no Temporal for', async () => {
    await line.cut();
    expect(await sendWebhook(relay.url, noConcern)).toMatchObject({ status: 200 });
  });

  it('refuses bank reports where no secret for them is set', async () => {
    const response = await fetch(`${relay.url}/bank-reports`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('BANK_REPORT_SECRET is not set') });
  });

  it.each([
    ['another path', 'POST', '/webhooks/coinut/'],
    ['no path', 'GET', '/'],
  ])('knows nothing of %s', async (_why, method, path) => {
    expect((await fetch(relay.url + path, { method })).status).toBe(404);
  });

  it.each([
    ['GET', '/webhooks/coinut', 'POST'],
    ['PUT', '/webhooks/coinut', 'POST'],
    ['DELETE', '/bank-reports', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
    ['POST', '/ready', 'GET, HEAD'],
  ])('knows no %s at %s, and says what it knows', async (method, path, allow) => {
    const response = await fetch(relay.url + path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
  });

  it.each(['/webhooks/coinut', '/bank-reports'])('takes no more than 64 KB at %s', async (path) => {
    const response = await fetch(relay.url + path, { method: 'POST', body: 'x'.repeat(65_537) });
    expect(response.status).toBe(413);
  });

  it('takes up to 64 KB', async () => {
    const whole = JSON.stringify({ ...noConcern, padding: '' });
    const body = whole.replace('""', `"${'x'.repeat(65_536 - whole.length)}"`);
    expect(await sendWebhook(relay.url, body)).toMatchObject({ status: 200 });
  });

  it.each([
    ...['application/json; charset=utf-8', 'application/vnd.coinut+json', 'text/plain', 'application/octet-stream'],
    ...['application/x-www-form-urlencoded', 'multipart/form-data', 'text/html'],
  ])('reads what is signed, whatever it is called: %s', async (contentType) => {
    expect(await sendWebhook(relay.url, noConcern, { contentType })).toMatchObject({ status: 200 });
  });

  it('does not read a compressed body', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const response = await fetch(`${relay.url}/webhooks/coinut`, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(415);
  });

  it('answers a request without a body and without a type', async () => {
    expect((await fetch(`${relay.url}/webhooks/coinut`, { method: 'POST' })).status).toBe(401);
  });
});

describe('closing a relay', () => {
  let line: TemporalLine;
  let relay: RunningRelay;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    line = await temporalLine();
    relay = await startRelay({ client: new Client({ connection: line.connection }), signatures: 'optional' });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await relay.close();
    await line.stop();
  });

  async function connected(): Promise<Socket> {
    const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  async function closeWithin(deadlineMs: number, closing = relay.close()): Promise<void> {
    const beganAt = performance.now();
    await closing;
    expect(performance.now() - beganAt).toBeLessThan(deadlineMs);
  }

  it('does not wait for a connection that is kept alive', async () => {
    const agent = new Agent({ keepAlive: true });
    const asked = request(`${relay.url}/health`, { agent });
    asked.end();
    const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream & { headers: object }];
    expect(await text(response)).toBe('{"status":"ok"}');
    expect(response.headers).toMatchObject({ connection: 'keep-alive' });
    await closeWithin(2_000);
    agent.destroy();
  });

  it('does not wait for a connection that has never asked for anything, as load balancers keep them', async () => {
    await connected();
    // The relay has seen the connection once it answers one that was made later.
    await fetch(`${relay.url}/health`);
    await closeWithin(2_000);
  });

  it('answers a request that is under way, and ends its connection', async () => {
    const socket = await connected();
    const body = JSON.stringify(noConcern);
    const head = ['POST /webhooks/coinut HTTP/1.1', 'Host: relay', `Content-Length: ${body.length}`, '', ''].join(
      '\r\n',
    );
    socket.write(head + body.slice(0, 10));
    await fetch(`${relay.url}/health`);
    const closing = relay.close();
    await eventually('the relay to take no more connections', async () => {
      const refused = await fetch(`${relay.url}/health`).then(
        () => false,
        () => true,
      );
      return refused;
    });
    // Many times the interval at which the relay drops what has no request.
    const closed = once(socket, 'close').then(() => 'closed');
    expect(await Promise.race([closed, delay(400, 'still open')])).toBe('still open');
    socket.write(body.slice(10));
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer.toLowerCase()).toContain('connection: close');
    await closeWithin(2_000, closing);
  });
});
