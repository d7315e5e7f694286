import { figuresOf, phaseOf, type Figures, type Phase } from './figures';
import { readyAgainAt, type Found, type RelaySeen } from './judge';
import type { AwayResult } from './run';

/** What was seen of the relay, by phase. */
export function relaySeen({ sightings, outage }: Pick<AwayResult, 'sightings' | 'outage'>): RelaySeen {
  const most = (phase: Phase) =>
    Math.max(
      0,
      ...sightings.filter(({ answeredAt }) => phaseOf(outage, answeredAt) === phase).map(({ memoryMb }) => memoryMb),
    );
  return {
    readiness: sightings,
    memoryMb: { before: most('before'), during: most('during'), after: most('after') },
  };
}

/** The figures of a run, a line each. */
export function report(result: AwayResult): string[] {
  const { sent, found, outage } = result;
  const figures = figuresOf(sent, outage);
  const relay = relaySeen(result);
  const { memoryMb, readiness } = relay;
  const readyAt = readyAgainAt(readiness, outage);
  return [
    `Temporal was away for ${seconds(outage.backAt - outage.killedAt)}.`,
    ...messageLines(figures, found),
    `The relay's memory was ${memoryMb.before} MB before, at most ${memoryMb.during} MB during and ${memoryMb.after} MB after.`,
    `/ready was 200 again after ${seconds(readyAt === undefined ? undefined : readyAt - outage.backAt)}.`,
  ];
}

function messageLines(figures: Figures, found: Found): string[] {
  const { sent, attempts, acknowledged, refused, brokenOff, slowestMs, firstTakenAfterMs, allTakenAfterMs } = figures;
  const twice = [...found.values()].filter((times) => times > 1).length;
  const { before, during, after } = acknowledged;
  const lost = sent - found.size;
  return [
    `${sent} messages in ${attempts} tries: ${before} acknowledged before, ${during} during, ${after} after; ${refused} times 503, ${brokenOff} broken off.`,
    `Slowest answer ${seconds(slowestMs)}. After Temporal was back the first message was taken after ${seconds(firstTakenAfterMs)}, the last of those that had been refused after ${seconds(allTakenAfterMs)}.`,
    `Temporal has ${found.size} messages, ${twice} of them twice. Lost: ${lost}.`,
  ];
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'never' : `${(milliseconds / 1000).toFixed(1)} s`;
}
