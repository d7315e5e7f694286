import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isAmount } from '../amounts';
import { listed, pageSchema, success } from '../answers';
import { holderOf, paymentDetail } from '../details';
import { readForm, readJson, readQuery } from '../inputs';
import { paymentItem } from '../list-items';
import { cryptoCurrencies } from '../rates';
import type { PayoutCurrency } from '../rates';
import type { Provider } from './provider';

const detailSchema = z.object({ id: z.string() });
const listSchema = pageSchema.extend({ createDate: z.iso.date().optional(), status: z.string().optional() });

/** Payouts from the partner's balance. */
export function paymentRoutes(server: FastifyInstance, { records, contract, payments }: Provider): void {
  const estimatedSchema = estimatedSchemaFor(contract.paymentCurrencies);
  const createSchema = estimatedSchema.extend({ reference: z.string().min(1) });

  server.get('/payment/estimate', (request) => {
    const { account, ...cost } = payments.estimatePayment(readQuery(request, estimatedSchema));
    const { bankName, currency, details } = account;
    const beneficiaryName = holderOf(account, records);
    return success({ ...cost, bankAccount: { bankName, accountNo: details.accountNo, currency, beneficiaryName } });
  });

  server.post('/payment/create', async (request) => {
    const created = await (contract.paymentEncoding === 'multipart' ? readForm : readJson)(request, createSchema);
    const payment = payments.createPayment(created);
    return contract.paymentCreated(payment, paymentDetail(payment, records));
  });

  server.get('/payment/detail', (request) => {
    const { id } = readQuery(request, detailSchema);
    return success(paymentDetail(records.payments.require(id), records));
  });

  server.get('/payment/list', (request) => {
    const { createDate, status, ...page } = readQuery(request, listSchema);
    const found = records.payments.where(
      (payment) =>
        // The provider's day is that of UTC (assumed).
        (createDate === undefined || payment.createdAt.startsWith(createDate)) &&
        (status === undefined || payment.status === status),
    );
    return listed(found, page, (payment) => paymentItem(payment, records));
  });
}

function estimatedSchemaFor(currencies: readonly PayoutCurrency[]) {
  return z.object({
    deductCurrency: z.enum(cryptoCurrencies),
    amount: z.string().refine(isAmount, 'must be a positive decimal amount'),
    currency: z.enum(currencies),
    bankAccountId: z.string().min(1),
  });
}
