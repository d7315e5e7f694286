/** The status word of an answer, in upper case. */
export function statusWord(body: Record<string, unknown> | undefined): string | undefined {
  return typeof body?.status === 'string' ? body.status.toUpperCase() : undefined;
}

/** Whether an answer says of itself that the call succeeded, as all but the guide's do. */
export function saysSuccess(body: Record<string, unknown>): boolean {
  return statusWord(body) === 'SUCCESS';
}

/**
 * The object that an answer is about: at top level in the guide, under `data` elsewhere, in part in both for a flow
 * (`{flowId, data: {depositAddress}}`). A `status` beside `data` is the envelope's, not the object's.
 */
export function resultOf(body: Record<string, unknown>): Record<string, unknown> {
  const { data, ...top } = body;
  if (isRecord(data) || saysSuccess(body)) {
    delete top.status;
    delete top.message;
  }
  return isRecord(data) ? { ...top, ...data } : top;
}

/** One page of a list, and how many items there are in all if the answer says. */
export interface ListPage {
  readonly items: readonly unknown[];
  readonly total: number | undefined;
}

/**
 * Reads one page; `undefined` if the answer holds no list. Only an answer that says it succeeded and holds nothing else
 * is an empty list: to take any other for one would hide what is looked for, which would then be created again.
 */
export function readList(body: Record<string, unknown>): ListPage | undefined {
  if (Array.isArray(body.data)) return { items: body.data, total: undefined };
  const page = isRecord(body.data) ? body.data : body;
  const items = [page.list, page.items].find((value) => Array.isArray(value));
  if (items === undefined) return isEmptyResult(body) ? { items: [], total: 0 } : undefined;
  const isNumber = typeof page.total === 'number' || (typeof page.total === 'string' && /^\d+$/.test(page.total));
  return { items, total: isNumber ? Number(page.total) : undefined };
}

/** Nothing, or a page of nothing. A list under a name that is not known here would be something. */
function isEmptyResult(body: Record<string, unknown>): boolean {
  const {
    list,
    items,
    total: _total,
    pageNum: _number,
    pageSize: _size,
    ...unknown
  } = isRecord(body.data) ? body.data : {};
  const isNothing = isRecord(body.data) ? Object.keys(unknown).length === 0 : isAbsent(body.data);
  return saysSuccess(body) && isNothing && isAbsent(list) && isAbsent(items);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
