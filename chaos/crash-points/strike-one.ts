import { untilAtRest } from './at-rest';
import type { StruckActivity } from './activities';
import type { FreezePoint, KillPoint } from './crash-points';
import { freezeWorker, killWorker } from './faults';
import type { RowOrder } from './row-orders';
import type { Scene, Struck } from './scene';
import { laterDepositTarget, orderTarget, type Target } from './targets';

/** Runs one order, after an earlier one of the same customer where there is one, and strikes it at the point. */
export async function strikeOne(point: KillPoint | FreezePoint, struck: StruckActivity, scene: Scene): Promise<Struck> {
  const { lane, orders, temporal } = scene;
  const { tag } = struck;
  const earlier = struck.earlier && (await orders.start('earlier', { choices: struck.earlier, customer: 1, tag }));
  if (earlier) await untilAtRest(temporal, earlier.workflowId);
  lane.lose(struck.lostEvents ?? []);

  const target = await targetOf(struck, scene, earlier);
  const { fault, order } =
    point.fault === 'kill'
      ? await killWorker(point, struck, target, scene)
      : await freezeWorker(point, struck, target, scene);
  return { fault, orderIds: [order.workflowId], activityOf: [await target.activityOf()] };
}

async function targetOf({ order, tag }: StruckActivity, scene: Scene, earlier?: RowOrder): Promise<Target> {
  if (order === 'later-deposit') {
    if (earlier === undefined) throw new Error('A later deposit needs an earlier order.');
    return laterDepositTarget(scene, earlier);
  }
  const ids = earlier && (await scene.lane.offramps.status(earlier.reference)).ids;
  return orderTarget(scene, order, { tag, knownAccountId: ids?.bankAccountId });
}
