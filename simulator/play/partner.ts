import { addTo, changedByHand, putBalance } from '../balances';
import { paymentDetail } from '../details';
import type { Payment } from '../objects';
import type { Records } from '../records';
import { Refusal } from '../refusal';
import type { Play, PlaySettings } from './play';

type PartnerPlay = Pick<Play, 'settlePayment' | 'topUp' | 'setBalance'>;

/** The partner's payments and balances. */
export function partnerPlay({ records, bank, announcements }: PlaySettings): PartnerPlay {
  return {
    async settlePayment(idOrReference, options) {
      const payment = records.payments.put({ ...paymentNamed(records, idOrReference), status: 'CONFIRMED' });
      const [transfer] = records.transfers.where(({ paymentId }) => paymentId === payment.id);
      if (transfer?.status === 'QUEUED') bank.conclude(transfer, { status: 'CREDITED' });
      if (options?.webhook !== false) {
        const { customerId } = records.bankAccounts.require(payment.bankAccountId);
        announcements.event('PAYMENT_SETTLED', { customerId, detail: paymentDetail(payment, records) });
      }
      await records.durable();
      return payment;
    },

    async topUp(currency, amount) {
      addTo(records, currency, amount);
      const balance = changedByHand(records, currency);
      await records.durable();
      return balance;
    },

    async setBalance(currency, amount) {
      putBalance(records, currency, amount);
      const balance = changedByHand(records, currency);
      await records.durable();
      return balance;
    },
  };
}

/** References are not unique; the latest payment of one is meant. */
function paymentNamed(records: Records, idOrReference: string): Payment {
  const named = records.payments.where(({ id, reference }) => idOrReference === id || idOrReference === reference);
  const payment = named.at(-1);
  if (!payment) throw new Refusal('FAILED', 'payment not found');
  return payment;
}
