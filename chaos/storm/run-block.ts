import { keepHistories } from '../parts/kept-histories';
import { Lane } from '../parts/lane';
import { callbackUrl } from '../parts/settings';
import type { Site } from '../parts/site';
import { castOf } from './cast';
import { collectPairs, recoveryIn } from './collect';
import { violationsOf, type OrderPair } from './outcome';
import { playerOf, type Player } from './play';
import type { Recovery } from './recovery';
import type { Programs } from './run';
import { bringToRest, endWatches, startOrders, type Scene } from './scene';
import { Storm } from './storm';
import { wronglyAnswered, type Tally } from './tally';
import { isKept, listKept, wronglyKept } from './unmatched';
import { checkerVerdict } from './verdict';

export interface BlockResult {
  readonly seeds: readonly number[];
  readonly pairs: readonly OrderPair[];
  readonly tally: Tally;
  /** Of each event that was lost. */
  readonly recoveries: readonly Recovery[];
  /** How many of what is unknown are kept in the end. */
  readonly kept: number;
  readonly sweeps: number;
  readonly violations: readonly string[];
  readonly tookMs: number;
}

/** Many orders begin at once, so that a create may have to wait for its turn after it was signed. */
const signatureWindowMs = 9_000;

/** Plays some seeds at once, in a lane of their own: each customer in the storm and, beside it, in the calm. */
export async function runBlock(
  name: string,
  seeds: readonly number[],
  { site, programs }: { readonly site: Site; readonly programs?: Programs | undefined },
): Promise<BlockResult> {
  const startedAt = performance.now();
  const storm = await Storm.start();
  const lane = await Lane.start(site, `block-${name}`, {
    signatureWindowMs,
    intakeUrl: storm.url,
    workerEntry: programs?.worker,
    relayEntry: programs?.relay,
    workerEnvironment: { COINUT_SIGNATURE_WINDOW: `${signatureWindowMs} ms` },
  });
  try {
    const prefix = `${site.settings.runId}-${name}-`;
    const players = seeds.flatMap((seed) => playersOf(seed, prefix));
    const scene: Scene = { client: site.client, lane, storm, players, prefix };
    blowIn(scene, site);
    const played = await Promise.race([play(scene), lane.failed, storm.failed]);
    await keepHistories(site.client.workflow, played.wrong, site.directory);
    return { ...played.result, seeds, tookMs: performance.now() - startedAt };
  } finally {
    await lane.stop();
    await storm.stop();
  }
}

function playersOf(seed: number, prefix: string): Player[] {
  const weathers = ['storm', 'calm'] as const;
  return castOf(seed).flatMap((cast) => weathers.map((weather) => playerOf(seed, weather, cast, prefix)));
}

function blowIn({ lane, storm, players }: Scene, { settings }: Site): void {
  const byName = new Map(players.map((player) => [player.externalId, player]));
  storm.blowIn({
    relayUrl: lane.relayUrl,
    records: lane.provider.records,
    signing: { ...settings.secrets, callbackUrl: callbackUrl(storm.url) },
    playerOf: (externalId) => {
      const player = byName.get(externalId);
      if (player === undefined) throw new Error(`Nobody plays the customer ${externalId}.`);
      return player;
    },
  });
}

async function play(scene: Scene) {
  const { client, lane, storm } = scene;
  // A first sweep takes what it finds for long known: it has to have been before anything happens.
  await lane.offramps.sweep();
  await startOrders(scene);
  const { sweeps } = await bringToRest(scene);
  await endWatches(scene);
  const pairs = await collectPairs(scene);
  const kept = await listKept(client, lane.taskQueue);
  const { tally } = storm;
  const wrongPairs = pairs.filter((pair) => violationsOf(pair).length > 0);
  const violations = [
    ...pairs.flatMap(violationsOf),
    ...wronglyAnswered(tally.deliveries),
    ...wronglyKept(kept, tally.unknowns),
    ...(await checkerVerdict(scene, pairs)),
  ];
  return {
    wrong: wrongPairs.flatMap(({ stormy, calm }) => [...stormy, ...calm].map(({ workflowId }) => workflowId)),
    result: {
      ...{ pairs, tally, sweeps, violations },
      recoveries: tally.lost.map((lost) => recoveryIn(pairs, lost)),
      kept: tally.unknowns.filter((unknown) => isKept(unknown, kept)).length,
    },
  };
}
