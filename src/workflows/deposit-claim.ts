/**
 * Does nothing: that it was started under a deposit's id is what counts. Its memo names the order that owns the
 * deposit, for as long as the namespace keeps it.
 */
export async function depositClaim(): Promise<void> {
  await Promise.resolve();
}
