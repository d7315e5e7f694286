import { depositAddressDetail } from '../details';
import type { Play, PlaySettings } from './play';

type FlowPlay = Pick<Play, 'verifyAddress' | 'rejectAddress' | 'disableFlow'>;

/** Flows and their deposit addresses. */
export function flowPlay({ records, announcements, follow }: PlaySettings): FlowPlay {
  return {
    async verifyAddress(depositAddressId, options) {
      const pending = records.depositAddresses.require(depositAddressId);
      const address = records.depositAddresses.put({ ...pending, status: 'VERIFIED' });
      if (options?.webhook !== false) announcements.event('DEPOSIT_ADDRESS_APPROVED', depositAddressDetail(address));
      follow({ happened: 'address-verified', address });
      await records.durable();
      return address;
    },

    async rejectAddress(depositAddressId, options) {
      const pending = records.depositAddresses.require(depositAddressId);
      const address = records.depositAddresses.put({ ...pending, status: 'REJECTED' });
      if (options?.webhook !== false) announcements.event('DEPOSIT_ADDRESS_REJECTED', depositAddressDetail(address));
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
