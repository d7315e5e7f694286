import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { createOfframpClient, PayloadKeysDiffer } from '../../src/client';
import { createKeyGuard } from '../../src/client/key-guard';
import { scheduleSweep } from '../../src/client/sweep-schedule';
import { createDataConverter } from '../../src/encryption/data-converter';
import { keyCanaryOf } from '../../src/encryption/key-canary';
import { generatePayloadKey, type KeyRing } from '../../src/encryption/key-ring';
import { offramp } from '../cli/support/command-line';
import { keyRingOf, newKey, oldKey } from '../encryption/key-rings';
import { newOrder } from '../support/orders';
import { temporalAddress } from '../support/shared-resources';

describe('a client whose keys the workers do not hold', () => {
  let connection: Connection;
  let taskQueue: string;
  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalAddress() });
  });
  beforeEach(async () => {
    taskQueue = `keys-${randomUUID()}`;
    await workerBegins(keyRingOf(newKey, oldKey));
  });
  afterAll(() => connection.close());

  const clientWith = (keyRing: KeyRing | 'none') =>
    new Client({ connection, dataConverter: createDataConverter({ keyRing, namespace: 'default' }) });

  /** A worker with these keys begins on the task queue of this test. */
  const workerBegins = (keyRing: KeyRing) =>
    scheduleSweep(clientWith(keyRing), taskQueue, { everyMs: 86_400_000, keyCanary: keyCanaryOf(keyRing) });

  const othersOfTheSameName = keyRingOf(newKey, generatePayloadKey('old'));

  it.each<[string, KeyRing | 'none', RegExp]>([
    ['none', 'none', /Give it PAYLOAD_KEYS with that key/],
    ['only one that came before', keyRingOf(oldKey), /holds only 'old'/],
    ['a newer one', keyRingOf(generatePayloadKey('newer'), newKey), /do not hold the key 'newer'/],
    ['another of the same name', keyRingOf(generatePayloadKey('new')), /not the one that they hold under the same id/],
  ])('is refused with %s: nothing is started, nothing told to an order', async (_which, keyRing, why) => {
    const offramps = createOfframpClient({ client: clientWith(keyRing), taskQueue });
    const order = newOrder();
    const operator = { operator: 'Kim', reason: 'The provider is back.' };
    await expect(offramps.start(order)).rejects.toThrow(PayloadKeysDiffer);
    await expect(offramps.start(order)).rejects.toThrow(why);
    await expect(offramps.retryNow(order.reference, operator)).rejects.toThrow(why);
    await expect(offramps.dismiss('unmatched-1', operator)).rejects.toThrow(why);
    await expect(connection.workflowService.describeWorkflowExecution(named(order.reference))).rejects.toThrow();
  });

  it('is refused although it was made with another version of our converters', async () => {
    const offramps = createOfframpClient({ client: new Client({ connection }), taskQueue });
    await expect(offramps.start(newOrder())).rejects.toThrow(PayloadKeysDiffer);
  });

  it('is no other than one that has theirs, in any order', async () => {
    for (const keyRing of [keyRingOf(newKey), keyRingOf(oldKey, newKey)]) {
      const offramps = createOfframpClient({ client: clientWith(keyRing), taskQueue });
      expect(await offramps.start(newOrder())).toMatchObject({ stage: 'registering-customer' });
    }
  });

  it('is told by the command in a sentence, with exit code 1', async () => {
    const environment = {
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_TASK_QUEUE: taskQueue,
      PAYLOAD_KEYS: generatePayloadKey('other'),
    };
    const { exitCode, out, err } = await offramp(['start', '-'], { environment, input: JSON.stringify(newOrder()) });
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^A payload was encrypted with the key 'new', but PAYLOAD_KEYS .* holds only 'other'\./);
  });

  it('is found out at most a minute later where the workers have changed', async () => {
    let nowMs = 0;
    let asked = 0;
    const client = clientWith(keyRingOf(oldKey, newKey));
    const guard = createKeyGuard(client, taskQueue, () => nowMs);
    const { schedule } = client;
    const getHandle = schedule.getHandle.bind(schedule);
    schedule.getHandle = (id) => {
      asked += 1;
      return getHandle(id);
    };
    await Promise.all([guard(), guard(), guard()]);
    await guard();
    expect(asked).toBe(1);
    await workerBegins(keyRingOf(newKey));
    nowMs = 59_999;
    await guard();
    expect(asked).toBe(1);
    nowMs = 60_000;
    await expect(guard()).rejects.toThrow("do not hold the key 'old'");
  });

  it('cannot be known before a worker has begun, so that it may start orders', async () => {
    const offramps = createOfframpClient({
      client: clientWith(othersOfTheSameName),
      taskQueue: `keys-${randomUUID()}`,
    });
    expect(await offramps.start(newOrder())).toMatchObject({ stage: 'registering-customer' });
  });

  function named(reference: string) {
    return { namespace: 'default', execution: { workflowId: `offramp-${reference}` } };
  }
});
