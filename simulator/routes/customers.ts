import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listed, pageSchema, success } from '../answers';
import { customerDetail } from '../details';
import { readJson, readQuery } from '../inputs';
import type { Customer } from '../objects';
import { Refusal } from '../refusal';
import type { Provider } from './provider';

const createSchema = z.object({
  name: z.string().min(1),
  email: z.email(),
  externalId: z.string().min(1).optional(),
  type: z.enum(['DEPOSITOR', 'PAYEE']).optional(),
  isIndividual: z.boolean().default(true),
});

const detailSchema = z.object({
  id: z.string().optional(),
  externalId: z.string().optional(),
  email: z.string().optional(),
});

const listSchema = pageSchema.extend({ status: z.string().optional(), realName: z.string().optional() });

export function customerRoutes(server: FastifyInstance, { records, contract, intake }: Provider): void {
  server.post('/customer/create', (request) => {
    const { type: _type, ...customer } = readJson(request, createSchema);
    return contract.customerCreated(intake.createCustomer(customer));
  });

  server.get('/customer/detail', (request) => {
    const query = readQuery(request, detailSchema);
    if (Object.values(query).every((value) => value === undefined)) {
      throw new Refusal('INVALID_PARAMETERS', 'one of id, externalId and email is needed');
    }
    // The first made, if there are several (assumed).
    const customer = records.customers.all().find((candidate) => isAskedFor(candidate, query));
    if (!customer) throw new Refusal('FAILED', 'customer not found');
    return success(customerDetail(customer, contract));
  });

  server.get('/customer/list', (request) => {
    const { status, realName, ...page } = readQuery(request, listSchema);
    const found = records.customers.where(
      (customer) =>
        (status === undefined || contract.customerStatus(customer.status) === status) &&
        (realName === undefined || customer.name.toLowerCase().includes(realName.toLowerCase())),
    );
    return listed(found, page, (customer) => customerDetail(customer, contract));
  });
}

function isAskedFor(customer: Customer, query: z.infer<typeof detailSchema>): boolean {
  return (
    (query.id === undefined || customer.id === query.id) &&
    (query.externalId === undefined || customer.externalId === query.externalId) &&
    (query.email === undefined || customer.email === query.email)
  );
}
