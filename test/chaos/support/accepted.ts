import type { AcceptedCreate } from '../../../chaos/checker/provider-log';

/** Lines of a provider's log, as `kind id natural key`, in order. */
export function logOf(
  ...lines: readonly (readonly [kind: string, id: string, naturalKey: string])[]
): AcceptedCreate[] {
  return lines.map(([kind, id, naturalKey], index) => ({
    sequence: index + 1,
    at: '2026-11-24T12:00:00.000Z',
    kind,
    id,
    naturalKey,
  }));
}
