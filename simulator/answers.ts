import { z } from 'zod';

const count = (fallback: number) => z.string().regex(/^\d+$/).default(String(fallback)).transform(Number);

/** The paging fields of every list's query. Documented: pages from 1, ten items unless told, a hundred at most. */
export const pageSchema = z.object({
  pageNum: count(1).pipe(z.number().min(1)),
  pageSize: count(10).pipe(z.number().min(1).max(100)),
});

export type Page = z.infer<typeof pageSchema>;

export function success<T>(data: T): { status: 'SUCCESS'; data: T } {
  return { status: 'SUCCESS', data };
}

/** One page of records given oldest first; the list shows the newest first (assumed). */
export function listed<T, Item>(records: readonly T[], { pageNum, pageSize }: Page, item: (record: T) => Item) {
  const from = (pageNum - 1) * pageSize;
  const list = records.toReversed().slice(from, from + pageSize);
  return success({ list: list.map(item), total: records.length, pageNum, pageSize });
}
