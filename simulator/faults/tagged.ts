import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isMultipart } from '../authentication';
import { readForm, readJson } from '../inputs';
import type { Customer } from '../objects';
import type { Records } from '../records';
import { Refusal } from '../refusal';
import { splitTarget } from '../signatures';
import type { ReadTags } from '../tags';
import { faultNamed } from './faults';
import type { FaultName } from './faults';

const operations = ['customer', 'account', 'flow', 'payment'] as const;
type Operation = (typeof operations)[number];

const operationOfPath = new Map<string, Operation>([
  ['/customer/create', 'customer'],
  ['/bank-account/add', 'account'],
  ['/autoramp-flow/offramp', 'flow'],
  ['/payment/create', 'payment'],
]);

/** As much of a create's body as says whose it is. */
const concernedSchema = z.object({
  email: z.string().optional(),
  externalId: z.string().optional(),
  customerId: z.string().optional(),
  from: z.object({ customerId: z.string() }).optional(),
  bankAccountId: z.string().optional(),
});

/** The fault that a tag such as `fault-flow-reset-after` asks for. */
export function faultOfTag(tag: string): { operation: Operation; fault: FaultName } | undefined {
  for (const operation of operations) {
    const prefix = `fault-${operation}-`;
    const name = tag.startsWith(prefix) ? faultNamed(tag.slice(prefix.length))?.name : undefined;
    if (name !== undefined) return { operation, fault: name };
  }
  return undefined;
}

/**
 * The fault that a customer's tags ask for, given to the first such create of that customer only, whatever becomes of
 * it. That it was given is in the records, so a restart does not give it again.
 */
export function createTaggedFaults(records: Records, readTags: ReadTags) {
  return async (request: FastifyRequest): Promise<FaultName | undefined> => {
    const operation = operationOfPath.get(splitTarget(request.url).path);
    const concerned = operation && (await concernedBy(request, records));
    if (!concerned) return undefined;
    const asked = readTags(concerned.customer)
      .map(faultOfTag)
      .findLast((tagged) => tagged?.operation === operation);
    const id = `${operation} ${concerned.key}`;
    if (!asked || records.givenFaults.get(id)) return undefined;
    records.givenFaults.put({ ...records.next(), id });
    return asked.fault;
  };
}

async function concernedBy(request: FastifyRequest, records: Records) {
  const body = await readConcerned(request);
  const account = body?.bankAccountId === undefined ? undefined : records.bankAccounts.get(body.bankAccountId);
  const customerId = body?.from?.customerId ?? body?.customerId ?? account?.customerId;
  if (customerId !== undefined) {
    const customer = records.customers.get(customerId);
    return customer && { customer, key: customerId };
  }
  if (body?.email === undefined) return undefined;
  const customer: Pick<Customer, 'email' | 'externalId'> = { email: body.email, externalId: body.externalId };
  return { customer, key: `${body.email} ${body.externalId ?? ''}` };
}

/** A body that cannot be read is refused by its route, not here. */
async function readConcerned(request: FastifyRequest) {
  try {
    return await (isMultipart(request.headers) ? readForm : readJson)(request, concernedSchema);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
