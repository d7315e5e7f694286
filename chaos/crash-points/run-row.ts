import { describeOrder, listOrders, type Standing } from '../checker/orders';
import { readProviderLog } from '../checker/provider-log';
import { judge, type Verdict } from '../checker/verdict';
import { attemptsOf } from '../parts/activity-history';
import { Lane } from '../parts/lane';
import type { Site } from '../parts/site';
import { untilAtRest } from './at-rest';
import { RowOrders } from './row-orders';
import type { Row } from './rows';
import type { Scene } from './scene';
import { strikeIdle } from './strike-idle';
import { strikeOne } from './strike-one';

/** What came of one row. */
export interface RowResult {
  readonly row: Row;
  /** What was done to its worker. */
  readonly fault: string;
  /** Of the struck activity, the most of any order. */
  readonly attempts: number;
  /** Of the checker. */
  readonly verdict: Verdict;
  /** How the struck orders stand at last. */
  readonly ends: readonly Standing[];
  readonly tookMs: number;
}

/** Runs a row's orders in a lane of their own, strikes them, and has the checker judge it all. */
export async function runRow(row: Row, name: string, site: Site): Promise<RowResult> {
  const startedAt = performance.now();
  const { client, settings } = site;
  const { workflowService, options } = client.workflow;
  const lane = await Lane.start(site, name);
  try {
    const scene = {
      lane,
      client,
      orders: new RowOrders(lane, settings.runId, name),
      temporal: { workflowService, namespace: options.namespace },
    };
    const played = await Promise.race([play(row, scene), lane.failed]);
    return { row, ...played, tookMs: performance.now() - startedAt };
  } finally {
    await lane.stop();
  }
}

async function play({ struck, point }: Row, scene: Scene): Promise<Omit<RowResult, 'row' | 'tookMs'>> {
  const { client, temporal } = scene;
  const { fault, orderIds, activityOf } =
    point.fault === 'freeze-idle' ? await strikeIdle(struck, scene) : await strikeOne(point, struck, scene);
  const ends = await Promise.all(orderIds.map((workflowId) => untilAtRest(temporal, workflowId)));
  const attempts = await Promise.all(
    activityOf.map((workflowId) => attemptsOf(client.workflow, workflowId, struck.activity)),
  );
  return { fault, attempts: Math.max(...attempts), ends, verdict: await verdictOn(scene) };
}

/** Nothing but the provider's log and Temporal is asked. */
async function verdictOn({ orders: { started, workflowIdPrefix }, temporal, lane }: Scene): Promise<Verdict> {
  const orders = started.map(async ({ workflowId, externalId }) => ({
    ...(await describeOrder(temporal, workflowId)),
    externalId,
  }));
  return judge({
    log: await readProviderLog(lane.provider.url),
    orders: await Promise.all(orders),
    listed: await listOrders(temporal, workflowIdPrefix),
  });
}
