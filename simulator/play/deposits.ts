import { newAddress, newTransactionId } from '../addresses';
import { depositDetail } from '../details';
import { Refusal } from '../refusal';
import type { Play, PlaySettings } from './play';

type DepositPlay = Pick<Play, 'receiveDeposit' | 'approveDeposit'>;

export function depositPlay({ records, announcements, follow }: PlaySettings): DepositPlay {
  return {
    async receiveDeposit({ address: receiver, amount }, options) {
      const [address] = records.depositAddresses.where((candidate) => candidate.address === receiver);
      if (!address) throw new Refusal('FAILED', 'deposit address not found');
      const deposit = records.deposits.put({
        ...records.stamp(),
        customerId: address.customerId,
        depositAddressId: address.id,
        currency: address.currency,
        amount,
        txid: newTransactionId(address.network),
        txFrom: newAddress(address.network),
        status: 'RECEIVED',
      });
      records.accept('deposit', deposit.id, deposit.txid);
      if (options?.webhook !== false) announcements.event('DEPOSIT_RECEIVED', depositDetail(deposit, records));
      follow({ happened: 'deposit-received', deposit });
      await records.durable();
      return deposit;
    },

    async approveDeposit(depositId, options) {
      const deposit = records.deposits.put({ ...records.deposits.require(depositId), status: 'CONFIRMED' });
      if (options?.webhook !== false) announcements.event('DEPOSIT_APPROVED', depositDetail(deposit, records));
      follow({ happened: 'deposit-approved', deposit });
      await records.durable();
      return deposit;
    },
  };
}
