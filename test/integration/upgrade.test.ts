import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { replayLive, type Replay } from '../../scripts/replay/replay-live';
import { loadWorkerConfig } from '../../src/config';
import { generatePayloadKey, parsePayloadKeys } from '../../src/encryption/key-ring';
import { dataConverterOf } from '../../src/temporal';
import { createWorkers } from '../../src/workers';
import { bundleChanged, type ChangedBundle } from '../support/changed-workflows';
import { recordedHistories } from '../support/histories';
import { happySteps, playStep, reached, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { newOrder } from '../support/orders';
import { testPayloadKeys } from '../support/payload-keys';
import { temporalAddress, workflowBundle } from '../support/shared-resources';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'upgrading.md'), 'utf8');
/** As they stand in the function that they are of. */
const [before = '', safe = '', unsafe = ''] = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, lines = '']) =>
  lines.replace(/^(?=.)/gm, '  '),
);
const mark = 'customer-seen-again';
const aMonthMs = 30 * 86_400_000;

/** The changes that the page shows, made to the workflows as they are. */
const changed = (after: string) =>
  bundleChanged(
    { file: 'offramp.ts', before, after },
    {
      file: 'offramp.ts',
      before: 'proxyLocalActivities, workflowInfo }',
      after: `${after.includes('patched') ? 'patched, ' : ''}proxyLocalActivities, workflowInfo }`,
    },
  );

describe('the change that docs/upgrading.md works through', () => {
  let system: OfframpSystem;
  let safeBundle: ChangedBundle;
  let unsafeBundle: ChangedBundle;
  beforeAll(async () => {
    system = await startOfframpSystem();
    [safeBundle, unsafeBundle] = [await changed(safe), await changed(unsafe)];
  });
  afterAll(async () => {
    await Promise.all([safeBundle.remove(), unsafeBundle.remove()]);
    await system.stop();
  });

  /** The recorded stories, or some of them, that such workflows do not lead where they led. */
  async function stuck({ codePath }: ChangedBundle, of = (_story: string) => true): Promise<string[]> {
    const dataConverter = dataConverterOf(loadWorkerConfig(system.workerEnvironment));
    const histories = (await recordedHistories()).filter(({ story }) => of(story));
    const storyOf = new Map(histories.map(({ workflowId, story }) => [workflowId, story]));
    const found: string[] = [];
    const options = { workflowBundle: { codePath }, dataConverter };
    for await (const { workflowId, error } of Worker.runReplayHistories(options, histories))
      if (error) found.push(storyOf.get(workflowId) ?? workflowId);
    return found;
  }

  /** As an operator runs it. */
  async function command({ codePath }: ChangedBundle, ...more: string[]) {
    const words = ['--import', 'tsx', 'scripts/replay.ts', '--from', temporalAddress(), '--bundle', codePath, ...more];
    const { PATH, HOME } = process.env;
    const options = { cwd: join(__dirname, '..', '..'), env: { PATH, HOME, ...system.workerEnvironment } };
    return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      execFile(process.execPath, words, options, (error, out, err) => resolve({ code: error?.code ?? 0, out, err }));
    });
  }

  function live(bundle: WorkflowBundleOption, keys = testPayloadKeys): Promise<Replay> {
    const { client, taskQueue } = system;
    const selection = { taskQueue, endedSince: new Date(Date.now() - 3_600_000), limit: 100 };
    const dataConverter = dataConverterOf(loadWorkerConfig(system.workerEnvironment));
    return replayLive({ client, selection, workflowBundle: bundle, dataConverter, keyRing: parsePayloadKeys(keys) });
  }

  const historyOf = async (reference: string) =>
    (await system.client.workflow.getHandle(`offramp-${reference}`).fetchHistory()).events ?? [];
  const hasMark = async (reference: string) =>
    (await historyOf(reference)).some(({ markerRecordedEventAttributes: recorded }) =>
      recorded?.markerName?.includes('patch'),
    );

  it('leads every recorded story where it led; without patched it does not', async () => {
    expect(await stuck(safeBundle)).toEqual([]);
    const some = (story: string) => ['happy-path', 'no-deposit', 'transfer-failed'].includes(story);
    expect(await stuck(unsafeBundle, some)).toEqual(['happy-path', 'transfer-failed']);
  });

  it('takes orders on that wait before and behind it; the replay of live histories tells which would be stuck', async () => {
    const [waitsForDeposit, waitsForTrade] = [newOrder(), newOrder()];
    await Promise.all([
      startUntil(system, waitsForDeposit, 'awaiting-deposit'),
      startUntil(system, waitsForTrade, 'awaiting-trade'),
    ]);
    await system.stopWorkers();

    for (const bundle of [workflowBundle(), safeBundle])
      expect(await live(bundle)).toMatchObject({ replayed: { offramp: 2 }, problems: [] });
    expect((await live(unsafeBundle)).problems).toEqual([
      expect.stringMatching(`^offramp-${waitsForTrade.reference} \\(run [\\w-]+\\) would be stuck: `),
    ]);
    expect(await command(safeBundle)).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^Replayed \d+ histories of the task queue offramp-.*\bofframp 2\b.*\nAll lead where they led\.\n$/,
      ),
      err: '',
    });
    expect(await command(unsafeBundle)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        / would be stuck: .*\n1 would not go on with the workflows as they are now\. Do not deploy/,
      ),
    });
    expect(await command(safeBundle, '--query', 'WorkflowType = "none"')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There was none, which shows nothing.'),
    });
    expect(await command(safeBundle, '--limit', 'all')).toMatchObject({ code: 2 });
    const unreadable = await live(safeBundle, generatePayloadKey('other'));
    expect(unreadable.problems).toContain(
      `offramp-${waitsForTrade.reference} cannot be read: PAYLOAD_KEYS lacks 'test'.`,
    );

    const config = loadWorkerConfig(system.workerEnvironment);
    const { nativeConnection: connection } = system.environment;
    const workers = await createWorkers(config, { connection, client: system.client, workflowBundle: safeBundle });
    const running = Promise.all(workers.map((worker) => worker.run()));
    for (const [order, from] of [
      [waitsForDeposit, 'awaiting-deposit'],
      [waitsForTrade, 'awaiting-trade'],
    ] as const) {
      for (const step of happySteps.slice(happySteps.indexOf(from))) await playStep(system, order.reference, step);
      await reached(system, order.reference, 'watching-for-return');
      await fastForward(system.client.connection, `offramp-${order.reference}`, aMonthMs);
      expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: 'settled' });
    }
    expect([await hasMark(waitsForDeposit.reference), await hasMark(waitsForTrade.reference)]).toEqual([true, false]);
    for (const worker of workers) worker.shutdown();
    await running;
    expect((await live(safeBundle)).problems).toEqual([]);
  });

  it('is shown as it is tested', () => {
    expect(safe).toContain(`patched('${mark}')`);
    expect(unsafe).not.toContain('patched');
  });
});
