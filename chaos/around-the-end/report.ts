import { table } from '../../demo/table';
import { places, type Place } from './place';
import type { EndingResult, TryResult } from './result';
import { endings } from './schedule';

/** Within so many milliseconds of the end a message is called close. */
const closeMs = 50;

/** Where the messages of each kind of end went. */
export function placeTable(results: readonly EndingResult[]): string[] {
  const tries = results.flatMap((result) => result.tries);
  const rows = endings.map((ending) => {
    const ofThis = tries.filter((one) => one.ending === ending);
    const played = results.filter((result) => result.ending === ending);
    const again = played.reduce((sum, { playedAgain }) => sum + playedAgain, 0);
    return [
      ending,
      String(played.length),
      medianOf(played.flatMap(({ endTookMs }) => endTookMs ?? [])),
      String(ofThis.length),
      ...places.map(count(ofThis)),
      String(again),
    ];
  });
  const all = results.reduce((sum, { playedAgain }) => sum + playedAgain, 0);
  const total = ['all', String(results.length), '', String(tries.length), ...places.map(count(tries)), String(all)];
  return table(['end', 'orders', 'end took', 'messages', ...places, 'end refused by the server'], [...rows, total]);
}

function medianOf(durationsMs: readonly number[]): string {
  const sorted = [...durationsMs].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  return median === undefined ? '-' : `${median.toFixed(0)} ms`;
}

function count(tries: readonly TryResult[]): (place: Place) => string {
  return (place) => String(tries.filter((one) => one.place === place).length);
}

/** How close to the ends the answers came, and what became of what was kept. */
export function summary(results: readonly EndingResult[], tookMs: number): string {
  const tries = results.flatMap((result) => result.tries);
  const after = tries.flatMap(({ answeredAfterEndMs }) =>
    answeredAfterEndMs === undefined ? [] : [answeredAfterEndMs],
  );
  const close = after.filter((ms) => Math.abs(ms) <= closeMs);
  const kept = tries.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]));
  const outcomes = [...new Set(kept)].sort().map((one) => `${kept.filter((other) => other === one).length} ${one}`);
  const refusals = tries.reduce((sum, one) => sum + one.refusals, 0);
  const lost = tries.filter(({ place }) => place === 'lost').length;
  return [
    `${tries.length} messages around ${results.length} ends; of those about orders that ended, ${close.length} were`,
    `answered within ${closeMs} ms of the end (${close.filter((ms) => ms < 0).length} before it).`,
    `Kept: ${outcomes.join(', ') || 'none'}. Refused and sent again: ${refusals}. Lost: ${lost}.`,
    `Everything took ${(tookMs / 1000).toFixed(1)} s.`,
  ].join(' ');
}
