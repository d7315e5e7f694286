import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { createTestEnvironment } from '../support/test-environment';
import { answeredSignal, type reminder, virtualTimeQuery } from '../support/workflows/reminder';

const hourMs = 3_600_000;

describe('fastForward', () => {
  let environment: TestWorkflowEnvironment;
  let workflowBundle: WorkflowBundleWithSourceMap;

  beforeAll(async () => {
    environment = await createTestEnvironment();
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: require.resolve('../support/workflows'),
      logger: new DefaultLogger('WARN'),
    });
  });
  afterAll(() => environment.teardown());

  async function withReminder(
    story: (handle: WorkflowHandleWithFirstExecutionRunId<typeof reminder>) => Promise<void>,
    pause?: () => Promise<void>,
  ): Promise<void> {
    const taskQueue = `reminder-${randomUUID()}`;
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue,
      workflowBundle,
      activities: { pause: pause ?? (() => Promise.resolve()) },
    });
    await worker.runUntil(async () => {
      const handle = await environment.client.workflow.start<typeof reminder>('reminder', {
        taskQueue,
        workflowId: taskQueue,
        args: [{ withActivity: pause !== undefined }],
      });
      await story(handle);
    });
  }

  it('fires the timers that fall due on the way', async () => {
    await withReminder(async (handle) => {
      const startedAt = Date.now();
      expect(await fastForward(environment.connection, handle.workflowId, '73 hours')).toBe('arrived');
      expect(await handle.query(virtualTimeQuery)).toBeGreaterThanOrEqual(startedAt + 72 * hourMs);
    });
  });

  it('leaves the rest of a wait to a later signal', async () => {
    await withReminder(async (handle) => {
      await fastForward(environment.connection, handle.workflowId, '48 hours');
      await handle.signal(answeredSignal);
      await eventually('the answer to be seen about 48 hours after the start', async () => {
        const hours = ((await handle.query(virtualTimeQuery)) - Date.now()) / hourMs;
        return 47 < hours && hours < 49;
      });
      expect(await fastForward(environment.connection, handle.workflowId, '25 hours')).toBe('ended');
      expect(await handle.result()).toBe('answered');
    });
  });

  it('says so when the workflow ends on the way', async () => {
    await withReminder(async (handle) => {
      expect(await fastForward(environment.connection, handle.workflowId, '30 days')).toBe('ended');
      expect(await handle.result()).toBe('silence');
    });
  });

  it('refuses a workflow that has already ended', async () => {
    await withReminder(async (handle) => {
      await handle.terminate();
      await expect(fastForward(environment.connection, handle.workflowId, '1 hour')).rejects.toThrow(
        `${handle.workflowId} could not be fast-forwarded by 1 hour: 5 NOT_FOUND: workflow execution already completed`,
      );
    });
  });

  it('waits for a running activity before it moves the clock', async () => {
    let endPause: (() => void) | undefined;
    const pause = () => new Promise<void>((resolve) => (endPause = resolve));
    await withReminder(async (handle) => {
      await eventually('the activity to run', () => endPause !== undefined);
      const arrival = fastForward(environment.connection, handle.workflowId, '73 hours');
      // Ten times what it takes where nothing holds it.
      expect(await Promise.race([arrival, delay(700, 'still waiting')])).toBe('still waiting');
      expect(await handle.query(virtualTimeQuery)).toBeLessThan(Date.now() + hourMs);
      endPause?.();
      expect(await arrival).toBe('arrived');
    }, pause);
  });
});
