import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listed, pageSchema, success } from '../answers';
import { depositDetail, tradeDetail } from '../details';
import { readQuery } from '../inputs';
import { depositItem, tradeItem } from '../list-items';
import type { Provider } from './provider';

const detailSchema = z.object({ id: z.string() });
const tradeListSchema = pageSchema.extend({ status: z.string().optional() });
const depositListSchema = pageSchema.extend({
  customerId: z.string().optional(),
  currency: z.string().optional(),
  status: z.string().optional(),
});

/** Deposits and the trades made of them. */
export function depositRoutes(server: FastifyInstance, { records }: Provider): void {
  server.get('/deposit/detail', (request) => {
    const { id } = readQuery(request, detailSchema);
    return success(depositDetail(records.deposits.require(id), records));
  });

  server.get('/deposit/list', (request) => {
    const { customerId, currency, status, ...page } = readQuery(request, depositListSchema);
    const found = records.deposits.where(
      (deposit) =>
        (customerId === undefined || deposit.customerId === customerId) &&
        (currency === undefined || deposit.currency === currency) &&
        (status === undefined || deposit.status === status),
    );
    return listed(found, page, (deposit) => depositItem(deposit, records));
  });

  server.get('/trade/detail', (request) => {
    const { id } = readQuery(request, detailSchema);
    return success(tradeDetail(records.trades.require(id), records));
  });

  server.get('/trade/list', (request) => {
    const { status, ...page } = readQuery(request, tradeListSchema);
    const found = records.trades.where((trade) => status === undefined || trade.status === status);
    return listed(found, page, (trade) => tradeItem(trade, records));
  });
}
