import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { compileSources } from '../../chaos/parts/compiled-sources';
import { generateSecrets, temporalEnvironment, workerEnvironment } from '../../chaos/parts/settings';
import { startTemporalServer } from '../../scripts/temporal-server';
import { loadClientConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import { FakeProvider } from './fake-provider';
import { MeasuredWorker, type WorkerKind } from './measured-worker';
import { writeWorkflowBundle } from './workflow-bundle-file';

/** Temporal, a provider that answers at once, and workers whose use can be told, for as long as a measurement takes. */
export interface BenchSite {
  readonly client: Client;
  readonly provider: FakeProvider;
  /** Where files of this run may be put. */
  readonly directory: string;
  startWorker(kind: WorkerKind, taskQueue: string, further?: Readonly<Record<string, string>>): Promise<MeasuredWorker>;
}

export async function withBenchSite<T>(say: (line: string) => void, work: (site: BenchSite) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-bench-'));
  const temporal = await startTemporalServer({ log: say });
  const provider = await FakeProvider.start();
  const sources = await compileSources('src', 'bench');
  const settings = {
    runId: randomBytes(2).toString('hex'),
    temporalAddress: temporal.address,
    secrets: generateSecrets(),
  };
  const client = await connectClient(loadClientConfig(temporalEnvironment(settings, 'offramp')));
  const workers: MeasuredWorker[] = [];
  try {
    return await work({
      ...{ client, provider, directory },
      startWorker: async (kind, taskQueue, further = {}) => {
        const worker = await MeasuredWorker.start(kind, sources, {
          ...workerEnvironment(settings, { taskQueue, relayPort: 0, intakeUrl: '', providerUrl: provider.url }),
          // As it is deployed: what waits longer than a third of it to be sent is not sent.
          COINUT_SIGNATURE_WINDOW: '60 seconds',
          BENCH_WORKFLOW_BUNDLE: await writeWorkflowBundle(kind, directory),
          ...further,
        });
        workers.push(worker);
        return worker;
      },
    });
  } finally {
    workers.forEach((worker) => worker.stop());
    await client.connection.close();
    await provider.stop();
    await sources.remove();
    await temporal.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
