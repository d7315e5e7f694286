interface ListWords<T> {
  /** What there is to say where there is nothing. */
  readonly none: string;
  /** One that needs attention, with the commands that help. */
  readonly entry: (item: T) => string;
  /** All others, in lines. */
  readonly others: (items: readonly T[]) => readonly string[];
}

/** A list for people: what needs them first, then the others, and whether it may have been cut short. */
export function attentionFirst<T extends { readonly needsAttention: boolean }>(
  items: readonly T[],
  limit: number | undefined,
  { none, entry, others }: ListWords<T>,
): string {
  if (items.length === 0) return none;
  const waiting = items.filter(({ needsAttention }) => needsAttention);
  const rest = items.filter(({ needsAttention }) => !needsAttention);
  return [
    ...(waiting.length === 0 ? [] : [`Needs attention (${waiting.length})`, ...waiting.map(entry), '']),
    ...(rest.length === 0 ? [] : others(rest)),
    ...(items.length === limit ? [`These are the newest ${limit}. There may be more: raise --limit.`] : []),
  ]
    .join('\n')
    .trimEnd();
}
