import { describeOrder, listOrders } from '../checker/orders';
import { readPaidTwice } from '../checker/paid-twice';
import { readProviderLog } from '../checker/provider-log';
import { judge, type Verdict } from '../checker/verdict';
import { attemptsOf } from '../parts/activity-history';
import { keepHistories } from '../parts/kept-histories';
import { Lane } from '../parts/lane';
import type { Site } from '../parts/site';
import { untilAtRest } from './at-rest';
import { violationsOf, type RowOutcome, type RowResult } from './outcome';
import { RowOrders } from './row-orders';
import type { Row } from './rows';
import type { Scene } from './scene';
import { strikeIdle } from './strike-idle';
import { strikeOne } from './strike-one';

/**
 * Runs a row's orders in a lane of their own, strikes them, and has the checker judge it all. Where something is wrong,
 * the histories of its orders are kept.
 */
export async function runRow(row: Row, name: string, site: Site): Promise<RowOutcome> {
  const { client, settings, directory } = site;
  const { workflowService, options } = client.workflow;
  const temporal = { workflowService, namespace: options.namespace };
  try {
    const lane = await Lane.start(site, name);
    const orders = new RowOrders(lane, settings.runId, name);
    try {
      const outcome = await outcomeOf(row, { lane, client, orders, temporal });
      if (violationsOf(outcome).length > 0) {
        await keepHistories(client.workflow, await listOrders(temporal, orders.workflowIdPrefix), directory);
      }
      return outcome;
    } finally {
      await lane.stop();
    }
  } catch (error) {
    return failed(row, error);
  }
}

async function outcomeOf(row: Row, scene: Scene): Promise<RowOutcome> {
  const startedAt = performance.now();
  try {
    const played = await Promise.race([play(row, scene), scene.lane.failed]);
    return { row, ...played, tookMs: performance.now() - startedAt };
  } catch (error) {
    return failed(row, error);
  }
}

/** The other rows can still tell something. */
function failed(row: Row, error: unknown): RowOutcome {
  return { row, reason: error instanceof Error ? error.message : String(error) };
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

/** Nothing but the provider's log and books and Temporal is asked. */
async function verdictOn({ orders: { started, workflowIdPrefix }, temporal, lane }: Scene): Promise<Verdict> {
  const orders = started.map(async ({ workflowId, externalId }) => ({
    ...(await describeOrder(temporal, workflowId)),
    externalId,
  }));
  return judge({
    log: await readProviderLog(lane.provider.url),
    paidTwice: await readPaidTwice(lane.provider.url),
    orders: await Promise.all(orders),
    listed: await listOrders(temporal, workflowIdPrefix),
  });
}
