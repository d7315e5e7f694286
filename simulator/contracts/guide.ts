import { shownAddress } from '../details';
import { payoutCurrencies } from '../rates';
import type { Contract } from './contract';

/** The offramp guide: JSON bodies, ids at the top level, webhooks `{event, data}`. */
export const guide: Contract = {
  name: 'guide',
  payoutCurrencies,
  bankAccountEncoding: 'json',
  addressReady: 'at-once',
  customerStatus: (status) => status,
  customerCreated: (customer) => ({ customerId: customer.id, status: customer.status }),
  bankAccountAdded: (account) => ({ bankAccountId: account.id }),
  // Null while the address is not ready; the guide does not show this case (assumed).
  flowCreated: (flow, address) => ({ flowId: flow.id, data: { depositAddress: shownAddress(address) } }),
  webhook: (event, detail) => ({
    event,
    data: event.startsWith('TRADE_') ? { tradeId: detail.id, ...detail } : detail,
  }),
};
