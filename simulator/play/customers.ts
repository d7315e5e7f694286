import { customerDetail } from '../details';
import type { EventName } from '../events';
import type { Customer } from '../objects';
import type { Play, PlayOptions, PlaySettings } from './play';

type CustomerPlay = Pick<Play, 'approveCustomer' | 'rejectCustomer' | 'deleteCustomer'>;

export function customerPlay({ records, contract, announcements }: PlaySettings): CustomerPlay {
  async function decide(decided: Customer, event: EventName, options?: PlayOptions): Promise<Customer> {
    const customer = records.customers.put(decided);
    if (options?.webhook !== false) {
      announcements.event(event, { customerId: customer.id, detail: customerDetail(customer, contract) });
    }
    await records.durable();
    return customer;
  }

  return {
    approveCustomer: async (customerId, options) =>
      decide({ ...records.customers.require(customerId), status: 'APPROVED' }, 'CUSTOMER_APPROVED', options),

    rejectCustomer: async (customerId, remark, options) =>
      decide({ ...records.customers.require(customerId), status: 'REJECTED', remark }, 'CUSTOMER_REJECTED', options),

    deleteCustomer: async (customerId, options) =>
      decide({ ...records.customers.require(customerId), status: 'DELETED' }, 'CUSTOMER_DELETED', options),
  };
}
