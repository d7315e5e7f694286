import type { z } from 'zod';
import { readAnswer } from './answers';
import type { CoinutContract, NewBankAccount, NewCustomer, NewFlow } from './contracts/contract';
import { CoinutNotFound, CoinutUnreadableAnswer } from './errors';
import type { CoinutHttp, CoinutRequest } from './http';
import { readList, resultOf } from './results';
import {
  bankAccountSchema,
  customerSchema,
  depositAddressSchema,
  depositSchema,
  flowSchema,
  tradeSchema,
  type CoinutBankAccount,
  type CoinutCustomer,
  type CoinutDeposit,
  type CoinutDepositAddress,
  type CoinutFlow,
  type CoinutTrade,
} from './schemas';

/** An object that the provider has given an id. */
export type Identified<T> = T & { readonly id: string };

/** A create that is signed already. Sent once, soon, or not at all (DESIGN section 3, rule 2). */
export interface PreparedCreate<T> {
  send(): Promise<Identified<T>>;
}

/** The provider's API, typed. Creates are prepared first and sent later; everything else is one read. */
export interface CoinutApi {
  createCustomer(customer: NewCustomer): PreparedCreate<CoinutCustomer>;
  findCustomer(externalId: string): Promise<Identified<CoinutCustomer> | undefined>;
  readCustomer(customerId: string): Promise<Identified<CoinutCustomer>>;
  addBankAccount(account: NewBankAccount): PreparedCreate<CoinutBankAccount>;
  listBankAccounts(customerId: string, currency: string): Promise<CoinutBankAccount[]>;
  readBankAccount(bankAccountId: string): Promise<Identified<CoinutBankAccount>>;
  createFlow(flow: NewFlow): PreparedCreate<CoinutFlow>;
  listFlows(): Promise<CoinutFlow[]>;
  readFlow(flowId: string): Promise<Identified<CoinutFlow>>;
  listDepositAddresses(customerId: string): Promise<CoinutDepositAddress[]>;
  readDepositAddress(depositAddressId: string): Promise<CoinutDepositAddress>;
  listDeposits(customerId: string): Promise<CoinutDeposit[]>;
  readDeposit(depositId: string): Promise<Identified<CoinutDeposit>>;
  listTrades(): Promise<CoinutTrade[]>;
  readTrade(tradeId: string): Promise<Identified<CoinutTrade>>;
}

export interface CoinutApiOptions {
  readonly http: CoinutHttp;
  readonly contract: CoinutContract;
  /** Ends the exchange early when the activity that makes it is cancelled. */
  readonly cancellation?: () => AbortSignal | undefined;
}

/** Most objects a page may hold (provider.md section 3). */
const pageSize = 100;
/** A bound on any walk through a list, so that a broken `total` cannot keep an activity busy for ever. */
const mostPages = 50;

export function createCoinutApi({ http, contract, cancellation }: CoinutApiOptions): CoinutApi {
  async function call(request: CoinutRequest): Promise<Record<string, unknown>> {
    return readAnswer(await http.send(http.sign(request), cancellation?.()));
  }

  function prepare<T extends { id?: string }>(request: CoinutRequest, schema: z.ZodType<T>): PreparedCreate<T> {
    const signed = http.sign(request);
    return {
      send: async () => {
        const body = readAnswer(await http.send(signed, cancellation?.()));
        return identified(request.operation, schema.safeParse(resultOf(body)).data);
      },
    };
  }

  async function read<T>(operation: string, path: string, query: Record<string, string>, schema: z.ZodType<T>) {
    const body = await call({ operation, method: 'GET', path, query });
    const parsed = schema.safeParse(resultOf(body));
    if (!parsed.success) throw unreadable(operation);
    return parsed.data;
  }

  async function list<T>(operation: string, path: string, query: Record<string, string>, schema: z.ZodType<T>) {
    const found: T[] = [];
    let seen = 0;
    let pageBefore = '';
    for (let page = 1; page <= mostPages; page += 1) {
      const paging = { pageNum: String(page), pageSize: String(pageSize) };
      const { items, total } = readList(await call({ operation, method: 'GET', path, query: { ...query, ...paging } }));
      const thisPage = JSON.stringify(items);
      // The end; or a provider that gives the same page over and over.
      if (items.length === 0 || thisPage === pageBefore) return found;
      pageBefore = thisPage;
      // An item that cannot be read tells nothing; the others still may.
      found.push(...items.flatMap((item) => schema.safeParse(item).data ?? []));
      // Counted in items, since a provider may give smaller pages than it was asked for. Without a total only an empty
      // page is the end: to stop early could mean a second create.
      seen += items.length;
      if (total !== undefined && seen >= total) return found;
    }
    // Taken for the whole list, a part of it would hide what is looked for, which would then be created again.
    throw new CoinutUnreadableAnswer(`The list is longer than ${mostPages} pages: ${operation}.`);
  }

  return {
    createCustomer: (customer) => prepare(contract.createCustomer(customer), customerSchema),
    addBankAccount: (account) => prepare(contract.addBankAccount(account), bankAccountSchema),
    createFlow: (flow) => prepare(contract.createFlow(flow), flowSchema),

    findCustomer: async (externalId) => {
      try {
        const found = await read('find the customer', '/customer/detail', { externalId }, customerSchema);
        // Somebody else, found by a provider that ignores the query or the case of letters, must never be adopted.
        if (found.externalId !== undefined && found.externalId !== externalId) throw unreadable('find the customer');
        return found.id === undefined ? undefined : { ...found, id: found.id };
      } catch (error) {
        if (error instanceof CoinutNotFound) return undefined;
        throw error;
      }
    },
    readCustomer: async (id) => {
      const operation = 'read the customer';
      return identified(operation, await read(operation, '/customer/detail', { id }, customerSchema));
    },
    listBankAccounts: (customerId, currency) =>
      list('list the bank accounts', '/bank-account/list', { customerId, currency }, bankAccountSchema),
    readBankAccount: async (id) => {
      const operation = 'read the bank account';
      return identified(operation, await read(operation, '/bank-account/detail', { id }, bankAccountSchema));
    },
    listFlows: () => list('list the flows', '/autoramp-flow/list', { type: 'OFFRAMP' }, flowSchema),
    readFlow: async (id) => {
      const operation = 'read the flow';
      return identified(operation, await read(operation, '/autoramp-flow/detail', { id }, flowSchema));
    },
    listDepositAddresses: (customerId) =>
      list('list the deposit addresses', '/deposit-address/list', { customerId }, depositAddressSchema),
    readDepositAddress: (id) =>
      read('read the deposit address', '/deposit-address/detail', { id }, depositAddressSchema),
    listDeposits: (customerId) => list('list the deposits', '/deposit/list', { customerId }, depositSchema),
    readDeposit: async (id) => {
      const operation = 'read the deposit';
      return identified(operation, await read(operation, '/deposit/detail', { id }, depositSchema));
    },
    listTrades: () => list('list the trades', '/trade/list', {}, tradeSchema),
    readTrade: async (id) => {
      const operation = 'read the trade';
      return identified(operation, await read(operation, '/trade/detail', { id }, tradeSchema));
    },
  };
}

function identified<T extends { id?: string }>(operation: string, value: T | undefined): Identified<T> {
  if (value?.id === undefined) throw unreadable(operation);
  return { ...value, id: value.id };
}

function unreadable(operation: string): CoinutUnreadableAnswer {
  return new CoinutUnreadableAnswer(`The provider's answer to ${operation} does not name the object as it should.`);
}
