import type { Worker } from '@temporalio/worker';
import { loadWorkerConfig } from '../../src/config';
import { createWorkers } from '../../src/workers';
import { eventually } from '../support/eventually';
import { playStep, reached } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { workflowBundle } from '../support/shared-resources';

const namespace = 'default';

/** The workers of one version, until they are stopped. */
interface RunningVersion {
  stop(): Promise<void>;
}

describe.each(['AUTO_UPGRADE', 'PINNED'] as const)(
  'an order under way while the version is changed: %s',
  (behavior) => {
    let system: OfframpSystem;
    const running = new Set<RunningVersion>();
    beforeAll(async () => {
      system = await startOfframpSystem();
      await system.stopWorkers();
    });
    afterAll(async () => {
      await Promise.all([...running].map((version) => version.stop()));
      await system.stop();
    });

    const deploymentName = () => `deployment-of-${system.taskQueue}`;

    async function start(buildId: string): Promise<RunningVersion> {
      const config = loadWorkerConfig({
        ...system.workerEnvironment,
        TEMPORAL_DEPLOYMENT_NAME: deploymentName(),
        TEMPORAL_BUILD_ID: buildId,
        TEMPORAL_VERSIONING_BEHAVIOR: behavior,
      });
      const { client, environment } = system;
      const parts = { connection: environment.nativeConnection, client, workflowBundle: workflowBundle() };
      const workers: Worker[] = await createWorkers(config, parts);
      const done = Promise.all(workers.map((worker) => worker.run()));
      const version = {
        stop: async () => {
          running.delete(version);
          for (const worker of workers) worker.shutdown();
          await done;
        },
      };
      running.add(version);
      return version;
    }

    async function makeCurrent(buildId: string): Promise<void> {
      // The server knows a version once its workers have polled.
      await eventually(`version ${buildId} to become the current one`, async () => {
        await system.client.workflowService.setWorkerDeploymentCurrentVersion({
          ...{ namespace, deploymentName: deploymentName(), buildId, identity: 'test' },
        });
        return true;
      });
    }

    async function versionOf(reference: string): Promise<string | null | undefined> {
      const { workflowExecutionInfo } = await system.client.workflowService.describeWorkflowExecution({
        namespace,
        execution: { workflowId: `offramp-${reference}` },
      });
      return workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
    }

    const order = newOrder();

    it('begins with the version that is current', async () => {
      await start('one');
      await makeCurrent('one');
      await system.offramps.start(order);
      await playStep(system, order.reference, 'awaiting-customer-approval');
      await reached(system, order.reference, 'awaiting-deposit');
      expect(await versionOf(order.reference)).toBe('one');
    });

    it(behavior === 'PINNED' ? 'stays with it as long as it takes' : 'goes on with the new one', async () => {
      const [old] = [...running];
      await start('two');
      await makeCurrent('two');
      if (behavior === 'AUTO_UPGRADE') await old?.stop();
      await playStep(system, order.reference, 'awaiting-deposit');
      await reached(system, order.reference, 'confirming-deposit');
      expect(await versionOf(order.reference)).toBe(behavior === 'PINNED' ? 'one' : 'two');
    });

    it('is followed by others that begin with the new version', async () => {
      const later = newOrder();
      await system.offramps.start(later);
      await reached(system, later.reference, 'awaiting-customer-approval');
      expect(await versionOf(later.reference)).toBe('two');
    });
  },
);
