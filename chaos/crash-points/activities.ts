import type { EventName, ScenarioTag } from '../../simulator';
import type { RequestPattern } from '../parts/provider-proxy';
import type { OrderChoices } from './orders';

/** One activity on one way that an order can take through it. */
export interface StruckActivity {
  /** As on the command line and in the table. */
  readonly name: string;
  readonly activity: string;
  readonly shows: string;
  /** The request whose fate matters: the create where there is one. */
  readonly main: RequestPattern;
  /** Of a create that is sent only after a look-up: the last request before it. */
  readonly lookUp?: RequestPattern;
  /** Of a create whose first attempt looks up nothing: what its order waits for just before. */
  readonly before?: RequestPattern | 'approval';
  /** An order of the same customer that is settled before. */
  readonly earlier?: OrderChoices;
  /** What is struck: an order, or what becomes of a deposit that comes when its order has one already. */
  readonly order: OrderChoices | 'later-deposit';
  readonly tag?: ScenarioTag;
  /** Webhooks that are lost, so that the order has to ask by itself. */
  readonly lostEvents?: readonly EventName[];
  /** Why the order may wait for a person instead of settling. */
  readonly mayWaitFor?: readonly string[];
}

const post = (path: string): RequestPattern => ({ method: 'POST', path });
const get = (path: string, parameter?: string): RequestPattern => ({
  method: 'GET',
  path,
  ...(parameter && { parameter }),
});

const createCustomer = post('/customer/create');
const findCustomer = get('/customer/detail', 'externalId');
const addBankAccount = post('/bank-account/add');
const listBankAccounts = get('/bank-account/list');
const createFlow = post('/autoramp-flow/offramp');
/** A customer without an address on the network can have no flow from it, so this is all that is looked up. */
const listDepositAddresses = get('/deposit-address/list');

const soon = '2 seconds';
/** Longer than a customer here takes to pay. */
const afterDeposit = '5 seconds';

/** Every activity that calls the provider, on every way through it. */
export const struckActivities: readonly StruckActivity[] = [
  {
    name: 'customer',
    activity: 'ensureCustomer',
    shows: 'a new customer is created, after a look-up that finds nobody',
    main: createCustomer,
    lookUp: findCustomer,
    order: {},
  },
  {
    name: 'known-customer',
    activity: 'ensureCustomer',
    shows: 'a returning customer is found',
    main: findCustomer,
    earlier: {},
    order: { network: 'TRX' },
  },
  {
    name: 'customer-status',
    activity: 'readCustomer',
    shows: "the webhook of the customer's approval is lost",
    main: get('/customer/detail', 'id'),
    order: { deadlines: { customerApproval: soon } },
    lostEvents: ['CUSTOMER_APPROVED'],
  },
  {
    name: 'bank-account',
    activity: 'ensureBankAccount',
    shows: "a new customer's account is added without a look-up; the next try finds it by its number",
    main: addBankAccount,
    before: 'approval',
    order: {},
  },
  {
    name: 'iban-account',
    activity: 'ensureBankAccount',
    shows: 'an account that the provider does not show the IBAN of, so that the next try cannot be sure',
    main: addBankAccount,
    order: { account: 'iban' },
    mayWaitFor: ['outcome-unknown'],
  },
  {
    name: 'second-account',
    activity: 'ensureBankAccount',
    shows: 'another account of a returning customer is added, after a look-up',
    main: addBankAccount,
    lookUp: listBankAccounts,
    earlier: {},
    order: { account: 'second', network: 'TRX' },
  },
  {
    name: 'known-account',
    activity: 'ensureBankAccount',
    shows: 'the account of a returning customer is found by its number',
    main: listBankAccounts,
    earlier: {},
    order: { network: 'TRX' },
  },
  {
    name: 'named-account',
    activity: 'checkBankAccount',
    shows: "an account that the order names by the provider's id is checked",
    main: get('/bank-account/detail'),
    earlier: {},
    order: { account: 'known', network: 'TRX' },
  },
  {
    name: 'flow',
    activity: 'ensureFlow',
    shows: "a new customer's flow is created without a look-up",
    main: createFlow,
    before: addBankAccount,
    order: {},
  },
  {
    name: 'second-flow',
    activity: 'ensureFlow',
    shows: 'a flow from another network of a returning customer is created, after a look-up',
    main: createFlow,
    lookUp: listDepositAddresses,
    earlier: {},
    order: { network: 'TRX' },
  },
  {
    name: 'known-flow',
    activity: 'ensureFlow',
    shows: 'the flow of a returning customer is found',
    main: get('/autoramp-flow/list'),
    earlier: {},
    order: {},
  },
  {
    name: 'address',
    activity: 'readDepositAddress',
    shows: 'the deposit address comes later and its webhook is lost',
    main: get('/deposit-address/detail'),
    order: { deadlines: { depositAddress: soon } },
    tag: 'address-later',
    lostEvents: ['DEPOSIT_ADDRESS_APPROVED'],
  },
  {
    name: 'deposits',
    activity: 'findDeposits',
    shows: 'the webhooks of the deposit are lost',
    main: get('/deposit/list'),
    order: { deadlines: { deposit: afterDeposit } },
    lostEvents: ['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED'],
  },
  {
    name: 'flow-status',
    activity: 'readFlow',
    shows: 'the webhooks of the deposit are lost, and the order asks whether its flow is still there',
    main: get('/autoramp-flow/detail'),
    order: { deadlines: { deposit: afterDeposit } },
    lostEvents: ['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED'],
  },
  {
    name: 'later-deposit',
    activity: 'deliverEvent',
    shows: 'a second deposit comes, and is made an order of its own',
    main: get('/bank-account/detail'),
    earlier: {},
    order: 'later-deposit',
    // Each of a deposit's events is enough to make it an order.
    lostEvents: ['DEPOSIT_APPROVED'],
  },
  {
    name: 'deposit',
    activity: 'readDeposit',
    shows: 'every webhook after the deposit was seen is lost',
    main: get('/deposit/detail'),
    order: { deadlines: { confirmation: soon, trade: soon, tradeSettlement: soon } },
    lostEvents: ['DEPOSIT_APPROVED', 'TRADE_CREATED', 'TRADE_SETTLED'],
  },
  {
    name: 'trades',
    activity: 'findTrades',
    shows: 'the webhooks of the trade are lost',
    main: get('/trade/list'),
    order: { deadlines: { trade: soon, tradeSettlement: soon } },
    lostEvents: ['TRADE_CREATED', 'TRADE_SETTLED'],
  },
  {
    name: 'trade',
    activity: 'readTrade',
    shows: "the webhook of the trade's settlement is lost",
    main: get('/trade/detail'),
    order: { deadlines: { tradeSettlement: soon } },
    lostEvents: ['TRADE_SETTLED'],
  },
];
