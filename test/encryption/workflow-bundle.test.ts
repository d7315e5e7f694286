import type { Payload } from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import { temporal } from '@temporalio/proto';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { converterPaths, createDataConverter } from '../../src/encryption/data-converter';
import type { KeyRing } from '../../src/encryption/key-ring';
import { createPayloadCodec } from '../../src/encryption/payload-codec';
import { keyRingOf, newKey, oldKey, payloadOf } from './key-rings';

const namespace = 'default';
const { EventType } = temporal.api.enums.v1;

type End = 'completed' | 'failed' | 'timer';

let workflowBundle: WorkflowBundleWithSourceMap;
const logged: string[] = [];

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', ({ meta }) => logged.push(String(meta?.['error']))),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }), forward: {} } },
  });
  // The bundler refuses Node built-ins, so that it succeeds is the first half of the proof.
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./bundled-workflow'),
    ...converterPaths,
    logger: new DefaultLogger('ERROR'),
  });
});

async function replay(input: Payload, end: End, keyRing: KeyRing | 'none' = keyRingOf(newKey)): Promise<void> {
  const dataConverter = createDataConverter({ keyRing, namespace });
  await Worker.runReplayHistory({ workflowBundle, dataConverter }, historyOf(input, end));
}

describe('the converters in a workflow bundle', () => {
  it('bring our converters along, and no cryptography', () => {
    const ours = [...workflowBundle.code.matchAll(/^\/\*{3}\/ "\.\/src\/encryption\/([^"]+)"/gm)].map(
      ([, file]) => file,
    );
    expect(ours).toEqual(['encrypted-payload.ts', 'failure-converter.ts', 'payload-converter.ts']);
  });

  it('read plain input', async () => {
    await replay(payloadOf('plain'), 'completed');
    await replay(payloadOf('plain'), 'completed', 'none');
    await replay(payloadOf('other'), 'timer');
  });

  it('read input that the codec has decrypted', async () => {
    await replay(await sealed('plain'), 'completed');
    await expect(replay(await sealed('plain'), 'failed')).rejects.toThrow(/[Nn]ondeterminism/);
  });

  it('give unreadable input to the workflow, which can then end by itself', async () => {
    await replay({ metadata: { encoding: encode('json/plain') }, data: encode('{') }, 'failed');
    await replay({ metadata: { encoding: encode('binary/foreign') }, data: encode('{') }, 'failed');
  });

  it('fail the workflow task, not the workflow, while a key is missing, and the worker names it', async () => {
    for (const end of ['completed', 'failed', 'timer'] as const) {
      logged.length = 0;
      await expect(replay(await sealed('plain'), end, keyRingOf(oldKey))).rejects.toThrow('workflow task failure');
      expect(logged).toEqual([expect.stringMatching(/^PayloadKeyMissing: .*key 'new'/)]);
    }
  });

  it('fail the workflow task, not the workflow, while all keys are missing', async () => {
    for (const end of ['completed', 'failed', 'timer'] as const) {
      await expect(replay(await sealed('plain'), end, 'none')).rejects.toThrow('workflow task failure');
    }
  });
});

async function sealed(value: unknown): Promise<Payload> {
  const [payload] = await createPayloadCodec({ keyRing: keyRingOf(newKey), namespace }).encode([payloadOf(value)]);
  if (payload === undefined) throw new Error('A payload was expected.');
  return payload;
}

/** A history of `showInput` that was started with this input and ended in this way. */
function historyOf(input: Payload, end: End): temporal.api.history.v1.History {
  const taskQueue = { name: 'queue' };
  const ends = {
    completed: {
      eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
      workflowExecutionCompletedEventAttributes: { workflowTaskCompletedEventId: 4 },
    },
    failed: {
      eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
      workflowExecutionFailedEventAttributes: { workflowTaskCompletedEventId: 4 },
    },
    timer: {
      eventType: EventType.EVENT_TYPE_TIMER_STARTED,
      timerStartedEventAttributes: { timerId: '1', workflowTaskCompletedEventId: 4 },
    },
  };
  const events = [
    {
      eventType: EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
      workflowExecutionStartedEventAttributes: {
        workflowType: { name: 'showInput' },
        taskQueue,
        input: { payloads: [input] },
        originalExecutionRunId: 'run',
        firstExecutionRunId: 'run',
        workflowTaskTimeout: { seconds: 10 },
        attempt: 1,
      },
    },
    {
      eventType: EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
      workflowTaskScheduledEventAttributes: { taskQueue, attempt: 1 },
    },
    {
      eventType: EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
      workflowTaskStartedEventAttributes: { scheduledEventId: 2 },
    },
    {
      eventType: EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
      workflowTaskCompletedEventAttributes: {
        scheduledEventId: 2,
        startedEventId: 3,
        sdkMetadata: { coreUsedFlags: [1, 2, 3] },
      },
    },
    ends[end],
  ];
  return temporal.api.history.v1.History.fromObject({
    events: events.map((event, index) => ({ eventId: index + 1, eventTime: { seconds: 1_700_000_000 }, ...event })),
  });
}
