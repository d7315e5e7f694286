import { randomUUID } from 'node:crypto';
import { addresseeOf } from '../../src/relay/bank-reports';
import { providerKey } from '../../src/signals/provider-ids';
import { saidOfReport, unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import type { HeardSignal } from '../parts/order-history';
import { bankMessage, providerMessage, type SignedMessage } from '../parts/signed-messages';
import type { OrderAtItsEnd } from './order-at-its-end';
import type { EndingName, Saying } from './schedule';

/** A message, and how it is found again wherever it went. */
export interface Said {
  readonly message: SignedMessage;
  /** Whether a signal in a history is this message. */
  readonly isHeardAs: (signal: HeardSignal) => boolean;
  /** The workflow that the relay starts for it if no order is known by it. */
  readonly unmatchedId: string;
  readonly depositId?: string;
  readonly reportId?: string;
}

/** Puts one thing into a signed message's words. Nothing that is said is known to the provider, so that only the signal tells of it. */
export function wordsOf(saying: Saying, ending: EndingName, order: OrderAtItsEnd, number: number): Said {
  switch (saying) {
    case 'deposit':
      return depositSaid(order);
    case 'return':
      return returnSaid(number % 2 === 0 ? { tradeId: order.tradeId } : { reference: order.reference });
    case 'repetition':
      return ending === 'rejected' ? addressSaid(order, number) : repetitionSaid(order, number);
  }
}

export function returnSaid(named: { readonly tradeId?: string | undefined; readonly reference?: string }): Said {
  const id = `report-${randomUUID()}`;
  const report = { ...named, outcome: 'returned', code: 'AC04' } as const;
  const said = saidOfReport({ reportId: id, outcome: report.outcome }, addresseeOf(named));
  return {
    message: bankMessage(id, report),
    isHeardAs: ({ payload }) => payload['reportId'] === id,
    unmatchedId: unmatchedWebhookId({ signal: { name: 'bankTransferReported', payload: {} }, keys: [] }, said),
    reportId: id,
  };
}

function depositSaid({ customerId, address }: OrderAtItsEnd): Said {
  const id = randomUUID();
  const receiver = address && { receiverDepositAddress: { ...address, network: 'ETH', currency: 'USDT' } };
  const message = providerMessage('DEPOSIT_RECEIVED', {
    ...{ id, customerId, currency: 'USDT', network: 'ETH', amount: '250.00', status: 'RECEIVED' },
    ...{ txid: `0x${id.replaceAll('-', '')}`, timestamp: new Date().toISOString(), ...receiver },
  });
  return {
    message,
    isHeardAs: ({ payload }) => payload['depositId'] === id,
    unmatchedId: unmatchedId('depositReceived', message, providerKey('deposit', id)),
    depositId: id,
  };
}

/** What every such order has long heard, with a status of which each message has its own. */
function repetitionSaid({ customerId, tradeId }: OrderAtItsEnd, number: number): Said {
  const isTrade = tradeId !== undefined;
  const status = `${isTrade ? 'SETTLED' : 'APPROVED'}-${number}`;
  const message = isTrade
    ? providerMessage('TRADE_SETTLED', { id: tradeId, status })
    : providerMessage('CUSTOMER_APPROVED', { id: customerId, status });
  const objectKey = isTrade ? providerKey('trade', tradeId) : providerKey('customer', customerId);
  const name = isTrade ? 'tradeSettled' : 'customerApproved';
  return {
    message,
    isHeardAs: ({ payload }) => payload['status'] === status,
    unmatchedId: unmatchedId(name, message, objectKey),
  };
}

/** Of an address that is of no use to an order whose customer is turned down. */
function addressSaid({ customerId }: OrderAtItsEnd, number: number): Said {
  const status = `PENDING-${number}`;
  const message = providerMessage('DEPOSIT_ADDRESS_APPROVED', { customerId, network: 'TRX', currency: 'USDT', status });
  return {
    message,
    isHeardAs: ({ payload }) => payload['status'] === status,
    unmatchedId: unmatchedId('depositAddressApproved', message),
  };
}

function unmatchedId(name: string, { body }: SignedMessage, objectKey?: string): string {
  const unmatched = { signal: { name, payload: {} }, keys: [], ...(objectKey && { objectKey }) };
  return unmatchedWebhookId(unmatched, body);
}
