import type { CryptoCurrency, FiatCurrency } from '../banking/currencies';
import { readBalanceList, type CoinutBalance } from './balances';
import { createCoinutCalls, unreadable, type Enough, type Identified, type PreparedCreate } from './calls';
import type { CoinutContract, NewBankAccount, NewCustomer, NewFlow, NewPayment } from './contracts/contract';
import { CoinutNotFound } from './errors';
import type { CoinutHttp, CoinutRequest } from './http';
import {
  paymentEstimateSchema,
  paymentSchema,
  type CoinutPayment,
  type CoinutPaymentEstimate,
} from './payment-schemas';
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

/** A payment whose cost is asked for. */
export interface EstimatedPayment {
  readonly deductCurrency: CryptoCurrency;
  readonly amount: string;
  readonly currency: FiatCurrency;
  readonly bankAccountId: string;
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
  readTrade(tradeId: string): Promise<Identified<CoinutTrade>>;
  createPayment(payment: NewPayment): PreparedCreate<CoinutPayment>;
  estimatePayment(payment: EstimatedPayment): Promise<CoinutPaymentEstimate>;
  /** Those of one day, `YYYY-MM-DD` by the provider's clock, whose zone is not documented. Without their references. */
  listPayments(createDate: string): Promise<CoinutPayment[]>;
  readPayment(paymentId: string): Promise<Identified<CoinutPayment>>;
  readBalances(): Promise<CoinutBalance[]>;
  /** Those of all customers, page by page, until `enough` says that the rest is known. */
  walkCustomers(enough: Enough<CoinutCustomer>): Promise<CoinutCustomer[]>;
  walkDeposits(enough: Enough<CoinutDeposit>): Promise<CoinutDeposit[]>;
  walkTrades(enough: Enough<CoinutTrade>): Promise<CoinutTrade[]>;
}

export interface CoinutApiOptions {
  readonly http: CoinutHttp;
  readonly contract: CoinutContract;
  /** Ends the exchange early when the activity that makes it is cancelled. */
  readonly cancellation?: () => AbortSignal | undefined;
}

export function createCoinutApi({ http, contract, cancellation }: CoinutApiOptions): CoinutApi {
  const { call, get, prepare, read, find, readIdentified, list } = createCoinutCalls(http, cancellation);
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
    readTrade: (id) =>
      readIdentified({ operation: 'read the trade', path: '/trade/detail', query: { id } }, tradeSchema),

    createPayment: (payment) => prepare(contract.createPayment(payment), paymentSchema),
    estimatePayment: ({ deductCurrency, amount, currency, bankAccountId }) => {
      const query = { deductCurrency, amount, currency, bankAccountId };
      return read({ operation: 'estimate the payment', path: '/payment/estimate', query }, paymentEstimateSchema);
    },
    listPayments: (createDate) =>
      list({ operation: 'list the payments', path: '/payment/list', query: { createDate } }, paymentSchema),
    readPayment: (id) =>
      readIdentified({ operation: 'read the payment', path: '/payment/detail', query: { id } }, paymentSchema),
    readBalances: async () => {
      const query = { operation: 'read the balances', path: '/balance', query: {} };
      const balances = readBalanceList(await get(query));
      if (balances === undefined) throw unreadable(query.operation);
      return balances;
    },
    walkCustomers: (enough) =>
      list({ operation: 'list the customers', path: '/customer/list', query: {} }, customerSchema, enough),
    walkDeposits: (enough) =>
      list({ operation: 'list the deposits', path: '/deposit/list', query: {} }, depositSchema, enough),
    walkTrades: (enough) => list({ operation: 'list the trades', path: '/trade/list', query: {} }, tradeSchema, enough),
  };
}

function fieldsOf({ body }: CoinutRequest): object {
  if (body === undefined) return {};
  return 'form' in body ? body.form : body.json;
}
