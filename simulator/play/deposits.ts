import { newAddress, newTransactionId } from '../addresses';
import { depositDetail } from '../details';
import type { Deposit } from '../objects';
import { Refusal } from '../refusal';
import type { Play, PlaySettings } from './play';

type DepositPlay = Pick<Play, 'receiveDeposit' | 'approveDeposit' | 'holdDeposit' | 'rejectDeposit' | 'refundDeposit'>;

export function depositPlay({ records, announcements, follow }: PlaySettings): DepositPlay {
  function becomes(depositId: string, status: Deposit['status']): Deposit {
    return records.deposits.put({ ...records.deposits.require(depositId), status });
  }

  return {
    async receiveDeposit({ address: receiver, amount, currency, network, depositedAt }, options) {
      const [address] = records.depositAddresses.where((candidate) => candidate.address === receiver);
      if (!address) throw new Refusal('FAILED', 'deposit address not found');
      const sentOver = network ?? address.network;
      const deposit = records.deposits.put({
        ...records.stamp(),
        customerId: address.customerId,
        depositAddressId: address.id,
        currency: currency ?? address.currency,
        amount,
        txid: newTransactionId(sentOver),
        txFrom: newAddress(sentOver),
        ...(network !== undefined && { network }),
        // In the one notation that the provider's answers have, whatever was given.
        ...(depositedAt !== undefined && { depositedAt: new Date(depositedAt).toISOString() }),
        status: 'RECEIVED',
      });
      records.accept('deposit', deposit.id, deposit.txid);
      if (options?.webhook !== false) announcements.event('DEPOSIT_RECEIVED', depositDetail(deposit, records));
      follow({ happened: 'deposit-received', deposit });
      await records.durable();
      return deposit;
    },

    async approveDeposit(depositId, options) {
      const deposit = becomes(depositId, 'CONFIRMED');
      if (options?.webhook !== false) announcements.event('DEPOSIT_APPROVED', depositDetail(deposit, records));
      follow({ happened: 'deposit-approved', deposit });
      await records.durable();
      return deposit;
    },

    async holdDeposit(depositId) {
      const deposit = becomes(depositId, 'ACTION_REQUIRED');
      await records.durable();
      return deposit;
    },

    async rejectDeposit(depositId, options) {
      const deposit = becomes(depositId, 'REJECTED');
      if (options?.webhook !== false) announcements.event('DEPOSIT_REJECTED', depositDetail(deposit, records));
      await records.durable();
      return deposit;
    },

    async refundDeposit(depositId) {
      const deposit = becomes(depositId, 'REFUNDED');
      await records.durable();
      return deposit;
    },
  };
}
