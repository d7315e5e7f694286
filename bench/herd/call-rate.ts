/** How many calls came in each second from `from` on (ms), the last one included. */
export function callsInEachSecond(times: readonly number[], from: number): number[] {
  const seconds = times.filter((time) => time >= from).map((time) => Math.floor((time - from) / 1_000));
  // Of a large herd there are more calls than a function takes arguments.
  const last = seconds.reduce((latest, second) => Math.max(latest, second), -1);
  const counts = Array.from({ length: last + 1 }, () => 0);
  for (const second of seconds) counts[second] = (counts[second] ?? 0) + 1;
  return counts;
}

/** The most calls a second, over any this many seconds on end; over all of them where there are fewer. */
export function busiestRate(counts: readonly number[], seconds: number): number {
  const length = Math.min(seconds, counts.length);
  if (length === 0) return 0;
  const sums = counts.slice(0, counts.length - length + 1).map((_, start) => {
    return counts.slice(start, start + length).reduce((sum, count) => sum + count, 0);
  });
  return Math.max(...sums) / length;
}
