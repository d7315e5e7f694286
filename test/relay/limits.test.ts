import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Client } from '@temporalio/client';
import { startRelay, type RunningRelay } from './support/relays';
import { sendReport, sendWebhook } from './support/senders';
import { temporalLine, type TemporalLine } from './support/temporal-line';

const noConcern = { event: 'VIRTUAL_ACCOUNT_APPROVED', payload: { id: 'v-1' } };
const bankReportSecret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

describe('a relay in the open internet', () => {
  let line: TemporalLine;
  let relay: RunningRelay;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    line = await temporalLine();
    relay = await startRelay({
      client: new Client({ connection: line.connection }),
      http: { headersTimeoutMs: 300, requestTimeoutMs: 600, checkEveryMs: 100, connections: 20 },
      sources: { refused: 5, hint: 5 },
      bankReportSecret,
    });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await relay.close();
    await line.stop();
  });

  async function connected(): Promise<Socket> {
    const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  it('cuts off a client that never finishes its headers', async () => {
    const socket = await connected();
    socket.write('POST /webhooks/coinut HTTP/1.1\r\nHost: relay\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('cuts off a client that never finishes its body', async () => {
    const socket = await connected();
    socket.write('POST /webhooks/coinut HTTP/1.1\r\nHost: relay\r\nContent-Length: 10\r\n\r\n{');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('takes no headers beyond 16 KB', async () => {
    const headers = { 'x-padding': 'x'.repeat(17_000) };
    expect((await fetch(`${relay.url}/health`, { headers })).status).toBe(431);
  });

  it('answers 400 to what is no HTTP', async () => {
    const socket = await connected();
    socket.write('NONSENSE\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('takes so many connections and no more', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, connected));
    const [first] = taken;
    const surplus = await connected();
    await once(surplus, 'close');
    const closed = once(first ?? surplus, 'close');
    first?.end();
    await closed;
    expect((await fetch(`${relay.url}/health`)).status).toBe(200);
  });

  it('answers a source that guesses with 401 each time, logs few of them, and goes on taking what is signed', async () => {
    const answers: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      answers.push((await sendWebhook(relay.url, noConcern, { secret: `guess-${time}` })).status);
    }
    expect(answers).toEqual(Array(8).fill(401));
    expect(await sendReport(relay.url, {}, { secret: bankReportSecret, unsigned: true })).toMatchObject({
      status: 401,
    });
    expect(await sendWebhook(relay.url, noConcern)).toMatchObject({ status: 200 });
    expect(await sendReport(relay.url, {}, { secret: bankReportSecret })).toMatchObject({ status: 400 });
    expect(relay.log().match(/webhook refused/g)).toHaveLength(5);
    expect(relay.log().match(/too many requests without a right signature/g)).toHaveLength(1);
  });

  it('says what is wrong in one shape, and shows nothing of a body', async () => {
    const tooLarge = await fetch(`${relay.url}/webhooks/coinut`, {
      method: 'POST',
      body: `secret-iban${'x'.repeat(65_536)}`,
    });
    expect([tooLarge.status, await tooLarge.json()]).toEqual([
      413,
      { status: 'error', message: 'The body is larger than 64 KB.' },
    ]);
    await sendWebhook(relay.url, { event: 'X', data: { iban: 'secret-iban' } });
    expect(relay.log()).not.toContain('secret-iban');
  });
});
