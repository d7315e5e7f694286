import type { BankAccountDetails } from '../src/banking/account-fields';
import type { OfframpOrder, OfframpSource } from '../src/signals/offramp-order';
import type { ExpectedEnd } from './expected-end';

/** One order of the demo. What the provider does with it follows from the tags in the customer's e-mail. */
export interface Story {
  /** Part of the order's reference. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly shows: string;
  readonly order: {
    readonly customer: { readonly name: string; readonly email: string };
    readonly bankAccount: BankAccountDetails;
    readonly source: OfframpSource;
    readonly deadlines?: NonNullable<OfframpOrder['deadlines']>;
  };
  /** What the customer sends once the order shows the address, where the simulated provider sends nothing by itself. */
  readonly customerSends?: string;
  /** Set where a bank transfer fails and the order waits for the bank: its clock is then moved on. */
  readonly time?: 'passes' | 'friday-evening';
  /** What an operator sends the money to, once the order asks for another account. */
  readonly replacementAccount?: BankAccountDetails;
  readonly expected: ExpectedEnd;
  /** What is expected of the order that a second deposit to the same address becomes, if there is one. */
  readonly laterDeposit?: ExpectedEnd;
}

/** The prefix of all references of one run: other runs may use the same Temporal server. */
export function referencePrefix(runId: string): string {
  return `demo-${runId}-`;
}

/** A story's order as a backend would start it. */
export function orderOf({ name, order }: Story, runId: string): OfframpOrder {
  const reference = `${referencePrefix(runId)}${name}`;
  return { ...order, reference, customer: { externalId: `customer-of-${reference}`, ...order.customer } };
}
