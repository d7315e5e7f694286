import { CommandRefused, type OfframpClient, type OfframpStatus } from '../../src/client';
import { otherAccounts } from './accounts';
import type { CastOrder } from './cast';

/** What an operator uses. */
export type OperatorDesk = Pick<
  OfframpClient,
  'status' | 'replaceBankAccount' | 'retryNow' | 'recordRefund' | 'recordDisposition' | 'closeOfframp'
>;

const by = { operator: 'Kim', reason: 'Looked into it with the provider, the bank and the customer.' };

/**
 * Does what an operator does for an order that stands still in its tale. Answers whether it was taken in: whatever kept it
 * from being heard, it is said again later, and an order that has heard it already refuses it.
 */
export async function answerOrder(desk: OperatorDesk, { tale, order }: CastOrder): Promise<'heard' | 'unheard'> {
  try {
    const status = await desk.status(order.reference);
    if (status.needsAttention === undefined) return 'unheard';
    await answer(desk, { tale, order }, status);
    return 'heard';
  } catch (error) {
    return error instanceof CommandRefused ? 'heard' : 'unheard';
  }
}

async function answer(
  desk: OperatorDesk,
  { tale, order }: Pick<CastOrder, 'tale' | 'order'>,
  status: OfframpStatus,
): Promise<void> {
  const { reference } = order;
  switch (tale.answer) {
    case 'replace-account':
      await desk.replaceBankAccount(reference, { ...by, bankAccount: otherAccounts[order.bankAccount.currency] });
      return;
    case 'retry':
      await desk.retryNow(reference, by);
      return;
    case 'refund': {
      const { amount, currency } = known(status.amounts.deposited, reference);
      await desk.recordRefund(reference, { ...by, amount, currency, transactionId: `refund-of-${reference}` });
      return;
    }
    case 'dispose': {
      const { amount, currency } = known(status.amounts.paidOut, reference);
      await desk.recordDisposition(reference, { ...by, amount, currency, destination: `settled for ${reference}` });
      await desk.closeOfframp(reference, { ...by, outcome: 'abandoned' });
      return;
    }
    case undefined:
      return;
  }
}

function known<T>(money: T | undefined, reference: string): T {
  if (money === undefined) throw new Error(`${reference} does not say what came in or went out.`);
  return money;
}
