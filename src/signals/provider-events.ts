import { providerKey } from './provider-ids';
import type {
  CustomerSighting,
  DepositAddressSighting,
  DepositSighting,
  FlowSighting,
  PaymentSighting,
  TradeSighting,
} from './sightings';
import type { Evidence } from './stages';

/** Fields of the provider's objects that routing needs; `coinut/schemas.ts` reads them from any of its shapes. */
interface ProviderObject {
  readonly id?: string;
  readonly status?: string;
}
interface CustomerObject extends ProviderObject {
  readonly externalId?: string;
}
interface DepositAddressObject extends ProviderObject {
  readonly customerId?: string;
  readonly address?: string;
  readonly network?: string;
  readonly currency?: string;
  readonly memo?: string;
}
interface DepositObject extends ProviderObject {
  readonly customerId?: string;
  readonly depositAddressId?: string;
  readonly address?: string;
  readonly network?: string;
  readonly currency?: string;
  readonly amount?: string;
  readonly txid?: string;
  readonly timestamp?: string;
}
interface TradeObject extends ProviderObject {
  readonly depositId?: string;
  readonly fromAmount?: string;
  readonly fromCurrency?: string;
  readonly toAmount?: string;
  readonly toCurrency?: string;
}
interface PaymentObject extends ProviderObject {
  readonly reference?: string;
  readonly receivedAmount?: string;
  readonly receivedCurrency?: string;
}

export type ProviderEvent =
  | {
      readonly event: 'CUSTOMER_APPROVED' | 'CUSTOMER_REJECTED' | 'CUSTOMER_DELETED';
      readonly customer: CustomerObject;
    }
  | {
      readonly event: 'DEPOSIT_ADDRESS_APPROVED' | 'DEPOSIT_ADDRESS_REJECTED';
      readonly depositAddress: DepositAddressObject;
    }
  | { readonly event: 'DEPOSIT_RECEIVED' | 'DEPOSIT_APPROVED' | 'DEPOSIT_REJECTED'; readonly deposit: DepositObject }
  | { readonly event: 'TRADE_CREATED' | 'TRADE_SETTLED'; readonly trade: TradeObject }
  | { readonly event: 'PAYMENT_SETTLED'; readonly payment: PaymentObject };

/** Who saw it and when. */
export interface Seen {
  readonly evidence: Evidence;
  readonly seenAt: string;
}

/** An event as a signal: its name is the provider's event in camelCase. */
export type ProviderSignal =
  | { readonly name: 'customerApproved' | 'customerRejected' | 'customerDeleted'; readonly payload: CustomerSighting }
  | { readonly name: 'depositAddressApproved' | 'depositAddressRejected'; readonly payload: DepositAddressSighting }
  | { readonly name: 'depositReceived' | 'depositApproved' | 'depositRejected'; readonly payload: DepositSighting }
  | { readonly name: 'tradeCreated' | 'tradeSettled'; readonly payload: TradeSighting }
  | { readonly name: 'paymentSettled'; readonly payload: PaymentSighting };

/** Where an event belongs: the signal, the keys of the orders that may know its object, and a wallet if it names one. */
export interface RoutedEvent {
  readonly signal: ProviderSignal;
  /** Names the very object that the event is about. */
  readonly objectKey?: string;
  /** Every key to search for, the object's own among them. */
  readonly keys: readonly string[];
  /** The wallet's key is an HMAC, which is computed outside (DESIGN section 3, rule 10). */
  readonly wallet?: { readonly address: string; readonly network?: string };
}

/** The provider's events, each with the name of its signal. */
export const signalNames = {
  CUSTOMER_APPROVED: 'customerApproved',
  CUSTOMER_REJECTED: 'customerRejected',
  CUSTOMER_DELETED: 'customerDeleted',
  DEPOSIT_ADDRESS_APPROVED: 'depositAddressApproved',
  DEPOSIT_ADDRESS_REJECTED: 'depositAddressRejected',
  DEPOSIT_RECEIVED: 'depositReceived',
  DEPOSIT_APPROVED: 'depositApproved',
  DEPOSIT_REJECTED: 'depositRejected',
  TRADE_CREATED: 'tradeCreated',
  TRADE_SETTLED: 'tradeSettled',
  PAYMENT_SETTLED: 'paymentSettled',
} as const;

/** Turns an event into a signal and the keys to find its orders by; `undefined` if the event names no object. */
export function routeEvent(event: ProviderEvent, seen: Seen): RoutedEvent | undefined {
  switch (event.event) {
    case 'CUSTOMER_APPROVED':
    case 'CUSTOMER_REJECTED':
    case 'CUSTOMER_DELETED': {
      if (event.customer.id === undefined) return undefined;
      const payload = customerSighting({ ...event.customer, id: event.customer.id }, seen);
      const objectKey = providerKey('customer', payload.customerId);
      return { signal: { name: signalNames[event.event], payload }, objectKey, keys: [objectKey] };
    }
    case 'DEPOSIT_ADDRESS_APPROVED':
    case 'DEPOSIT_ADDRESS_REJECTED': {
      const payload = depositAddressSighting(event.depositAddress, seen);
      const keys = addressKeys(payload);
      if (keys.length === 0 && payload.address === undefined) return undefined;
      const { depositAddressId } = payload;
      const objectKey = depositAddressId === undefined ? {} : { objectKey: providerKey('address', depositAddressId) };
      return { signal: { name: signalNames[event.event], payload }, ...objectKey, keys, ...walletOf(payload) };
    }
    case 'DEPOSIT_RECEIVED':
    case 'DEPOSIT_APPROVED':
    case 'DEPOSIT_REJECTED': {
      if (event.deposit.id === undefined) return undefined;
      const payload = depositSighting({ ...event.deposit, id: event.deposit.id }, seen);
      const objectKey = providerKey('deposit', payload.depositId);
      const keys = keysOfDeposit(payload);
      return { signal: { name: signalNames[event.event], payload }, objectKey, keys, ...walletOf(payload) };
    }
    case 'TRADE_CREATED':
    case 'TRADE_SETTLED': {
      if (event.trade.id === undefined) return undefined;
      const payload = tradeSighting({ ...event.trade, id: event.trade.id }, seen);
      const objectKey = providerKey('trade', payload.tradeId);
      const keys = keysOfTrade(payload);
      return { signal: { name: signalNames[event.event], payload }, objectKey, keys };
    }
    case 'PAYMENT_SETTLED': {
      const { id, reference } = event.payment;
      if (id === undefined && reference === undefined) return undefined;
      const key = reference ?? id ?? '';
      const payload = paymentSighting({ ...event.payment, id: id ?? key }, seen);
      const objectKey = providerKey('payment', key);
      return { signal: { name: signalNames[event.event], payload }, objectKey, keys: [objectKey] };
    }
  }
}

export function customerSighting(
  { id, status }: CustomerObject & { readonly id: string },
  seen: Seen,
): CustomerSighting {
  return { customerId: id, ...optional({ status }), ...seen };
}

export function depositAddressSighting(object: DepositAddressObject, seen: Seen): DepositAddressSighting {
  const { id: depositAddressId, customerId, address, network, currency, memo, status } = object;
  return { ...optional({ depositAddressId, customerId, address, network, currency, memo, status }), ...seen };
}

/** No event is about a flow, so that only look-ups see one. */
export function flowSighting({ id, status }: ProviderObject & { readonly id: string }, seen: Seen): FlowSighting {
  return { flowId: id, ...optional({ status }), ...seen };
}

export function depositSighting(object: DepositObject & { readonly id: string }, seen: Seen): DepositSighting {
  const { id: depositId, txid: transactionId, timestamp: depositedAt, ...rest } = object;
  const { customerId, depositAddressId, address, network, currency, amount, status } = rest;
  const known = {
    customerId,
    depositAddressId,
    address,
    network,
    currency,
    amount,
    status,
    transactionId,
    depositedAt,
  };
  return { depositId, ...optional(known), ...seen };
}

export function tradeSighting(object: TradeObject & { readonly id: string }, seen: Seen): TradeSighting {
  const { id: tradeId, depositId, fromAmount, fromCurrency, toAmount, toCurrency, status } = object;
  return { tradeId, ...optional({ depositId, fromAmount, fromCurrency, toAmount, toCurrency, status }), ...seen };
}

export function paymentSighting(object: PaymentObject & { readonly id: string }, seen: Seen): PaymentSighting {
  const { id: paymentId, reference, status, receivedAmount: amount, receivedCurrency: currency } = object;
  return { paymentId, ...optional({ reference, status, amount, currency }), ...seen };
}

/** What the orders that may know a deposit are found by, except for its wallet. */
export function keysOfDeposit(seen: DepositSighting): string[] {
  return [providerKey('deposit', seen.depositId), ...addressKeys(seen)];
}

/** What the orders that may know a trade are found by. */
export function keysOfTrade({ tradeId, depositId }: TradeSighting): string[] {
  const byDeposit = depositId === undefined ? [] : [providerKey('deposit', depositId)];
  return [providerKey('trade', tradeId), ...byDeposit];
}

/** By the address's own id where there is one; a customer's other orders need not hear of it. */
function addressKeys(seen: DepositAddressSighting | DepositSighting): string[] {
  const { depositAddressId, customerId, address } = seen;
  const byAddress = depositAddressId === undefined ? [] : [providerKey('address', depositAddressId)];
  // An order that has not learned its address yet is found by its customer.
  const mayNotKnowIt = !('depositId' in seen) || (depositAddressId === undefined && address === undefined);
  return mayNotKnowIt && customerId !== undefined ? [...byAddress, providerKey('customer', customerId)] : byAddress;
}

function walletOf({ address, network }: { readonly address?: string; readonly network?: string }) {
  return address === undefined ? {} : { wallet: { address, ...optional({ network }) } };
}

type Optional<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function optional<T extends object>(fields: T): Optional<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Optional<T>;
}
