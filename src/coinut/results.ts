/**
 * The object that an answer is about: at top level in the guide, under `data` elsewhere, in part in both for a flow
 * (`{flowId, data: {depositAddress}}`). A `status` beside `data` is the envelope's, not the object's.
 */
export function resultOf(body: Record<string, unknown>): Record<string, unknown> {
  const { data, ...top } = body;
  if (isRecord(data) || top.status === 'SUCCESS') {
    delete top.status;
    delete top.message;
  }
  return isRecord(data) ? { ...top, ...data } : top;
}

/** The items of one page, and how many there are in all if the answer says. */
export function readList(body: Record<string, unknown>): { items: unknown[]; total: number | undefined } {
  if (Array.isArray(body.data)) return { items: body.data, total: undefined };
  const page = isRecord(body.data) ? body.data : body;
  const items = [page.list, page.items].find((value) => Array.isArray(value)) ?? [];
  const isNumber = typeof page.total === 'number' || (typeof page.total === 'string' && /^\d+$/.test(page.total));
  return { items, total: isNumber ? Number(page.total) : undefined };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
