import { payoutCurrencies } from '../rates';
import type { Contract } from './contract';

/** The OpenAPI document of July 2026: `{status, data: {id}}`, forms for accounts and payments, webhooks `{event, payload}`. */
export const openapi202607: Contract = {
  name: 'openapi-2026-07',
  payoutCurrencies: payoutCurrencies.filter((currency) => currency !== 'CAD'),
  paymentCurrencies: ['USD'],
  bankAccountEncoding: 'multipart',
  paymentEncoding: 'multipart',
  addressReady: 'later',
  customerStatus: (status) => (status === 'APPROVED' ? 'CONFIRMED' : status),
  customerCreated: (customer) => ({ status: 'SUCCESS', data: { id: customer.id, status: customer.status } }),
  bankAccountAdded: (account) => ({ status: 'SUCCESS', data: { id: account.id } }),
  flowCreated: (flow) => ({ status: 'SUCCESS', data: { id: flow.id } }),
  paymentCreated: (_payment, detail) => ({ status: 'SUCCESS', data: detail }),
  webhook: (event, detail) => ({ event, payload: detail }),
};
