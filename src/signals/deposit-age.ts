const [secondMs, hourMs] = [1_000, 3_600_000] as const;
/** The clocks of the westernmost zone are so far behind. */
const latestZoneMs = 12 * hourMs;
const written = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?$/;
const unixSeconds = /^\d{10}$/;
const unixMilliseconds = /^\d{13}$/;

/**
 * Whether the provider's own time of a deposit is provably earlier than a moment (milliseconds). Its form is not stated
 * (docs/provider.md, *Pages and times*): ISO 8601, with a blank for the T, or a Unix time. One without a zone may be any
 * zone's, one that was cut to whole seconds any instant of its second; one that cannot be read proves nothing.
 */
export function wasSentBefore({ depositedAt }: { readonly depositedAt?: string | undefined }, moment: number): boolean {
  const latest = latestInstant(depositedAt ?? '');
  return latest !== undefined && latest < moment;
}

function latestInstant(text: string): number | undefined {
  if (unixSeconds.test(text)) return Number(text) * secondMs + secondMs - 1;
  if (unixMilliseconds.test(text)) return Number(text);
  const [, date, time, fraction, zone] = written.exec(text) ?? [];
  const at = Date.parse(`${date}T${time}${fraction ?? ''}${zone ?? 'Z'}`);
  if (Number.isNaN(at)) return undefined;
  return at + (fraction === undefined ? secondMs - 1 : 0) + (zone === undefined ? latestZoneMs : 0);
}
