import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { listed, pageSchema, success } from '../answers';
import { bankAccountDetail } from '../details';
import { readForm, readJson, readQuery } from '../inputs';
import type { NewBankAccount } from '../intake';
import type { PayoutCurrency } from '../rates';
import type { Provider } from './provider';

const detailSchema = z.object({ id: z.string(), customerId: z.string().optional() });
const listSchema = pageSchema.extend({ customerId: z.string().optional(), currency: z.string().optional() });

export function bankAccountRoutes(server: FastifyInstance, { records, contract, intake }: Provider): void {
  const addSchema = addSchemaFor(contract.payoutCurrencies);

  server.post('/bank-account/add', async (request) => {
    const body = await (contract.bankAccountEncoding === 'multipart' ? readForm : readJson)(request, addSchema);
    return contract.bankAccountAdded(intake.addBankAccount(newBankAccount(body)));
  });

  server.get('/bank-account/detail', (request) => {
    const { id } = readQuery(request, detailSchema);
    return success(bankAccountDetail(records.bankAccounts.require(id)));
  });

  server.get('/bank-account/list', (request) => {
    const { customerId, currency, ...page } = readQuery(request, listSchema);
    const found = records.bankAccounts.where(
      (account) =>
        (customerId === undefined || account.customerId === customerId) &&
        (currency === undefined || account.currency === currency),
    );
    return listed(found, page, bankAccountDetail);
  });
}

/** Documented: only these three are enforced; a missing account number fails later, at the bank. */
function addSchemaFor(currencies: readonly PayoutCurrency[]) {
  return z
    .object({ customerId: z.string().min(1), currency: z.enum(currencies), bankName: z.string().min(1) })
    .catchall(z.unknown());
}

function newBankAccount(body: z.infer<ReturnType<typeof addSchemaFor>>): NewBankAccount {
  const { customerId, currency, bankName, ...others } = body;
  const details: Record<string, string> = {};
  for (const [name, value] of Object.entries(others)) {
    if (typeof value === 'string') details[name] = value;
  }
  return { customerId, currency, bankName, details };
}
