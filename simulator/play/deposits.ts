import { newAddress, newTransactionId } from '../addresses';
import { depositDetail } from '../details';
import type { EventName } from '../events';
import type { Deposit } from '../objects';
import { Refusal } from '../refusal';
import type { Play, PlayedDeposit, PlayOptions, PlaySettings } from './play';

type DepositPlay = Pick<Play, 'receiveDeposit' | 'approveDeposit' | 'holdDeposit' | 'rejectDeposit' | 'refundDeposit'>;

export function depositPlay({ records, announcements, follow }: PlaySettings): DepositPlay {
  function record({ address: receiver, amount, currency, network, depositedAt }: PlayedDeposit): Deposit {
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
    return deposit;
  }

  function becomes(depositId: string, status: Deposit['status']): Deposit {
    return records.deposits.put({ ...records.deposits.require(depositId), status });
  }

  function tell(event: EventName, deposit: Deposit, options?: PlayOptions): void {
    if (options?.webhook === false) return;
    announcements.event(event, { customerId: deposit.customerId, detail: depositDetail(deposit, records) });
  }

  return {
    async receiveDeposit(played, options) {
      const deposit = record(played);
      tell('DEPOSIT_RECEIVED', deposit, options);
      follow({ happened: 'deposit-received', deposit });
      await records.durable();
      return deposit;
    },

    async approveDeposit(depositId, options) {
      const deposit = becomes(depositId, 'CONFIRMED');
      tell('DEPOSIT_APPROVED', deposit, options);
      follow({ happened: 'deposit-approved', deposit });
      await records.durable();
      return deposit;
    },

    async holdDeposit(depositId) {
      const deposit = becomes(depositId, 'ACTION_REQUIRED');
      follow({ happened: 'deposit-held', deposit });
      await records.durable();
      return deposit;
    },

    async rejectDeposit(depositId, options) {
      const deposit = becomes(depositId, 'REJECTED');
      tell('DEPOSIT_REJECTED', deposit, options);
      follow({ happened: 'deposit-rejected', deposit });
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
