import { Worker } from '@temporalio/worker';
import { loadWorkerConfig } from '../../src/config';
import { dataConverterOf } from '../../src/temporal';
import { recordedHistories } from '../support/histories';
import { testPayloadKeys } from '../support/payload-keys';
import { workflowBundle } from '../support/shared-resources';

/** Workflow code that has changed must still lead where it led: orders may be under way when it is deployed. */
describe('every recorded story', () => {
  it('is replayed by the workflows as they are now', async () => {
    const recorded = await recordedHistories();
    expect(recorded.length).toBeGreaterThan(10);
    const dataConverter = dataConverterOf(
      loadWorkerConfig({
        PAYLOAD_KEYS: testPayloadKeys,
        COINUT_BASE_URL: 'http://127.0.0.1',
        COINUT_API_KEY: 'unused',
        COINUT_API_SECRET: 'unused',
      }),
    );
    const histories = recorded.map(({ workflowId, history }) => ({ workflowId, history }));
    const storyOf = new Map(recorded.map(({ workflowId, story }) => [workflowId, story]));
    const failures: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories(
      { workflowBundle: workflowBundle(), dataConverter },
      histories,
    )) {
      if (error) failures.push(`${storyOf.get(workflowId) ?? workflowId}: ${error.message}`);
    }
    expect(failures).toEqual([]);
  });
});
