import type { Client } from '@temporalio/client';
import { startSimulator } from '../../simulator';
import { describeOrder } from '../checker/orders';
import { readPaidTwice } from '../checker/paid-twice';
import { readProviderLog } from '../checker/provider-log';
import { timelineOf, type Timeline } from '../checker/timeline';
import { eachOf } from '../storm/at-once';
import { booksOf, emptyBooks, type Books } from './books';
import type { CastOrder } from './cast';
import type { Hit } from './hits';
import type { KillEvidence } from './judge';
import { listAll, listClaimed, listKeptEvents } from './listed';
import type { KillSystem } from './system';

const atOnce = 8;

/** Reads the histories of orders from Temporal, by their workflow ids. One that is not there has none. */
export async function readTimelines(client: Client, workflowIds: readonly string[]): Promise<Map<string, Timeline>> {
  const read = await eachOf(workflowIds, atOnce, async (workflowId) => {
    const history = await client.workflow
      .getHandle(workflowId)
      .fetchHistory()
      .catch(() => undefined);
    return [workflowId, history?.events ?? undefined] as const;
  });
  return new Map(read.flatMap(([workflowId, events]) => (events ? [[workflowId, timelineOf(events)]] : [])));
}

interface Collected {
  readonly client: Client;
  readonly system: KillSystem;
  /** What the workflow ids of all orders of the run begin with. */
  readonly prefix: string;
  readonly cast: readonly CastOrder[];
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly hits: readonly Hit[];
}

/** Asks the provider and Temporal for everything that is judged. Ends the provider, to look into its records. */
export async function collectEvidence({
  client,
  system,
  prefix,
  cast,
  timelines,
  hits,
}: Collected): Promise<KillEvidence> {
  const { workflowService, options } = client.workflow;
  const temporal = { workflowService, namespace: options.namespace };
  const listed = await listAll(client, prefix);
  const running = new Set(listed.filter((order) => order.running).map(({ workflowId }) => workflowId));
  const standings = (ids: readonly string[]) =>
    eachOf(ids, atOnce, async (workflowId) => {
      return { ...(await describeOrder(temporal, workflowId)), running: running.has(workflowId) };
    });
  const own = new Map((await standings(cast.map(({ workflowId }) => workflowId))).map((one) => [one.workflowId, one]));
  const later = await standings(listed.map(({ workflowId }) => workflowId).filter((id) => id.includes(':deposit:')));
  const [log, paidTwice] = [await readProviderLog(system.providerUrl), await readPaidTwice(system.providerUrl)];
  const [claimed, kept] = [await listClaimed(client, system.taskQueue), await listKeptEvents(client, system.taskQueue)];
  const { lapses } = system;
  const books = await booksOfAll(cast, system);
  const orders = cast.map((order) => ({
    workflowId: order.workflowId,
    cast: order,
    standing: own.get(order.workflowId)?.standing ?? ({ is: 'broken', how: 'not to be found' } as const),
    running: running.has(order.workflowId),
    books: books.get(order.workflowId) ?? emptyBooks,
    bugs: timelines.get(order.workflowId)?.bugs ?? [],
  }));
  const listedIds = listed.map(({ workflowId }) => workflowId);
  return { log, paidTwice, listed: listedIds, orders, later, claimed, kept, hits, lapses };
}

/** The records as they lie on the disk once the provider has ended, read by a provider that does nothing. */
async function booksOfAll(cast: readonly CastOrder[], system: KillSystem): Promise<Map<string, Books>> {
  await system.stopProvider();
  const directory = system.providerDirectory;
  const reader = await startSimulator({ apiKey: 'none', apiSecret: 'none', directory, autoplay: false });
  try {
    return new Map(cast.map(({ workflowId, externalId }) => [workflowId, booksOf(externalId, reader.records)]));
  } finally {
    await reader.stop();
  }
}
