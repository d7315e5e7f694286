import { leaveCases } from '../../demo/cases/leave-cases';
import { followStory } from '../../demo/follow';
import { stories } from '../../demo/stories';
import type { RunningSystem } from '../../demo/system';
import { createOfframpClient } from '../../src/client';
import { loadClientConfig } from '../../src/config';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { connectClient } from '../../src/temporal';

/** A workflow that a picture is taken of. */
export interface Pictured {
  /** That of its picture. */
  readonly name: string;
  readonly workflowId: string;
}

/** What the pictures are of. */
export interface PicturedOrders {
  readonly settled: Pictured;
  /** One of each kind that needs an operator. */
  readonly cases: readonly Pictured[];
}

/** Starts an order that settles, and one of each kind that needs an operator; resolves once each stands as it should. */
export async function bringOrders(running: RunningSystem, say: (line: string) => void): Promise<PicturedOrders> {
  const { signal } = new AbortController();
  const [settled, left] = await Promise.all([settle(running, signal), leaveCases(running, { say, signal })]);
  const problems = left.flatMap(({ operatorCase, problem }) => (problem ? [`${operatorCase.name}: ${problem}`] : []));
  if (problems.length > 0) throw new Error(`Some orders are not as they should be.\n${problems.join('\n')}`);
  const cases = left.map(({ operatorCase: { name }, subject }) => ({
    name,
    workflowId: subject.startsWith('unmatched-') ? subject : workflowIdOf(subject),
  }));
  return { settled, cases };
}

async function settle({ environment, simulatorUrl, runId }: RunningSystem, signal: AbortSignal): Promise<Pictured> {
  const [story] = stories;
  if (story === undefined) throw new Error('The demo has no stories.');
  const config = loadClientConfig(environment);
  const client = await connectClient(config);
  const offramps = createOfframpClient({ client, taskQueue: config.TEMPORAL_TASK_QUEUE });
  const following = { offramps, client, simulatorUrl, runId, signal, changed: () => undefined };
  const [end] = await followStory(following, story);
  await client.connection.close();
  if (end?.status?.outcome !== 'settled') throw new Error(`The order of the story ${story.name} has not settled.`);
  return { name: story.name, workflowId: end.status.workflowId };
}
