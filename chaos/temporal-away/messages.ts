import { providerKey } from '../../src/signals/provider-ids';
import { unmatchedWebhookId } from '../../src/signals/unmatched-webhook';
import { bankMessage, providerMessage, type SignedMessage } from '../parts/signed-messages';
import type { PlannedMessage } from './plan';

/** An order that waits for its customer's approval, which does not come here. */
export interface WaitingOrder {
  readonly reference: string;
  readonly workflowId: string;
  readonly customerId: string;
}

/** A planned message in words, none of which make its order go on. */
export function messageOf(
  { number, about }: PlannedMessage,
  orders: readonly WaitingOrder[],
  runId: string,
): SignedMessage {
  if (about.from === 'unknown') {
    return providerMessage('TRADE_SETTLED', { id: unknownTrade(number, runId), depositId: `d-${number}-${runId}` });
  }
  const order = orders[about.order];
  if (order === undefined) throw new Error(`There is no order ${about.order}.`);
  const { customerId, reference } = order;
  if (about.from === 'bank') return bankMessage(wordOf(number), { reference, outcome: 'credited' });
  const place = { network: 'TRX', currency: 'USDT' };
  return providerMessage('DEPOSIT_ADDRESS_APPROVED', { customerId, ...place, status: wordOf(number) });
}

/** What a signal carries of a message: its status or the id of its report. */
export function wordOf(number: number): string {
  return `message-${number}`;
}

/** The number of the message that a signal carries. */
export function numberIn(payload: Readonly<Record<string, unknown>>): number | undefined {
  const [, number] = /^message-(\d+)$/.exec(String(payload.reportId ?? payload.status)) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The workflow that looks after a message which nobody knows anything about. */
export function unmatchedIdOf({ number }: PlannedMessage, { body }: SignedMessage, runId: string): string {
  const objectKey = providerKey('trade', unknownTrade(number, runId));
  return unmatchedWebhookId({ signal: { name: 'tradeSettled', payload: {} }, objectKey, keys: [] }, body);
}

function unknownTrade(number: number, runId: string): string {
  return `t-${number}-${runId}`;
}
