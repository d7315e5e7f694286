import { CommandRefused, type OfframpClient, type OfframpStatus } from '../../src/client';
import { otherAccounts } from './accounts';
import type { CastOrder } from './cast';

/** What an operator uses. */
export type OperatorDesk = Pick<
  OfframpClient,
  'status' | 'replaceBankAccount' | 'retryNow' | 'recordRefund' | 'recordDisposition' | 'closeOfframp'
>;

const by = { operator: 'Kim', reason: 'Looked into it with the provider, the bank and the customer.' };

/** What came of an operator's words: what was not heard is said again later. */
export type Answered = 'heard' | 'unheard' | { readonly refused: string };

/** Does what an operator does for an order that stands still in its tale. */
export async function answerOrder(desk: OperatorDesk, cast: CastOrder): Promise<Answered> {
  try {
    const status = await desk.status(cast.order.reference);
    if (status.needsAttention === undefined) return 'unheard';
    await answer(desk, cast, status);
    return 'heard';
  } catch (error) {
    return error instanceof CommandRefused ? { refused: error.message } : 'unheard';
  }
}

async function answer(desk: OperatorDesk, { tale, order, sent }: CastOrder, status: OfframpStatus): Promise<void> {
  const { reference } = order;
  switch (tale.answer) {
    case 'replace-account':
      await desk.replaceBankAccount(reference, { ...by, bankAccount: otherAccounts[order.bankAccount.currency] });
      return;
    case 'retry':
      await desk.retryNow(reference, by);
      return;
    case 'refund':
      await desk.recordRefund(reference, { ...by, ...sent, transactionId: `refund-of-${reference}` });
      return;
    case 'dispose': {
      const { paidOut } = status.amounts;
      if (paidOut === undefined) throw new Error(`${reference} does not say what was paid out.`);
      const { amount, currency } = paidOut;
      await desk.recordDisposition(reference, { ...by, amount, currency, destination: `settled for ${reference}` });
      await desk.closeOfframp(reference, { ...by, outcome: 'abandoned' });
      return;
    }
    case undefined:
      return;
  }
}
