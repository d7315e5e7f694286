import { activityInfo, sleep } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import {
  awaitsDeposit,
  deliver,
  isDeposit,
  signalOrder,
  type DeliveredEvent,
  type WalletKeysOf,
} from '../client/deliver';
import type { FoundOrder } from '../client/order-search';
import { startOnce } from '../client/start-once';
import type { CoinutApi } from '../coinut/api';
import { wasSentBefore } from '../signals/deposit-age';
import { workflowIdOf } from '../signals/offramp-order';
import { providerKey } from '../signals/provider-ids';
import { initialAttributes } from '../signals/initial-attributes';
import { isCanceledTrade, isRefundedDeposit, isSettledTrade } from '../signals/money-status';
import { depositSighting, keysOfDeposit, keysOfTrade, tradeSighting } from '../signals/provider-events';
import type { DepositSighting, TradeSighting } from '../signals/sightings';
import type { UnmatchedWebhook, UnmatchedWebhookResult } from '../signals/unmatched-webhook';
import type { DepositClaims } from './deposit-claim';
import { ifKnown, notYet } from './failures';
import { createReportDelivery } from './report-delivery';
import type { TradeSearch } from './trade';
import { findDestination, type Destination } from './deposit-destination';
import { laterDepositReference, type LaterDeposit } from '../signals/later-deposit';

export interface DeliveryDependencies {
  readonly client: Client;
  /** Finds the orders that know any of these keys, with few queries: after an outage hundreds of events wait for theirs. */
  readonly findOrders: (keys: readonly string[]) => Promise<FoundOrder[]>;
  readonly coinut: CoinutApi;
  readonly claims: DepositClaims;
  readonly taskQueue: string;
  readonly walletKeys: WalletKeysOf;
  readonly now: () => Date;
  readonly findTrades: (search: TradeSearch) => Promise<TradeSighting[]>;
}

/** Longer than the provider goes on sending an event: a week (docs/provider.md, *Webhooks*). */
const historyMs = 14 * 86_400_000;
/** How long orders that wait for a deposit are given to claim one that they are told of. */
const claimWithinMs = 6_000;
const lookForClaimEveryMs = 200;
/** For how long they are told of it again and again: their workers may be behind. */
const patienceMs = 120_000;

export function createDeliveryActivities(dependencies: DeliveryDependencies) {
  const { client, findOrders, coinut, claims, taskQueue, walletKeys, now, findTrades } = dependencies;
  const { deliverReport } = createReportDelivery({ client, findOrders, taskQueue });

  /** What the event leaves open the provider knows: where a deposit came in, and of which deposit a trade is. */
  async function completed(event: DeliveredEvent): Promise<DeliveredEvent> {
    const seen = () => ({ evidence: 'look-up', seenAt: now().toISOString() }) as const;
    const { signal, objectKey } = event;
    if (isDeposit(objectKey)) {
      const given = signal.payload as DepositSighting;
      if (given.address !== undefined && given.depositAddressId !== undefined) return event;
      const read = await ifKnown(() => coinut.readDeposit(given.depositId));
      if (read === undefined) return event;
      const payload = { ...depositSighting({ ...read, id: given.depositId }, seen()), ...given };
      const { address, network } = payload;
      const keys = [...keysOfDeposit(payload), ...(address === undefined ? [] : walletKeys(address, network))];
      return { ...event, signal: { ...signal, payload }, keys };
    }
    if (signal.name === 'tradeCreated' || signal.name === 'tradeSettled') {
      const given = signal.payload as TradeSighting;
      if (given.depositId !== undefined) return event;
      const read = await ifKnown(() => coinut.readTrade(given.tradeId));
      if (read === undefined) return event;
      const payload = { ...tradeSighting({ ...read, id: given.tradeId }, seen()), ...given };
      return { ...event, signal: { ...signal, payload }, keys: keysOfTrade(payload) };
    }
    return event;
  }

  /**
   * Whose deposit a trade is of that the provider has canceled since. An order may end without having heard of it, and knows
   * all that there is to know of its deposit.
   */
  async function ownerOfCanceled({ signal }: DeliveredEvent): Promise<string | undefined> {
    if (signal.name !== 'tradeCreated') return undefined;
    const { tradeId, depositId } = signal.payload as TradeSighting;
    if (depositId === undefined) return undefined;
    const trade = await ifKnown(() => coinut.readTrade(tradeId));
    return isCanceledTrade(trade?.status) ? claims.namedOwnerOf(depositId) : undefined;
  }

  /** A deposit is delivered once somebody owns it. */
  async function deliverDeposit(event: DeliveredEvent): Promise<UnmatchedWebhookResult> {
    const deposit = event.signal.payload as DepositSighting;
    const owner = await claims.ownerOf(deposit.depositId);
    if (owner !== undefined) return deliverToOwner(event, owner);
    const delivery = await deliver(client, event, { find: findOrders });
    if (delivery.to === 'ended-orders') return { outcome: 'known', workflowIds: delivery.workflowIds };
    const claimedBy = delivery.to === 'orders' ? await claimOf(deposit.depositId) : undefined;
    if (claimedBy !== undefined) return { outcome: 'delivered', workflowIds: [claimedBy] };
    const waitedMs = Date.now() - activityInfo().scheduledTimestampMs;
    if (delivery.to === 'orders' && waitedMs < patienceMs) {
      throw notYet(
        'NoOrderYet',
        'An order that waits for a deposit has been told of this one and has not claimed it yet.',
      );
    }
    // An order that has just learned its address may not be listed by it yet.
    if (activityInfo().attempt === 1) throw notYet('NoOrderYet', 'No order has claimed this deposit yet.');
    const told = delivery.to === 'orders' ? delivery.workflowIds : [];
    return makeLaterDeposit(event, deposit, event.declinedBy === undefined ? told : [...told, event.declinedBy]);
  }

  /** Who claims a deposit within the time that those who were told of it have. */
  async function claimOf(depositId: string): Promise<string | undefined> {
    const giveUpAt = performance.now() + claimWithinMs;
    for (;;) {
      const owner = await claims.ownerOf(depositId);
      if (owner !== undefined || performance.now() > giveUpAt) return owner;
      await sleep(lookForClaimEveryMs);
    }
  }

  async function deliverToOwner(event: DeliveredEvent, owner: string): Promise<UnmatchedWebhookResult> {
    const workflowIds = [owner];
    if (await signalOrder(client, owner, event.signal.name, event.signal.payload)) {
      return { outcome: 'delivered', workflowIds };
    }
    const { started } = await startIfClaimedFor(owner, event);
    return { outcome: started ? 'later-deposit' : 'known', workflowIds };
  }

  /** The owner may be an order that was to be made when this process died. */
  async function startIfClaimedFor(owner: string, event: DeliveredEvent): Promise<{ started: boolean }> {
    if (!owner.includes(':deposit:') || (await exists(owner))) return { started: false };
    const deposit = event.signal.payload as DepositSighting;
    const { destination } = await destinationOf(event, deposit);
    await startLaterDeposit(owner, { reference: owner.replace(/^offramp-/, ''), deposit, ...destination });
    return { started: true };
  }

  /** `told` are the orders that have been told of the deposit, and have had the time to claim it. */
  async function makeLaterDeposit(
    event: DeliveredEvent,
    deposit: DepositSighting,
    told: readonly string[],
  ): Promise<UnmatchedWebhookResult> {
    if (await isHistory(deposit)) return { outcome: 'known', workflowIds: [] };
    const { destination, parent, orders } = await destinationOf(event, deposit);
    // One that was not listed a moment ago, when the event was delivered, has not been told of it.
    const untold = orders.filter((order) => order.running && awaitsDeposit(order) && !told.includes(order.workflowId));
    if (untold.length > 0) throw notYet('NoOrderYet', 'An order has just begun to wait for a deposit at this address.');
    const reference = laterDepositReference(parent, deposit.depositId);
    const workflowId = workflowIdOf(reference);
    const claim = await claims.claim({ depositId: deposit.depositId, owner: workflowId });
    if (claim.owner === 'another-order') return deliverToOwner(event, claim.workflowId);
    await startLaterDeposit(workflowId, { reference, deposit, ...destination });
    return { outcome: 'later-deposit', workflowIds: [workflowId] };
  }

  /**
   * What was traded or sent back weeks ago was dealt with before this worker was there, or longer ago than Temporal keeps
   * the claim: followed again, it would be counted twice.
   */
  async function isHistory(deposit: DepositSighting): Promise<boolean> {
    const { depositId, depositedAt, currency } = deposit;
    if (!wasSentBefore({ depositedAt }, Date.now() - historyMs)) return false;
    const { status } = await coinut.readDeposit(depositId);
    if (isRefundedDeposit(status)) return true;
    if (currency === undefined || depositedAt === undefined) return false;
    const trades = await findTrades({ depositId, currency, since: depositedAt });
    return trades.some((trade) => isSettledTrade(trade.status));
  }

  async function destinationOf(
    event: DeliveredEvent,
    deposit: DepositSighting,
  ): Promise<{ destination: Destination; parent: string; orders: readonly FoundOrder[] }> {
    const orders = await findOrders(event.keys);
    const [newest] = [...orders].sort((a, b) => Number(b.startedAt) - Number(a.startedAt));
    if (newest === undefined) throw notYet('NoOrderYet', 'No order is known at the address of this deposit.');
    const destination = await findDestination(coinut, deposit, newest.currency);
    if (destination === undefined) {
      throw notYet('NoOrderYet', 'The provider does not tell yet for which currency and network this deposit came.');
    }
    return { destination, parent: newest.workflowId.replace(/^offramp-/, ''), orders };
  }

  async function startLaterDeposit(workflowId: string, later: LaterDeposit): Promise<void> {
    await startOnce(client, 'laterDeposit', {
      workflowId,
      taskQueue,
      args: [later],
      // From its first moment on it is found by its deposit, and listed like any order.
      typedSearchAttributes: initialAttributes({
        stage: 'confirming-deposit',
        currency: later.payoutCurrency,
        keys: [providerKey('deposit', later.deposit.depositId)],
      }),
      staticSummary: `A later deposit of ${later.source.currency} on ${later.source.network}`,
    });
  }

  /** Also an order that has ended takes a bank's report: it makes another one of it. */
  async function assignReport(event: UnmatchedWebhook & { readonly workflowId: string }) {
    try {
      const { workflowIds } = await deliverReport(event);
      return { workflowId: workflowIds[0] ?? event.workflowId, taken: true };
    } catch (error) {
      if (error instanceof ApplicationFailure && error.type === 'NoOrderYet') {
        return { workflowId: event.workflowId, taken: false };
      }
      throw error;
    }
  }

  async function exists(workflowId: string): Promise<boolean> {
    return (await claims.describe(workflowId)) !== undefined;
  }

  return {
    /** One try to find who should have an event; a retryable failure says that nobody is known yet. */
    async deliverEvent(unmatched: UnmatchedWebhook): Promise<UnmatchedWebhookResult> {
      const { signal, workflowId } = unmatched;
      const isNamed = workflowId !== undefined || unmatched.keys.length > 0;
      if (signal.name === 'bankTransferReported' && isNamed) return deliverReport(unmatched);
      if (workflowId !== undefined) {
        const taken = await signalOrder(client, workflowId, signal.name, signal.payload);
        if (!taken) throw notYet('NoOrderYet', 'The order that it names is not running.');
        return { outcome: 'delivered', workflowIds: [workflowId] };
      }
      if (unmatched.keys.length === 0) {
        // No time will make it known to anybody.
        throw ApplicationFailure.nonRetryable('It names nothing that an order could be found by.', 'NoOrderYet');
      }
      const event = await completed(unmatched);
      if (isDeposit(event.objectKey)) return deliverDeposit(event);
      const delivery = await deliver(client, event, { find: findOrders });
      if (delivery.to === 'nobody') {
        const owner = await ownerOfCanceled(event);
        if (owner === undefined) throw notYet('NoOrderYet', 'No order is known by it.');
        // It may go on, and not be listed by its deposit yet.
        const goesOn = owner !== event.declinedBy;
        const taken = goesOn && (await signalOrder(client, owner, signal.name, event.signal.payload));
        return { outcome: taken ? 'delivered' : 'known', workflowIds: [owner] };
      }
      const outcome = delivery.to === 'orders' ? 'delivered' : 'known';
      return { outcome, workflowIds: delivery.workflowIds };
    },

    /** Hands an event to the order that an operator chose. */
    async assignEvent(input: {
      readonly reference: string;
      readonly signal: UnmatchedWebhook['signal'];
      readonly objectKey?: string | undefined;
    }): Promise<{ readonly taken: boolean; readonly workflowId: string }> {
      const { reference, objectKey, signal } = input;
      const workflowId = workflowIdOf(reference);
      if (signal.name === 'bankTransferReported') return assignReport({ signal, keys: [], workflowId });
      const told = await signalOrder(client, workflowId, signal.name, signal.payload);
      if (!told || !isDeposit(objectKey)) return { workflowId, taken: told };
      // An order may decline a deposit; then it is not its own, whatever an operator wishes.
      const owner = await claimOf((signal.payload as DepositSighting).depositId);
      return { workflowId, taken: owner === workflowId };
    },
  };
}
