import { mayNotKnow } from '../../src/activities/swept-news';
import type { ProviderSignal } from '../../src/signals/provider-events';
import type { OfframpStage } from '../../src/signals/stages';

const objectKey = 'deposit:d-1';
const orderAt = (stage: OfframpStage | undefined, keys: string[] = [objectKey]) => ({
  ...{ workflowId: 'offramp-order-1', runId: 'run-1', running: true, currency: 'EUR', startedAt: new Date(0) },
  ...{ stage, keys },
});

/** Of its payload only the status matters. */
const signalOf = (name: ProviderSignal['name'], status?: string) => ({ name, payload: { status } }) as ProviderSignal;

describe('whether an order may not know what a sweep has seen', () => {
  it.each<[string, ProviderSignal['name'], OfframpStage | undefined, boolean]>([
    ['an approval, while it is waited for', 'customerApproved', 'awaiting-customer-approval', true],
    ['an approval, once an account was added', 'customerApproved', 'adding-bank-account', false],
    ['a rejection, however late', 'customerRejected', 'awaiting-deposit', true],
    ['a deposit, while it is waited for', 'depositReceived', 'awaiting-deposit', true],
    ['a deposit that may be held', 'depositReceived', 'confirming-deposit', true],
    ['a deposit that was traded', 'depositApproved', 'awaiting-trade-settlement', false],
    ['a deposit that was sent back after all', 'depositRejected', 'watching-for-return', true],
    ['a trade, while it is waited for', 'tradeCreated', 'awaiting-trade', true],
    ['a trade that is known', 'tradeCreated', 'awaiting-trade-settlement', false],
    ['its settlement', 'tradeSettled', 'awaiting-trade-settlement', true],
    ['its settlement, with the money at the bank', 'tradeSettled', 'awaiting-bank-transfer', false],
    ['anything, of an order at no stage', 'tradeSettled', undefined, true],
  ])('%s', (_what, name, stage, expected) => {
    expect(mayNotKnow(orderAt(stage), signalOf(name), objectKey)).toBe(expected);
  });

  it('of a canceled trade it may not, at any stage: no event tells of that', () => {
    expect(mayNotKnow(orderAt('awaiting-trade-settlement'), signalOf('tradeCreated', 'CANCELED'), objectKey)).toBe(
      true,
    );
  });

  it('of an object that is new to it it cannot', () => {
    const order = orderAt('awaiting-bank-transfer', ['deposit:another']);
    expect(mayNotKnow(order, signalOf('depositApproved'), objectKey)).toBe(true);
  });
});
