/** No provider means longer; whoever asks for a day is asked again after an hour. */
const longestMs = 3_600_000;

/**
 * How long a `Retry-After` header asks to wait: seconds or a date (RFC 9110 section 10.2.3), the latter by the clock of
 * whoever wrote it. `undefined` if it asks for nothing that makes sense, such as a time gone by.
 */
export function readRetryAfter(header: string | undefined, theirNow: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestMs);
  // Only a date has letters in it; Date.parse makes dates out of almost any number.
  const delayMs = /^[a-z]{3}/i.test(text) ? Date.parse(text) - theirNow : Number.NaN;
  return delayMs >= 0 ? Math.min(delayMs, longestMs) : undefined;
}
