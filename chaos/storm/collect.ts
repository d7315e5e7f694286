import { workflowIdOf } from '../../src/signals/offramp-order';
import { eachOf } from './at-once';
import type { OrderOutcome, OrderPair } from './outcome';
import { recordsOf } from './own-records';
import { orderText, type PlayedOrder, type Player } from './play';
import { recoveryOf, type Recovery } from './recovery';
import { ordersOf, type Scene } from './scene';
import type { LostEvent } from './tally';

const atOnce = 8;

/** Asks every order how it came out, and puts those together that are the same one in both runs. */
export async function collectPairs(scene: Scene): Promise<OrderPair[]> {
  const outcomes = await eachOf(ordersOf(scene), atOnce, async ({ player, order }) => {
    return { player, order, outcomes: await outcomesOf(scene, player, order) };
  });
  const calm = new Map(
    outcomes.filter(({ player }) => player.weather === 'calm').map((one) => [orderText(one.player, one.order), one]),
  );
  return outcomes
    .filter(({ player }) => player.weather === 'storm')
    .map(({ player, order, outcomes: stormy }) => {
      const name = orderText(player, order);
      return { name, stormy, calm: calm.get(name)?.outcomes ?? [] };
    });
}

/** An order, and those that later deposits to its address have made. */
async function outcomesOf({ lane }: Scene, player: Player, order: PlayedOrder): Promise<OrderOutcome[]> {
  const own = recordsOf(player, order, lane.provider.records);
  const status = await lane.offramps.status(order.reference);
  const later = own.depositId.filter((depositId) => depositId !== status.ids.depositId);
  const references = status.ids.depositId === undefined ? [] : later.map((id) => `${order.reference}:deposit:${id}`);
  const laterOutcomes = await eachOf(references, 1, async (reference) => {
    return { workflowId: workflowIdOf(reference), status: await lane.offramps.status(reference), own };
  });
  return [{ workflowId: order.workflowId, status, own }, ...laterOutcomes];
}

/** What told the order that a lost event was for; of two orders of one customer, the first. */
export function recoveryIn(pairs: readonly OrderPair[], { player, name, network, depositId }: LostEvent): Recovery {
  const order = player.orders.find((played) => network === undefined || played.network === network);
  const pair = pairs.find((one) => order !== undefined && one.name === orderText(player, order));
  const outcome = pair?.stormy.find(({ status }) => status.ids.depositId === depositId) ?? pair?.stormy[0];
  return outcome === undefined ? 'nobody' : recoveryOf(name, outcome.status);
}
