import { describeOrder, listOrders, type Standing, type TemporalAccess } from '../checker/orders';
import { readProviderLog } from '../checker/provider-log';
import { judge, type Verdict } from '../checker/verdict';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { attemptsOf } from '../parts/activity-history';
import { Lane } from '../parts/lane';
import type { Site } from '../parts/site';
import { endDeadlineMs, untilAtRest } from './at-rest';
import { depositByHand } from './deposit-by-hand';
import { orderOf, type OrderChoices } from './orders';
import type { Row } from './rows';
import { strike } from './strike';

/** What came of one row. */
export interface RowResult {
  readonly row: Row;
  /** What was done to its worker. */
  readonly fault: string;
  /** Of the struck activity. */
  readonly attempts: number;
  /** Of the checker. */
  readonly verdict: Verdict;
  /** How the struck order stands at last. */
  readonly end: Standing;
  readonly tookMs: number;
}

/** The names of a row's orders, by which it is told from all others. */
interface RowNames {
  readonly prefix: string;
  readonly externalId: string;
  readonly earlier: string;
  readonly struck: string;
}

/** Runs one order, or two of one customer, in a lane of its own; strikes the last; and has the checker judge it all. */
export async function runRow(row: Row, name: string, site: Site): Promise<RowResult> {
  const startedAt = performance.now();
  const lane = await Lane.start(site, name);
  try {
    const played = play(row, namesOf(`chaos-${site.settings.runId}-${name}`), site, lane);
    const result = await Promise.race([played, lane.failed]);
    return { row, ...result, tookMs: performance.now() - startedAt };
  } finally {
    await lane.stop();
  }
}

function namesOf(prefix: string): RowNames {
  return {
    prefix,
    externalId: `customer-of-${prefix}`,
    earlier: `${prefix}-earlier`,
    struck: `${prefix}-struck`,
  };
}

async function play(
  row: Row,
  names: RowNames,
  { client }: Site,
  lane: Lane,
): Promise<Omit<RowResult, 'row' | 'tookMs'>> {
  const { struck } = row;
  const { workflowService, options } = client.workflow;
  const temporal = { workflowService, namespace: options.namespace };
  const start = async (reference: string, choices: OrderChoices, knownAccountId?: string): Promise<void> => {
    const { externalId } = names;
    await lane.offramps.start(orderOf(choices, { reference, externalId, tag: struck.tag }, knownAccountId));
  };

  let knownAccountId: string | undefined;
  if (struck.earlier) {
    await start(names.earlier, struck.earlier);
    await untilAtRest(temporal, workflowIdOf(names.earlier));
    knownAccountId = (await lane.offramps.status(names.earlier)).ids.bankAccountId;
  }
  lane.lose(struck.lostEvents ?? []);

  const workflowId = workflowIdOf(names.struck);
  const startStruck = () => start(names.struck, struck.order, knownAccountId);
  const fault = await strike(row, { lane, client, workflowId, start: startStruck });
  if (struck.depositByHand) await depositByHand(lane, names.struck, endDeadlineMs);
  const end = await untilAtRest(temporal, workflowId);
  const attempts = await attemptsOf(client.workflow, workflowId, struck.activity);
  const started = [...(struck.earlier ? [names.earlier] : []), names.struck];
  return { fault, attempts, end, verdict: await verdictOn(names, started, temporal, lane) };
}

async function verdictOn(
  { prefix, externalId }: RowNames,
  references: readonly string[],
  temporal: TemporalAccess,
  { provider }: Lane,
): Promise<Verdict> {
  const standings = references.map((reference) => describeOrder(temporal, workflowIdOf(reference)));
  return judge({
    log: await readProviderLog(provider.url),
    orders: (await Promise.all(standings)).map((standing) => ({ ...standing, externalId })),
    listed: await listOrders(temporal, workflowIdOf(`${prefix}-`)),
  });
}
