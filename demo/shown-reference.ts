/**
 * A reference as a table shows it. That of a later deposit's order is long and stands below the original order's, so
 * that only what it adds is shown, with the beginning of the deposit's id.
 */
export function shownReference(reference: string): string {
  const [, depositId] = /:deposit:(.+)$/.exec(reference) ?? [];
  if (depositId === undefined) return reference;
  return `  :deposit:${depositId.length > shownCharacters ? `${depositId.slice(0, shownCharacters)}…` : depositId}`;
}

const shownCharacters = 8;
