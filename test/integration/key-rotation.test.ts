import type { Payload } from '@temporalio/common';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { encryptionKeyId } from '../../src/encryption/encrypted-payload';
import { generatePayloadKey } from '../../src/encryption/key-ring';
import { offramp } from '../cli/support/command-line';
import { eventually } from '../support/eventually';
import { playStep, reached } from '../support/journeys';
import { offrampsWith, startKeySite, type KeySite, type KeySiteOptions } from '../support/key-sites';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { temporalAddress } from '../support/shared-resources';

const [one, two] = [generatePayloadKey('one'), generatePayloadKey('two')];
const aMonthMs = 30 * 86_400_000;

function isPayload(value: object): value is Payload {
  return 'data' in value && value.data instanceof Uint8Array && 'metadata' in value && value.metadata !== null;
}

/** The ids of the keys that an order's history is encrypted with. */
async function keysIn({ client }: OfframpSystem, reference: string): Promise<string[]> {
  const history = await client.workflow.getHandle(`offramp-${reference}`).fetchHistory();
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    const keyId = isPayload(value) ? encryptionKeyId(value) : undefined;
    if (keyId !== undefined) found.add(keyId);
    Object.values(value).forEach(walk);
  };
  walk(history.events);
  return [...found].sort();
}

describe('orders under way while payload keys are changed', () => {
  let system: OfframpSystem;
  let site: KeySite;
  beforeAll(async () => {
    system = await startOfframpSystem({ environment: { PAYLOAD_KEYS: one } });
    await system.stopWorkers();
    site = await startKeySite(system, one);
  });
  afterAll(async () => {
    await site.stop();
    await system.stop();
  });

  async function change(keys: string, own?: KeySiteOptions): Promise<void> {
    await site.stop();
    site = await startKeySite(system, keys, own);
  }
  const play = (reference: string, step: Parameters<typeof playStep>[2]) => playStep(site.system, reference, step);
  const doctorSays = async (keys: string) => {
    const { workerEnvironment } = system;
    const environment = { ...workerEnvironment, TEMPORAL_ADDRESS: temporalAddress(), PAYLOAD_KEYS: keys };
    const { findings } = (await offramp(['doctor', '--json'], { environment })).json() as {
      findings: { check: string; ok: boolean; message: string }[];
    };
    return findings.find(({ check }) => check === 'keys of the workers');
  };

  it('go on and end in the order that docs/security.md gives, and need the old key until then', async () => {
    const before = newOrder();
    await site.offramps.start(before);
    await play(before.reference, 'awaiting-customer-approval');
    await reached(site.system, before.reference, 'awaiting-deposit');

    // A new key that only the client has is refused; what it wrote could not be read.
    await expect(offrampsWith(system, `${two},${one}`).start(newOrder())).rejects.toThrow("do not hold the key 'two'");

    await change(`${one},${two}`);
    await play(before.reference, 'awaiting-deposit');
    await play(before.reference, 'confirming-deposit');

    await change(`${two},${one}`);
    const during = newOrder();
    await site.offramps.start(during);
    for (const step of ['awaiting-trade', 'awaiting-trade-settlement', 'awaiting-bank-transfer'] as const)
      await play(before.reference, step);
    await reached(site.system, before.reference, 'watching-for-return');
    await fastForward(site.system.client.connection, `offramp-${before.reference}`, aMonthMs);
    expect(await site.offramps.result(before.reference)).toMatchObject({ outcome: 'settled', evidence: 'bank-report' });
    expect(await keysIn(site.system, before.reference)).toEqual(['one', 'two']);

    await change(two);
    await play(during.reference, 'awaiting-customer-approval');
    await play(during.reference, 'awaiting-deposit');
    await reached(site.system, during.reference, 'confirming-deposit');
    expect(await keysIn(site.system, during.reference)).toEqual(['two']);
    expect(await doctorSays(two)).toMatchObject({ ok: true });
    expect(await doctorSays(one)).toMatchObject({ ok: false, message: expect.stringContaining("the key 'two'") });
  });

  it('wait where a worker lacks their key, which it says, and go on once it has it', async () => {
    await change(`${one},${two}`, { worker: `${two},${one}` });
    const order = newOrder();
    await site.offramps.start(order);
    await play(order.reference, 'awaiting-customer-approval');
    const { depositAddress } = await reached(site.system, order.reference, 'awaiting-deposit');

    await change(two, { asProcess: true });
    await system.simulator.play.receiveDeposit({ address: depositAddress?.address ?? '', amount: '250.00' });
    const handle = site.system.client.workflow.getHandle(`offramp-${order.reference}`);
    await eventually('the workflow task to fail', async () =>
      (await handle.fetchHistory()).events?.some((event) => event.workflowTaskFailedEventAttributes),
    );
    const complaint = site
      .workerLog()
      .split('\n')
      .find((line) => line.includes('"PayloadKeyMissing"'));
    expect(JSON.parse(complaint ?? '{}')).toMatchObject({
      level: 50,
      why: expect.stringMatching(/encrypted with the key 'one', but .* holds only 'two'\. Add that key/),
    });
    expect(
      await site.system.client.workflow.count(
        `WorkflowId = "offramp-${order.reference}" AND ExecutionStatus = "Running"`,
      ),
    ).toMatchObject({ count: 1 });

    await change(`${two},${one}`);
    await play(order.reference, 'confirming-deposit');
    expect(await reached(site.system, order.reference, 'awaiting-trade')).not.toHaveProperty('needsAttention');
  });
});
