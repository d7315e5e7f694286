/**
 * Does nothing: that it was started under a deposit's id is what counts. Its memo names the order that owns the
 * deposit, for as long as the namespace keeps it.
 */
export async function depositClaim(): Promise<void> {
  await Promise.resolve();
}

/** Likewise, under a secret key of the backend's id of a customer: the order that its memo names creates the customer. */
export async function customerClaim(): Promise<void> {
  await Promise.resolve();
}
