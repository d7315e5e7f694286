import { setTimeout as delay } from 'node:timers/promises';
import { signTestWebhook, type TestWebhookSettings } from '../../src/coinut/sign-test-webhook';
import { loadClientConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import type { MeasuredOrder } from './measured-orders';

/** What the generator is asked for: as many events through the relay as signals past it, both at this rate. */
export interface Load {
  readonly relayUrl: string;
  readonly webhooks: Omit<TestWebhookSettings, 'at' | 'nonce'>;
  readonly event: 'TRADE_SETTLED' | 'CUSTOMER_APPROVED';
  readonly orders: readonly MeasuredOrder[];
  readonly ratePerSecond: number;
  readonly seconds: number;
}

export interface Measured {
  readonly relayMs: readonly number[];
  readonly rawMs: readonly number[];
  /** Answers other than 200 “Delivered.”, of which there should be none. */
  readonly refused: readonly string[];
}

type SignalPast = (order: MeasuredOrder) => Promise<unknown>;

/** One event about an order; the time counts from where its sender would begin to wait. */
async function throughRelay(
  { relayUrl, webhooks, event }: Load,
  order: MeasuredOrder,
  refused: string[],
): Promise<number> {
  const { customerId, tradeId } = order;
  const data = event === 'TRADE_SETTLED' ? { id: tradeId } : { customerId, status: 'APPROVED' };
  const { headers, body } = signTestWebhook({ event, data }, webhooks);
  const startedAt = performance.now();
  const reply = await fetch(`${relayUrl}/webhooks/coinut`, { method: 'POST', headers, body });
  const text = await reply.text();
  const tookMs = performance.now() - startedAt;
  if (!text.includes('Delivered.')) refused.push(`${reply.status} ${text}`);
  return tookMs;
}

/** Sends at a fixed rate, whatever the answers take; events and raw signals by turns. */
async function generate(load: Load, signalPast: SignalPast): Promise<Measured> {
  const refused: string[] = [];
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  const [relay, raw]: [Promise<number>[], Promise<number>[]] = [[], []];
  const everyMs = 1_000 / load.ratePerSecond;
  const startAt = performance.now();
  for (let number = 0; number < load.ratePerSecond * load.seconds; number += 1) {
    const order = load.orders[number % load.orders.length];
    if (order === undefined) throw new Error('There is no order to tell anything.');
    await delay(Math.max(0, startAt + number * everyMs - performance.now()));
    relay.push(throughRelay(load, order, refused));
    await delay(Math.max(0, startAt + (number + 0.5) * everyMs - performance.now()));
    raw.push(timed(() => signalPast(order)));
  }
  return { relayMs: await Promise.all(relay), rawMs: await Promise.all(raw), refused };
}

async function main(): Promise<void> {
  const client = await connectClient(loadClientConfig());
  const payload = { tradeId: 't', status: 'SETTLED', evidence: 'webhook', seenAt: new Date().toISOString() };
  const signalPast: SignalPast = ({ workflowId }) =>
    client.workflow.getHandle(workflowId).signal('tradeSettled', payload);
  process.on('message', (load: Load) => {
    void generate(load, signalPast).then((measured) => process.send?.(measured));
  });
  process.send?.('ready');
}

void main();
