import type { Worker } from '@temporalio/worker';
import { loadClientConfig, loadWorkerConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import { createWorkers } from '../../src/workers';
import { connectWorker } from '../../src/worker-connection';
import { offramp } from '../cli/support/command-line';
import { playStep, reached } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { testPayloadKeys } from '../support/payload-keys';
import { workflowBundle } from '../support/shared-resources';
import { startTlsProxy, tlsFile, tlsServerName, type TlsProxy } from '../support/tls-proxy';

const apiKey = 'key-of-the-cluster';

describe('a Temporal that asks for certificates and an API key', () => {
  let system: OfframpSystem;
  let proxy: TlsProxy;
  let environment: Record<string, string>;
  beforeAll(async () => {
    system = await startOfframpSystem();
    await system.stopWorkers();
    proxy = await startTlsProxy({ apiKey });
    environment = {
      ...system.workerEnvironment,
      TEMPORAL_ADDRESS: proxy.address,
      TEMPORAL_TLS_CA: tlsFile('ca'),
      TEMPORAL_TLS_CERT: tlsFile('client'),
      TEMPORAL_TLS_KEY: tlsFile('client-key'),
      TEMPORAL_TLS_SERVER_NAME: tlsServerName,
      TEMPORAL_API_KEY: apiKey,
    };
  });
  afterAll(async () => {
    await proxy.stop();
    await system.stop();
  });

  /** As the worker process does it. */
  async function whileWorking(work: () => Promise<void>): Promise<void> {
    const config = loadWorkerConfig(environment);
    const parts = await connectWorker(config);
    const workers: Worker[] = await createWorkers(config, { ...parts, workflowBundle: workflowBundle() });
    const done = Promise.all(workers.map((worker) => worker.run()));
    await work();
    for (const worker of workers) worker.shutdown();
    await done;
    await parts.connection.close();
  }

  it('is reached by the command and a worker, which take an order to its address', async () => {
    const order = newOrder();
    const started = await offramp(['start', '-'], { environment, input: JSON.stringify(order) });
    expect(started).toMatchObject({ exitCode: 0, err: '' });
    await whileWorking(async () => {
      await playStep(system, order.reference, 'awaiting-customer-approval');
      await reached(system, order.reference, 'awaiting-deposit');
    });
    expect(proxy.passedOn()).toBeGreaterThan(10);
  });

  it('cannot be reached with anything else, and the command says in a sentence what to correct', async () => {
    const rows: [string, Record<string, string>][] = [
      ['no certificate of ours', { TEMPORAL_TLS_CERT: '', TEMPORAL_TLS_KEY: '' }],
      ['a certificate of somebody else', { TEMPORAL_TLS_CERT: tlsFile('strange-client') }],
      ['an authority that has not signed the server', { TEMPORAL_TLS_CA: tlsFile('strange-ca') }],
      ['another name', { TEMPORAL_TLS_SERVER_NAME: 'elsewhere.test' }],
      ['no TLS at all', { TEMPORAL_TLS: 'false' }],
      ['another API key', { TEMPORAL_API_KEY: 'another-key' }],
      ['no API key', { TEMPORAL_API_KEY: '' }],
    ];
    const before = proxy.passedOn();
    // At once, since each waits until it is clear that nobody answers.
    const refused = await Promise.all(
      rows.map(async ([what, changed]) => {
        const { exitCode, err } = await offramp(['list'], { environment: { ...environment, ...changed } });
        return { what, exitCode, err };
      }),
    );
    for (const { what, exitCode, err } of refused) {
      expect({ what, exitCode }).toEqual({ what, exitCode: 1 });
      expect(err).toMatch(/^Temporal (?:cannot be reached at|at) 127\.0\.0\.1:\d+ ?.*(?:TEMPORAL_TLS_\*|doctor)/);
      expect(err).not.toContain(apiKey);
    }
    expect(proxy.passedOn()).toBe(before);
  });

  it('is not asked for TLS where the settings name none, and is where they do', async () => {
    const reach = async (more: Record<string, string>) => {
      const config = loadClientConfig({ TEMPORAL_ADDRESS: proxy.address, PAYLOAD_KEYS: testPayloadKeys, ...more });
      const client = await connectClient(config, { connectTimeout: 2_000 });
      await client.connection.close();
    };
    await expect(reach({})).rejects.toThrow();
    await expect(reach({ TEMPORAL_TLS: 'true' })).rejects.toThrow();
    expect(proxy.passedOn()).toBeGreaterThan(0);
  });
});
