import type { ReturnAction, ReturnClass, ReturnVerdict } from './return-codes';

/** What follows from a return, in words for operators. */
export interface ReturnAdvice {
  /** What the order does by itself. */
  readonly worker: string;
  /** What a person does about it. */
  readonly operator: string;
}

const byItself: Readonly<Record<ReturnAction, string>> = {
  hold: 'Holds the order: nothing is sent again automatically.',
  operator: 'Waits for an operator: nothing is sent again until somebody has looked.',
  'new-account': 'Waits for a new bank account, then sends in the next window of its rail.',
  resend:
    'Once the money is known to be back, sends it again in the next window of the rail: three attempts in all, within ' +
    'five business days.',
};

const newAccount =
  'Ask the customer for a new account (replace-bank-account), and say when the money is back (confirm-funds-returned).';

const sentAgain = 'Once the money is back (confirm-funds-returned), retry-now sends it again.';

const byPerson: Readonly<Record<ReturnClass, string>> = {
  duplicate:
    'Compare with the earlier transfers; if the money arrived, say so (confirm-bank-transfer). Never send again.',
  regulatory: 'Hand the case to compliance, and do not tell the customer more than compliance allows.',
  deceased: 'Hand the case to compliance: the money belongs to an estate.',
  'account-blocked': 'Find out from the customer and their bank why the account takes no money before anything else.',
  recalled: 'Find out who asked for the money back, and why, before anything else.',
  'unknown-outcome': 'Ask the bank whether the money arrived; until it is known, a second transfer may pay twice.',
  'our-format':
    'Correct what we sent, with the provider where it built the message, before the transfer is tried again.',
  unspecified: `Ask the bank for the reason. ${sentAgain}`,
  'notification-of-change':
    'The money has arrived (confirm-bank-transfer). Correct the account before it is used again.',
  'unknown-code': `Ask the bank what the code means. ${sentAgain}`,
  'account-invalid': newAccount,
  'account-closed': newAccount,
  'name-mismatch': newAccount,
  transient: 'Nothing, unless the money is not said to be back: then confirm that it is (confirm-funds-returned).',
};

/** What the order does by itself about a return, and what a person does. */
export function adviceFor(verdict: Pick<ReturnVerdict, 'class' | 'action'>): ReturnAdvice {
  return { worker: byItself[verdict.action], operator: byPerson[verdict.class] };
}
