import { depositAddressDetail } from '../details';
import type { EventName } from '../events';
import type { DepositAddress } from '../objects';
import type { Play, PlayOptions, PlaySettings } from './play';

type FlowPlay = Pick<Play, 'verifyAddress' | 'rejectAddress' | 'disableFlow'>;

/** Flows and their deposit addresses. */
export function flowPlay({ records, announcements, follow }: PlaySettings): FlowPlay {
  function review(reviewed: DepositAddress, event: EventName, options?: PlayOptions): DepositAddress {
    const address = records.depositAddresses.put(reviewed);
    const about = { customerId: address.customerId, detail: depositAddressDetail(address) };
    if (options?.webhook !== false) announcements.event(event, about);
    return address;
  }

  return {
    async verifyAddress(depositAddressId, options) {
      const pending = records.depositAddresses.require(depositAddressId);
      const address = review({ ...pending, status: 'VERIFIED' }, 'DEPOSIT_ADDRESS_APPROVED', options);
      follow({ happened: 'address-verified', address });
      await records.durable();
      return address;
    },

    async rejectAddress(depositAddressId, options) {
      const pending = records.depositAddresses.require(depositAddressId);
      const address = review({ ...pending, status: 'REJECTED' }, 'DEPOSIT_ADDRESS_REJECTED', options);
      await records.durable();
      return address;
    },

    async disableFlow(flowId) {
      const flow = records.flows.put({ ...records.flows.require(flowId), status: 'DISABLED' });
      await records.durable();
      return flow;
    },
  };
}
