/** An ISO 8601 moment that says which zone it means; without one it may mean hours earlier or later. */
const zonedMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Whether the provider's own time of a deposit is provably earlier than a moment (milliseconds). A time that was cut to
 * whole seconds may mean any instant of its second; one that cannot be read proves nothing.
 */
export function wasSentBefore({ depositedAt }: { readonly depositedAt?: string | undefined }, moment: number): boolean {
  const fraction = zonedMoment.exec(depositedAt ?? '');
  const at = Date.parse(depositedAt ?? '');
  if (!fraction || Number.isNaN(at)) return false;
  const latest = fraction[1] === undefined ? at + 999 : at;
  return latest < moment;
}
