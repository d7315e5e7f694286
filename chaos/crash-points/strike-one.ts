import { untilAtRest } from './at-rest';
import type { StruckActivity } from './activities';
import type { FreezePoint, KillPoint } from './crash-points';
import { depositByHand } from './deposit-by-hand';
import { freezeWorker, killWorker } from './faults';
import type { Scene, Struck } from './scene';

/** Runs one order, after an earlier one of the same customer where there is one, and strikes it at the point. */
export async function strikeOne(
  point: KillPoint | FreezePoint,
  struck: StruckActivity,
  { lane, orders, client, temporal }: Scene,
): Promise<Struck> {
  const { tag, earlier, lostEvents = [] } = struck;
  let knownAccountId: string | undefined;
  if (earlier) {
    const { reference, workflowId } = await orders.start('earlier', { choices: earlier, customer: 1, tag });
    await untilAtRest(temporal, workflowId);
    knownAccountId = (await lane.offramps.status(reference)).ids.bankAccountId;
  }
  lane.lose(lostEvents);

  const { reference, workflowId } = orders.named('struck', 1);
  const start = async (): Promise<void> => {
    await orders.start('struck', { choices: struck.order, customer: 1, tag, knownAccountId });
  };
  const target = { lane, client, workflowId, start };
  const fault =
    point.fault === 'kill' ? await killWorker(point, struck, target) : await freezeWorker(point, struck, target);
  if (struck.depositByHand) await depositByHand(lane, reference);
  return { fault, workflowIds: [workflowId] };
}
