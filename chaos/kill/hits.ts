import type { Timeline } from '../checker/timeline';
import type { Struck } from './part';

/** What a strike met. */
export interface Hit {
  readonly strike: Struck;
  /** Orders that had been started, were not at rest, and did not only wait for a moment far ahead. */
  readonly inFlight: number;
  /** Those of them of which an activity or a decision was under way at that very moment. */
  readonly inTheMidst: number;
}

/** An order that nothing happens to for longer than this waits for a moment far ahead, unless something is under way. */
const farAheadMs = 60_000;

/** Which orders a strike met, by their histories. */
export function hitOf(strike: Struck, timelines: readonly Timeline[]): Hit {
  const inFlight = timelines.filter((timeline) => isInFlight(timeline, strike.struckAt));
  const inTheMidst = inFlight.filter((timeline) => openAt(timeline, strike.struckAt).length > 0);
  return { strike, inFlight: inFlight.length, inTheMidst: inTheMidst.length };
}

/**
 * How long after a strike each piece of work was over that was under way when it came, in milliseconds; `undefined` of
 * what is not over.
 */
export function recoveriesOf({ struckAt }: Struck, timelines: readonly Timeline[]): (number | undefined)[] {
  const open = timelines.filter((one) => isInFlight(one, struckAt)).flatMap((timeline) => openAt(timeline, struckAt));
  return open.map(({ to }) => (to === undefined ? undefined : to - struckAt));
}

function isInFlight(timeline: Timeline, at: number): boolean {
  const { startedAt, rests, eventsAt } = timeline;
  if (startedAt > at || (rests.findLast((rest) => rest.at <= at)?.atRest ?? false)) return false;
  const next = eventsAt.find((event) => event > at);
  return openAt(timeline, at).length > 0 || (next !== undefined && next - at <= farAheadMs);
}

function openAt({ works }: Timeline, at: number): Timeline['works'] {
  return works.filter(({ from, to }) => from <= at && (to === undefined || to > at));
}
