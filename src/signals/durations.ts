const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  s: 1_000,
  second: 1_000,
  m: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

/** A bound against typing errors such as "90000 days": the longest wait that an order may ask for. */
const longestMs = 366 * 86_400_000;

/** Reads `5 minutes`, `1 day`, `30s` as milliseconds; `undefined` for anything else, for zero and for over a year. */
export function parseDuration(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^(\d{1,12}(?:\.\d{1,3})?) ?([a-z]{1,12})$/.exec(text.trim());
  if (!match) return undefined;
  const [, digits = '', word = ''] = match;
  const unit = unitMs[word] ?? (word.length > 3 && word.endsWith('s') ? unitMs[word.slice(0, -1)] : undefined);
  if (unit === undefined) return undefined;
  const durationMs = Math.round(Number(digits) * unit);
  return durationMs > 0 && durationMs <= longestMs ? durationMs : undefined;
}

/** Reads a duration that is known to be well formed, such as one written in this code base. */
export function durationMs(text: string): number {
  const parsed = parseDuration(text);
  if (parsed === undefined) throw new RangeError(`"${text}" is no duration; write it like "5 minutes".`);
  return parsed;
}
