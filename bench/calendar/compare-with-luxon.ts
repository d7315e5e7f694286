import { isDeepStrictEqual } from 'node:util';
import { planTransfer, type TransferPlan } from '../../src/banking/transfer-plan';
import { randomRequests, type PlanRequest } from './instants';
import { planWithLuxon } from './luxon-plan';

type Plan = (request: PlanRequest) => TransferPlan;

interface Extent {
  readonly plans: number;
  readonly rounds: number;
  /** What is compared; the planner of this project unless given. */
  readonly plan?: Plan;
}

/**
 * Plans the same transfers with both in turn, several rounds of each in one process, so that whatever else the machine
 * does meets both. Falls short where a plan differs, or where ours are made more slowly.
 */
export function compareWithLuxon(
  { plans, rounds, plan: ours = (request) => planTransfer(request) }: Extent,
  say: (text: string) => void,
): string[] {
  const requests = randomRequests(plans);
  const different = requests.find((request) => !isDeepStrictEqual(ours(request), planWithLuxon(request)));
  if (different !== undefined) return [`The plans differ for ${JSON.stringify(different)}.`];
  say(`${plans} transfers over all rails, planned the same by both.`);

  // The pass above has warmed both up.
  const rates: { ours: number[]; luxon: number[] } = { ours: [], luxon: [] };
  for (let round = 0; round < rounds; round += 1) {
    const inTurn = round % 2 === 0 ? (['ours', 'luxon'] as const) : (['luxon', 'ours'] as const);
    for (const name of inTurn) rates[name].push(plansPerSecond(name === 'ours' ? ours : planWithLuxon, requests));
  }
  const [oursMedian, luxonMedian] = [median(rates.ours), median(rates.luxon)];
  const ratio = oursMedian / luxonMedian;
  say(`Plans a second, median of ${rounds} interleaved rounds (lowest to highest):`);
  say(`  planTransfer  ${rateText(rates.ours)}`);
  say(`  luxon         ${rateText(rates.luxon)}`);
  say(`  ratio         ${ratio.toFixed(2)}`);
  return ratio >= 1
    ? []
    : [`planTransfer makes ${ratio.toFixed(2)} times the plans that luxon makes; it should not be slower.`];
}

function plansPerSecond(plan: Plan, requests: readonly PlanRequest[]): number {
  const startedAt = process.hrtime.bigint();
  for (const request of requests) plan(request);
  return requests.length / (Number(process.hrtime.bigint() - startedAt) / 1e9);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return (low + high) / 2;
}

function rateText(rates: readonly number[]): string {
  const whole = (rate: number) => String(Math.round(rate)).padStart(7);
  return `${whole(median(rates))}  (${whole(Math.min(...rates)).trim()} to ${whole(Math.max(...rates)).trim()})`;
}
