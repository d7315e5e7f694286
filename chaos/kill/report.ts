import type { Hit } from './hits';
import type { Struck } from './part';
import type { KillResult } from './run';
import { partNames } from './strikes';

/** The figures of a run, a line each. */
export function report(result: KillResult): string {
  const figures = figuresOf(result);
  const width = Math.max(...figures.map(([name]) => name.length));
  return figures.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function figuresOf(result: KillResult): (readonly [name: string, value: string])[] {
  const { settings, evidence, verdict, recoveriesMs } = result;
  const { hits, orders, later, log } = evidence;
  const { violations, all, ended, waiting, waitingForStrikes, duplicates } = verdict;
  const sent = log.filter(({ kind }) => kind === 'payment').length;
  const tales = new Set(orders.map(({ cast }) => cast.tale.tag)).size;
  return [
    ['seed', `${settings.seed}`],
    ['orders', `${orders.length} in ${tales} tales, and ${later.length} of later deposits; ${sent} payments`],
    ['strikes', strikesText(hits, result.missedStrikes)],
    ['  in flight', hitText(hits)],
    ['  back', backText(hits.map(({ strike }) => strike))],
    ['  tried again', `${result.failedStarts} starts of parts, ${result.repeatedStarts} starts of orders`],
    ['  answered', `${result.answered} orders by an operator${refusalsText(result.refusals)}`],
    ['recovery', recoveryText(recoveriesMs)],
    ['  at rest', `every order ${seconds(result.restAfterMs)} after the last strike was over`],
    ['ended', `${ended} of ${all} (${((100 * ended) / all).toFixed(1)} %)`],
    ['waiting', waitingText(waiting, waitingForStrikes)],
    ['lost', `${verdict.lost}`],
    ['unfinished', `${verdict.unfinished}`],
    ['made twice', `${duplicates.length}`],
    ['paid twice', `${verdict.paidTwice}`],
    ['took', seconds(result.tookMs)],
    ['violations', `${violations.length}`],
  ];
}

function strikesText(hits: readonly Hit[], missed: number): string {
  const strikes = hits.map(({ strike }) => strike);
  const kills = strikes.filter(({ how }) => how === 'kill');
  const freezes = strikes.filter(({ how }) => how === 'freeze');
  const each = partNames.map((name) => `${name} ${kills.filter(({ part }) => part === name).length}`).join(', ');
  const longest = Math.max(0, ...freezes.map(({ forMs }) => forMs));
  const notThere = missed === 0 ? '' : `; ${missed} more found their part not back yet`;
  return `${kills.length} kills (${each}), ${freezes.length} freezes of up to ${seconds(longest)}${notThere}`;
}

function hitText(hits: readonly Hit[]): string {
  const hitting = (how: Struck['how']) => {
    const own = hits.filter(({ strike }) => strike.how === how);
    return `${own.filter(({ inFlight }) => inFlight > 0).length} of ${own.length} ${how}s`;
  };
  const inFlight = hits.map((hit) => hit.inFlight);
  const inTheMidst = hits.reduce((sum, hit) => sum + hit.inTheMidst, 0);
  return (
    `${hitting('kill')} and ${hitting('freeze')} met orders in flight, ${quantile(inFlight, 0.5)} at a time (median), ` +
    `${Math.max(0, ...inFlight)} at most; ${inTheMidst} times one was in the midst of something`
  );
}

function refusalsText(refusals: readonly string[]): string {
  return refusals.length === 0 ? '' : `; ${refusals.length} more did not take it in: ${refusals.join(' ')}`;
}

function backText(strikes: readonly Struck[]): string {
  const downMs = strikes.filter(({ how }) => how === 'kill').map(({ struckAt, backAt }) => backAt - struckAt);
  return `killed parts ${seconds(quantile(downMs, 0.5))} later (median), ${seconds(Math.max(0, ...downMs))} at most`;
}

function recoveryText(recoveries: readonly (number | undefined)[]): string {
  const over = recoveries.filter((ms) => ms !== undefined);
  if (over.length === 0) return 'nothing was under way when a part was struck';
  const never = recoveries.length - over.length;
  const unfinished = never === 0 ? '' : `; ${never} never`;
  return (
    `what was under way at a strike was over ${seconds(quantile(over, 0.5))} later (median), ` +
    `${seconds(quantile(over, 0.95))} (95 %), ${seconds(Math.max(...over))} at most${unfinished}`
  );
}

function waitingText(waiting: ReadonlyMap<string, number>, forStrikes: number): string {
  const total = [...waiting.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return '0';
  const each = [...waiting].map(([reason, count]) => `${count} ${reason}`).join(', ');
  return `${total}, ${forStrikes} of them for what was struck, the others by their tale: ${each}`;
}

/** What a strike did, in a line. */
export function strikeLine({ part, how, forMs, struckAt, backAt }: Struck): string {
  const clock = new Date(struckAt).toISOString().slice(11, 23);
  if (how === 'freeze') return `  ${clock}  ${part} frozen for ${seconds(forMs)}`;
  return `  ${clock}  ${part} killed, back after ${seconds(backAt - struckAt)}`;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
