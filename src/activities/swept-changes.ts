import { customerVerdictOf } from '../signals/customer-status';
import { isCanceledTrade, isFinalDeposit, isSettledTrade } from '../signals/money-status';
import type { SweptKind, SweptObject, SweptState } from '../signals/sweep';

/** Lists may show an object late, and clocks of one provider may differ. */
export const overlapMs = 15 * 60_000;
/** A first sweep looks at what may still be open; the orders' own look-ups find what is older. */
const firstLookBackMs = 3 * 86_400_000;
/** A customer who has not come through by then has most likely gone, and an order waits for two weeks. */
const customersOpenForMs = 30 * 86_400_000;

/** Whether nothing is expected to become of an object any more. Unknown words are not final. */
export function isFinal(kind: SweptKind, status: string): boolean {
  switch (kind) {
    case 'customer':
      return customerVerdictOf(status) !== undefined;
    case 'deposit':
      return isFinalDeposit(status);
    case 'trade':
      return isSettledTrade(status) || isCanceledTrade(status);
  }
}

/** Up to when what is listed has to be looked at: everything older was looked at before, or is none of ours. */
export function horizonOf(before: SweptState | undefined, firstPage: readonly SweptObject[]): number | undefined {
  if (before?.newestMs !== undefined) return before.newestMs - overlapMs;
  const newest = newestOf(firstPage);
  return newest === undefined ? undefined : newest - firstLookBackMs;
}

/** Whether all further pages are older than that, which is certain only of lists that run from new to old. */
export function isBeyond(page: readonly SweptObject[], horizonMs: number | undefined): boolean {
  if (horizonMs === undefined) return false;
  const times = page.flatMap(({ madeAtMs }) => madeAtMs ?? []);
  if (times.length < page.length) return false;
  const falls = times.every((time, index) => time <= (times[index - 1] ?? time));
  const [first = 0, last = 0] = [times.at(0), times.at(-1)];
  return falls && first > last && last < horizonMs;
}

/** What is open and has not been listed, those first that were looked at longest ago. */
export function stillToRead(
  kind: SweptKind,
  before: SweptState | undefined,
  listed: readonly SweptObject[],
): SweptObject[] {
  const ids = new Set(listed.map(({ id }) => id));
  return (before?.seen ?? []).filter(({ id, status }) => !ids.has(id) && !isFinal(kind, status));
}

/**
 * What has changed since the sweep before, and what the next one has to know. `seen` was listed or read now, `unread` is
 * left for the next. Of a first sweep's objects those that are final are no news: nobody knows how old they are.
 */
export function sweptChanges(
  kind: SweptKind,
  before: SweptState | undefined,
  seen: readonly SweptObject[],
  unread: readonly SweptObject[],
): { readonly changed: SweptObject[]; readonly state: SweptState } {
  const known = new Map((before?.seen ?? []).map((object) => [object.id, object]));
  const horizonMs = horizonOf(before, seen);
  const current = seen.filter(({ id, madeAtMs }) => known.has(id) || !isOlder(madeAtMs, horizonMs));
  const changed = current.filter(({ id, status }) =>
    before === undefined ? !isFinal(kind, status) : known.get(id)?.status !== status,
  );
  const newest = newestOf([...seen, ...(before?.newestMs === undefined ? [] : [{ madeAtMs: before.newestMs }])]);
  const isKept = ({ status, madeAtMs }: SweptObject): boolean => {
    const age = newest === undefined || madeAtMs === undefined ? 0 : newest - madeAtMs;
    if (isFinal(kind, status)) return madeAtMs !== undefined && age <= overlapMs;
    return kind !== 'customer' || age <= customersOpenForMs;
  };
  const kept = [...unread, ...current].filter(isKept);
  return { changed, state: { ...(newest !== undefined && { newestMs: newest }), seen: kept } };
}

/** No word of the provider's, so that whatever it says next is another. */
export const postponedStatus = '(postponed)';

/** What could not be read or told counts as open and as changed, so that the next sweep tries it again. */
export function withPostponed(state: SweptState, postponed: readonly SweptObject[]): SweptState {
  const ids = new Set(postponed.map(({ id }) => id));
  const others = state.seen.filter(({ id }) => !ids.has(id));
  return { ...state, seen: [...others, ...postponed.map((object) => ({ ...object, status: postponedStatus }))] };
}

function isOlder(madeAtMs: number | undefined, horizonMs: number | undefined): boolean {
  return madeAtMs !== undefined && horizonMs !== undefined && madeAtMs < horizonMs;
}

function newestOf(objects: readonly { readonly madeAtMs?: number }[]): number | undefined {
  const times = objects.flatMap(({ madeAtMs }) => madeAtMs ?? []);
  return times.length === 0 ? undefined : times.reduce((newest, time) => Math.max(newest, time));
}
