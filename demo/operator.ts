import type { OfframpClient, OfframpStatus } from '../src/client';
import type { Story } from './story';

const operator = 'the demo';

/** Does what an operator does for an order that needs one: here, gives the other account that the customer has named. */
export async function answerAttention(
  offramps: Pick<OfframpClient, 'replaceBankAccount'>,
  { reference, needsAttention }: OfframpStatus,
  { replacementAccount }: Pick<Story, 'replacementAccount'>,
): Promise<void> {
  if (needsAttention?.reason !== 'bank-account-refused' || replacementAccount === undefined) return;
  const reason = 'The customer has named another account.';
  await offramps.replaceBankAccount(reference, { operator, reason, bankAccount: replacementAccount });
}
