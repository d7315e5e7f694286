import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { networks } from '../addresses';
import { listed, pageSchema, success } from '../answers';
import { depositAddressDetail, flowDetail } from '../details';
import { readJson, readQuery } from '../inputs';
import { flowItem } from '../list-items';
import { cryptoCurrencies } from '../rates';
import type { Provider } from './provider';

const createSchema = z.object({
  from: z.object({
    customerId: z.string().min(1),
    currency: z.enum(cryptoCurrencies),
    network: z.enum(networks),
  }),
  to: z.string().min(1),
});

const detailSchema = z.object({ id: z.string() });
const addressListSchema = pageSchema.extend({ customerId: z.string().optional() });
const flowListSchema = pageSchema.extend({ type: z.string().optional(), status: z.string().optional() });

/** Flows and the deposit addresses they bring. */
export function flowRoutes(server: FastifyInstance, { records, contract, intake }: Provider): void {
  server.post('/autoramp-flow/offramp', (request) => {
    const { flow, address } = intake.createFlow(readJson(request, createSchema));
    return contract.flowCreated(flow, address);
  });

  // What is answered is not documented; deleting again succeeds again (assumed).
  server.post('/autoramp-flow/delete', (request) => {
    const { id } = intake.deleteFlow(readJson(request, detailSchema).id);
    return success({ id });
  });

  server.get('/autoramp-flow/detail', (request) => {
    const { id } = readQuery(request, detailSchema);
    return success(flowDetail(records.flows.require(id), records));
  });

  server.get('/autoramp-flow/list', (request) => {
    const { type, status, ...page } = readQuery(request, flowListSchema);
    const found = records.flows.where(
      (flow) => (type === undefined || type === 'OFFRAMP') && (status === undefined || flow.status === status),
    );
    return listed(found, page, flowItem);
  });

  server.get('/deposit-address/detail', (request) => {
    const { id } = readQuery(request, detailSchema);
    return success(depositAddressDetail(records.depositAddresses.require(id)));
  });

  server.get('/deposit-address/list', (request) => {
    const { customerId, ...page } = readQuery(request, addressListSchema);
    const found = records.depositAddresses.where(
      (address) => customerId === undefined || address.customerId === customerId,
    );
    return listed(found, page, depositAddressDetail);
  });
}
