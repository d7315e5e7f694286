import { shownAddress } from '../details';
import { payoutCurrencies } from '../rates';
import type { Contract, Detail } from './contract';

/** The offramp guide: JSON bodies, ids at the top level, webhooks `{event, data}`. */
export const guide: Contract = {
  name: 'guide',
  payoutCurrencies,
  // It has no payments; they are as everything else in it is (assumed).
  paymentCurrencies: payoutCurrencies,
  bankAccountEncoding: 'json',
  paymentEncoding: 'json',
  addressReady: 'at-once',
  customerStatus: (status) => status,
  customerCreated: (customer) => ({ customerId: customer.id, status: customer.status }),
  bankAccountAdded: (account) => ({ bankAccountId: account.id }),
  // Null while the address is not ready; the guide does not show this case (assumed).
  flowCreated: (flow, address) => ({ flowId: flow.id, data: { depositAddress: shownAddress(address) } }),
  paymentCreated: (payment) => ({ paymentId: payment.id, status: payment.status, reference: payment.reference }),
  webhook: (event, detail) => ({ event, data: { ...namedIds(event, detail), ...detail } }),
};

/** The ids that have a name of their own, besides `id`. */
function namedIds(event: string, { id }: Detail): object {
  if (event.startsWith('TRADE_')) return { tradeId: id };
  return event.startsWith('PAYMENT_') ? { paymentId: id } : {};
}
