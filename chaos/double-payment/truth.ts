/**
 * What really became of an order's money where the provider's records do not tell: what an operator counted, paid by
 * hand, or sent from elsewhere. Each entry says how many payments the provider had taken on before it, and no payment
 * was on its way at that moment, so that it is certain which of them should have known.
 */
export type TruthEntry =
  | { readonly is: 'counted'; readonly attempt: number; readonly amount: string }
  | { readonly is: 'paid-by-hand'; readonly amount: string }
  | { readonly is: 'sent-outside'; readonly attempt: number; readonly amount: string }
  | { readonly is: 'outside-returned'; readonly attempt: number }
  | { readonly is: 'customer-refused' };

export type Dated<Entry> = Entry & { readonly paymentsBefore: number };

export class Truth {
  readonly entries: Dated<TruthEntry>[] = [];

  note(entry: TruthEntry, paymentsBefore: number): void {
    this.entries.push({ ...entry, paymentsBefore });
  }

  /** Of what a payment should have known: the n-th of its trade, counted from 0. */
  before(payment: number): readonly TruthEntry[] {
    return this.entries.filter(({ paymentsBefore }) => paymentsBefore <= payment);
  }
}
