import { routeEvent, type ProviderEvent, type Seen } from '../../src/signals/provider-events';
import { addressOf } from '../parts/fake-provider';

/** A signal as the relay sends it. */
export interface StepSignal {
  readonly name: string;
  readonly payload: unknown;
}

/** The stages at which an order waits for somebody outside, in the order in which it comes to them. */
export const waitingStages = [
  'awaiting-customer-approval',
  'awaiting-deposit',
  'confirming-deposit',
  'awaiting-trade',
  'awaiting-trade-settlement',
  'awaiting-bank-transfer',
] as const;
export type WaitingStage = (typeof waitingStages)[number];

export function isWaitingStage(stage: string): stage is WaitingStage {
  return waitingStages.some((known) => known === stage);
}

/** What an order at a stage of the happy path waits for, as the provider's event or the bank's report makes it. */
export function signalFor(stage: WaitingStage, reference: string, customerId: string): StepSignal {
  const seen: Seen = { evidence: 'webhook', seenAt: new Date().toISOString() };
  const [depositId, tradeId] = [`d-${reference}`, `t-${reference}`];
  const deposit = {
    ...{ id: depositId, customerId, currency: 'USDT', network: 'ETH', amount: '250.00', txid: `0x${'7e'.repeat(32)}` },
    ...{ address: addressOf(customerId), timestamp: seen.seenAt },
  };
  const money = { fromAmount: '250.00', fromCurrency: 'USDT', toAmount: '229.80', toCurrency: 'EUR' };
  const trade = { id: tradeId, depositId, ...money };
  switch (stage) {
    case 'awaiting-customer-approval':
      return routed({ event: 'CUSTOMER_APPROVED', customer: { id: customerId, status: 'APPROVED' } }, seen);
    case 'awaiting-deposit':
      return routed({ event: 'DEPOSIT_RECEIVED', deposit: { ...deposit, status: 'RECEIVED' } }, seen);
    case 'confirming-deposit':
      return routed({ event: 'DEPOSIT_APPROVED', deposit: { ...deposit, status: 'CONFIRMED' } }, seen);
    case 'awaiting-trade':
      return routed({ event: 'TRADE_CREATED', trade: { ...trade, status: 'CREATED' } }, seen);
    case 'awaiting-trade-settlement':
      return routed({ event: 'TRADE_SETTLED', trade: { ...trade, status: 'SETTLED' } }, seen);
    case 'awaiting-bank-transfer': {
      const report = { tradeId, attempt: 1, outcome: 'credited', amount: '229.80', currency: 'EUR' };
      const told = { occurredAt: seen.seenAt, reportId: `r-${reference}`, evidence: 'bank-report' };
      return { name: 'bankTransferReported', payload: { ...report, ...told, seenAt: seen.seenAt } };
    }
  }
}

function routed(event: ProviderEvent, seen: Seen): StepSignal {
  const signal = routeEvent(event, seen)?.signal;
  if (signal === undefined) throw new Error(`${event.event} names no object.`);
  return signal;
}
