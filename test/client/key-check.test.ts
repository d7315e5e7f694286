import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { checkKeys, PayloadKeysDiffer } from '../../src/client/key-check';
import { scheduleSweep } from '../../src/client/sweep-schedule';
import { createDataConverter } from '../../src/encryption/data-converter';
import { keyCanaryOf } from '../../src/encryption/key-canary';
import { generatePayloadKey, type KeyRing } from '../../src/encryption/key-ring';
import { keyRingOf, newKey, oldKey } from '../encryption/key-rings';
import { startRelay } from '../relay/support/relays';
import { temporalAddress } from '../support/shared-resources';

describe('the keys of the workers', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalAddress() });
  });
  afterAll(() => connection.close());

  const clientWith = (keyRing: KeyRing | 'none') =>
    new Client({ connection, dataConverter: createDataConverter({ keyRing, namespace: 'default' }) });

  /** A worker with these keys begins on a task queue. */
  async function workerBegins(keyRing: KeyRing | 'none', taskQueue = `keys-${randomUUID()}`): Promise<string> {
    const canary = { everyMs: 86_400_000, keyCanary: keyCanaryOf(keyRing) };
    await scheduleSweep(clientWith(keyRing), taskQueue, canary);
    return taskQueue;
  }

  const seenWith = (keyRing: KeyRing | 'none', taskQueue: string) => checkKeys(clientWith(keyRing), taskQueue, keyRing);

  it('are unknown before a worker has begun', async () => {
    expect(await seenWith(keyRingOf(oldKey), `keys-${randomUUID()}`)).toEqual({ keys: 'unknown' });
  });

  it('are seen to agree, and to differ with what to do about it', async () => {
    const taskQueue = await workerBegins(keyRingOf(newKey, oldKey));
    expect(await seenWith(keyRingOf(oldKey, newKey), taskQueue)).toEqual({ keys: 'agree' });
    const missing = expect.stringContaining("holds only 'old'. Add that key");
    expect(await seenWith(keyRingOf(oldKey), taskQueue)).toEqual({ keys: 'differ', problem: missing });
    const none = expect.stringContaining('Give it PAYLOAD_KEYS with that key');
    expect(await seenWith('none', taskQueue)).toEqual({ keys: 'differ', problem: none });
    const other = expect.stringContaining('is not the one that they hold under the same id');
    expect(await seenWith(keyRingOf(generatePayloadKey('new')), taskQueue)).toEqual({ keys: 'differ', problem: other });
  });

  it('are seen to differ where they are none', async () => {
    const taskQueue = await workerBegins('none');
    const problem = expect.stringContaining('The workers have PAYLOAD_KEYS=none');
    expect(await seenWith(keyRingOf(oldKey), taskQueue)).toEqual({ keys: 'differ', problem });
  });

  it('cannot be changed to some that do not open what is there: such a worker does not begin', async () => {
    const taskQueue = await workerBegins(keyRingOf(oldKey));
    for (const keys of [keyRingOf(newKey), 'none', keyRingOf(generatePayloadKey('old'))] as const)
      await expect(workerBegins(keys, taskQueue)).rejects.toThrow(PayloadKeysDiffer);
    await workerBegins(keyRingOf(newKey, oldKey), taskQueue);
    expect(await seenWith(keyRingOf(newKey, oldKey), taskQueue)).toEqual({ keys: 'agree' });
  });

  it('make a relay with others not ready, and say why', async () => {
    const taskQueue = await workerBegins(keyRingOf(newKey));
    const ready = async (keys: KeyRing) => {
      const relay = await startRelay({ client: clientWith(keys), taskQueue, payloadKeys: keys });
      const reply = await fetch(`${relay.url}/ready`);
      await relay.close();
      return { code: reply.status, ...((await reply.json()) as object) };
    };
    expect(await ready(keyRingOf(newKey, oldKey))).toEqual({ code: 200, status: 'ok', message: 'Temporal answers.' });
    expect(await ready(keyRingOf(oldKey))).toMatchObject({
      code: 503,
      message: expect.stringContaining("the key 'new'"),
    });
  });
});
