import { createOfframpClient, type OfframpClient } from '../../src/client';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { keepHistories } from '../parts/kept-histories';
import type { Site } from '../parts/site';
import { Attendance } from './attend';
import { startOrders } from './backend';
import { castOf, type CastOrder } from './cast';
import { collectEvidence, readTimelines } from './collect';
import { hitOf, recoveriesOf } from './hits';
import { judgeKills, type KillEvidence, type KillVerdict } from './judge';
import { isAtRest, listAll, listKeptEvents, type ListedOrder } from './listed';
import type { Struck } from './part';
import { isSearching, letTimePass } from './passing-time';
import { lookAtProvider } from './provider-at-work';
import { untilAtRest, type Watch } from './rest';
import { stillForMs, type KillSettings } from './settings';
import { strikeAll } from './strike-all';
import { strikesOf } from './strikes';
import { KillSystem, type Programs } from './system';

export interface KillResult {
  readonly settings: KillSettings;
  readonly evidence: KillEvidence;
  readonly verdict: KillVerdict;
  /** How often a backend had to start an order once more. */
  readonly repeatedStarts: number;
  readonly missedStrikes: number;
  /** How many orders an operator has answered, and what those said that did not take it in. */
  readonly answered: number;
  readonly refusals: readonly string[];
  /** How often a part did not come up at once. */
  readonly failedStarts: number;
  /** How long after each strike what was under way then was over, in milliseconds; `undefined` of what is not. */
  readonly recoveriesMs: readonly (number | undefined)[];
  /** From the last strike's end until every order was at rest. */
  readonly restAfterMs: number;
  readonly tookMs: number;
}

export interface RunOptions {
  readonly say: (line: string) => void;
  /** Tells what is struck as it is. */
  readonly struckSaid?: ((struck: Struck) => void) | undefined;
  /** Tells the runs of one site apart. */
  readonly name?: string;
  readonly programs?: Programs | undefined;
}

/** Runs orders through a system whose parts are struck, lets all come to rest and time pass, and has it judged. */
export async function runKill(settings: KillSettings, site: Site, options: RunOptions): Promise<KillResult> {
  const { name = 'kill', programs } = options;
  const startedAt = performance.now();
  const system = await KillSystem.start(site, name, settings, programs);
  const over = new AbortController();
  const { client } = site;
  const references = `${name}-${site.settings.runId}-`;
  const prefix = workflowIdOf(references);
  const cast = castOf({ ...settings, prefix: references });
  const offramps = createOfframpClient({ client, taskQueue: system.taskQueue });
  const operator = new Attendance(cast, offramps);
  const attended = operator.attend(
    () => client.withDeadline(Date.now() + 5_000, () => listAll(client, prefix)),
    over.signal,
  );
  try {
    const played = await play(settings, { site, system, cast, offramps, operator, prefix }, options);
    return { settings, ...played, tookMs: performance.now() - startedAt };
  } finally {
    over.abort();
    await attended;
    await system.stop();
  }
}

interface Ground {
  readonly site: Site;
  readonly system: KillSystem;
  readonly cast: readonly CastOrder[];
  readonly offramps: OfframpClient;
  readonly operator: Attendance;
  /** What the workflow ids of all orders begin with. */
  readonly prefix: string;
}

async function play(settings: KillSettings, ground: Ground, { say, struckSaid = () => undefined }: RunOptions) {
  const { site, system, cast, offramps, operator, prefix } = ground;
  const { client } = site;
  const orders = () => listAll(client, prefix);
  // A first sweep takes what it finds for long known: it has to have been before anything happens.
  await offramps.sweep();
  const [{ struck, missed }, repeatedStarts] = await Promise.all([
    strikeAll(strikesOf(settings), system, struckSaid),
    startOrders(cast, { offramps, client }),
  ]);
  const lastStrikeAt = Math.max(...struck.map(({ backAt }) => backAt));
  say(`${struck.length} strikes are over, and all parts are back. Waiting for every order to come to rest …`);
  const busy = await rest(ground, settings.restWithinMs);
  if (busy.length > 0) say(`${busy.length} orders have not come to rest.`);
  const timelines = await readTimelines(
    client,
    (await orders()).map(({ workflowId }) => workflowId),
  );
  const restAt = Math.max(lastStrikeAt, ...[...timelines.values()].map(({ rests }) => rests.at(-1)?.at ?? 0));
  say('Nothing is struck any more: days pass for what waits for them …');
  await passTime(ground);
  const all = [...timelines.values()];
  const hits = struck.map((strike) => hitOf(strike, all));
  const evidence = await collectEvidence({ client, system, prefix, cast, timelines, hits });
  const verdict = judgeKills(evidence);
  const wrong = evidence.orders.filter(({ workflowId }) => verdict.violations.some((one) => one.includes(workflowId)));
  await keepHistories(
    client.workflow,
    wrong.map(({ workflowId }) => workflowId),
    site.directory,
  );
  return {
    ...{ evidence, verdict, repeatedStarts, missedStrikes: missed, failedStarts: system.failedStarts },
    ...{ answered: operator.heard, refusals: operator.refusals },
    recoveriesMs: struck.flatMap((strike) => recoveriesOf(strike, all)),
    restAfterMs: restAt - lastStrikeAt,
  };
}

/** Until nothing more is to come, and a sweep finds nothing that an order does not know. */
async function rest(ground: Ground, withinMs: number): Promise<readonly ListedOrder[]> {
  const { site, system, cast, offramps, operator, prefix } = ground;
  const { client } = site;
  const taleOf = talesOf(cast);
  const watch: Watch = {
    orders: () => listAll(client, prefix),
    provider: () => lookAtProvider(system.providerUrl),
    isOpen: (order) => !isAtRest(order) || operator.awaits(order),
    waitsForTime: async (order) => {
      const isSilent = taleOf(order.workflowId)?.takesDays === true && order.stage === 'awaiting-bank-transfer';
      return isSilent || isSearching(client, order);
    },
  };
  for (let rounds = 1; ; rounds += 1) {
    const busy = await untilAtRest(watch, { stillForMs, withinMs });
    if (busy.length > 0 || rounds === mostRounds) return busy;
    const { told, unmatched } = await offramps.sweep();
    if (told + unmatched === 0) return busy;
  }
}

const mostRounds = 6;
const roundRestWithinMs = 60_000;

/** Until nobody waits for time alone any more. */
async function passTime(ground: Ground): Promise<void> {
  const { site, system, cast, prefix } = ground;
  const { client } = site;
  const taleOf = talesOf(cast);
  for (let round = 0; round < mostRounds; round += 1) {
    const orders = await listAll(client, prefix);
    const kept = await listKeptEvents(client, system.taskQueue);
    const moved = await letTimePass(client, { orders, taleOf, kept });
    if (moved === 0) return;
    const onlyWatched = kept.length === 0 && orders.every((order) => isAtRest(order) && order.attention === undefined);
    if (!onlyWatched) await rest(ground, roundRestWithinMs);
  }
}

function talesOf(cast: readonly CastOrder[]) {
  const tales = new Map(cast.map(({ workflowId, tale }) => [workflowId, tale]));
  return (workflowId: string) => tales.get(workflowId);
}
