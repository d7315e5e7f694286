import { customerDetail, depositAddressDetail } from '../details';
import type { EventName } from '../events';
import type { Customer } from '../objects';
import type { Play, PlayOptions, PlaySettings } from './play';

type CustomerPlay = Pick<Play, 'approveCustomer' | 'rejectCustomer' | 'verifyAddress'>;

export function customerPlay({ records, contract, announcements, follow }: PlaySettings): CustomerPlay {
  async function decide(decided: Customer, event: EventName, options?: PlayOptions): Promise<Customer> {
    const customer = records.customers.put(decided);
    if (options?.webhook !== false) announcements.event(event, customerDetail(customer, contract));
    await records.durable();
    return customer;
  }

  return {
    approveCustomer: async (customerId, options) =>
      decide({ ...records.customers.require(customerId), status: 'APPROVED' }, 'CUSTOMER_APPROVED', options),

    rejectCustomer: async (customerId, remark, options) =>
      decide({ ...records.customers.require(customerId), status: 'REJECTED', remark }, 'CUSTOMER_REJECTED', options),

    async verifyAddress(depositAddressId, options) {
      const pending = records.depositAddresses.require(depositAddressId);
      const address = records.depositAddresses.put({ ...pending, status: 'VERIFIED' });
      if (options?.webhook !== false) announcements.event('DEPOSIT_ADDRESS_APPROVED', depositAddressDetail(address));
      follow({ happened: 'address-verified', address });
      await records.durable();
      return address;
    },
  };
}
