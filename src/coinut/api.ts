import { createCoinutCalls, unreadable, type Identified, type PreparedCreate } from './calls';
import type { CoinutContract, NewBankAccount, NewCustomer, NewFlow } from './contracts/contract';
import { CoinutNotFound } from './errors';
import type { CoinutHttp, CoinutRequest } from './http';
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

/** A bank account to be added. */
export interface PreparedBankAccount extends PreparedCreate<CoinutBankAccount> {
  /** The account as the provider will know it, which depends on the contract, to be looked for by. */
  readonly account: CoinutBankAccount;
}

/** The provider's API, typed. Creates are prepared first and sent later; everything else is one call. */
export interface CoinutApi {
  createCustomer(customer: NewCustomer): PreparedCreate<CoinutCustomer>;
  findCustomer(externalId: string): Promise<Identified<CoinutCustomer> | undefined>;
  readCustomer(customerId: string): Promise<Identified<CoinutCustomer>>;
  addBankAccount(account: NewBankAccount): PreparedBankAccount;
  listBankAccounts(customerId: string, currency: string): Promise<CoinutBankAccount[]>;
  readBankAccount(bankAccountId: string): Promise<Identified<CoinutBankAccount>>;
  createFlow(flow: NewFlow): PreparedCreate<CoinutFlow>;
  listFlows(): Promise<CoinutFlow[]>;
  readFlow(flowId: string): Promise<Identified<CoinutFlow>>;
  /** Stops a flow for good; deleting it again is harmless. Absent where the contract has no such call. */
  readonly deleteFlow?: (flowId: string) => Promise<void>;
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

export function createCoinutApi({ http, contract, cancellation }: CoinutApiOptions): CoinutApi {
  const { call, prepare, read, find, readIdentified, list } = createCoinutCalls(http, cancellation);
  const { deleteFlow } = contract;

  return {
    createCustomer: (customer) => prepare(contract.createCustomer(customer), customerSchema),
    findCustomer: async (externalId) => {
      const query = { operation: 'find the customer', path: '/customer/detail', query: { externalId } };
      try {
        const found = await find(query, customerSchema);
        // Somebody else, found by a provider that ignores the query or the case of letters, must never be adopted.
        if (found?.externalId !== undefined && found.externalId !== externalId) throw unreadable(query.operation);
        return found;
      } catch (error) {
        if (error instanceof CoinutNotFound) return undefined;
        throw error;
      }
    },
    readCustomer: (id) =>
      readIdentified({ operation: 'read the customer', path: '/customer/detail', query: { id } }, customerSchema),

    addBankAccount: (account) => {
      const request = contract.addBankAccount(account);
      const known = bankAccountSchema.parse(fieldsOf(request));
      return { ...prepare(request, bankAccountSchema), account: known };
    },
    listBankAccounts: (customerId, currency) => {
      const query = { customerId, currency };
      return list({ operation: 'list the bank accounts', path: '/bank-account/list', query }, bankAccountSchema);
    },
    readBankAccount: (id) => {
      const query = { operation: 'read the bank account', path: '/bank-account/detail', query: { id } };
      return readIdentified(query, bankAccountSchema);
    },

    createFlow: (flow) => prepare(contract.createFlow(flow), flowSchema),
    listFlows: () => {
      const query = { type: 'OFFRAMP' };
      return list({ operation: 'list the flows', path: '/autoramp-flow/list', query }, flowSchema);
    },
    readFlow: (id) =>
      readIdentified({ operation: 'read the flow', path: '/autoramp-flow/detail', query: { id } }, flowSchema),
    ...(deleteFlow && {
      deleteFlow: async (flowId: string) => {
        await call(deleteFlow(flowId));
      },
    }),

    listDepositAddresses: (customerId) => {
      const query = { operation: 'list the deposit addresses', path: '/deposit-address/list', query: { customerId } };
      return list(query, depositAddressSchema);
    },
    readDepositAddress: (id) => {
      const query = { operation: 'read the deposit address', path: '/deposit-address/detail', query: { id } };
      return read(query, depositAddressSchema);
    },
    listDeposits: (customerId) =>
      list({ operation: 'list the deposits', path: '/deposit/list', query: { customerId } }, depositSchema),
    readDeposit: (id) =>
      readIdentified({ operation: 'read the deposit', path: '/deposit/detail', query: { id } }, depositSchema),
    listTrades: () => list({ operation: 'list the trades', path: '/trade/list', query: {} }, tradeSchema),
    readTrade: (id) =>
      readIdentified({ operation: 'read the trade', path: '/trade/detail', query: { id } }, tradeSchema),
  };
}

function fieldsOf({ body }: CoinutRequest): object {
  if (body === undefined) return {};
  return 'form' in body ? body.form : body.json;
}
