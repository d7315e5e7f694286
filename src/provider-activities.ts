import type { Client } from '@temporalio/client';
import {
  createAttemptCheck,
  createBankAccountActivities,
  createCustomerActivities,
  createDeliveryActivities,
  createDepositActivities,
  createFlowActivities,
  createOrderGuard,
  createPaymentActivities,
  createSiblingOrders,
  createSweepActivities,
  createTradeActivities,
  type createDepositClaims,
} from './activities';
import { cancellationSignal } from './activities/cancellation-signal';
import { GatheredOrders } from './client/gathered-orders';
import { createCoinutApi, type CoinutApi } from './coinut/api';
import { contracts } from './coinut/contracts';
import { createCoinutHttp, defaultLongestHoldMs } from './coinut/http';
import type { WorkerConfig } from './config';
import { createSecretKeys, type WalletKeys } from './encryption/secret-keys';
import { sweepPauseMs } from './provider-rate';

/** What the activities of the rate-limited queue share with those of other queues. */
export interface ProviderActivityParts {
  readonly client: Client;
  readonly claims: ReturnType<typeof createDepositClaims>;
  readonly walletKeys: WalletKeys;
}

/** Searches for the orders of events; servers allow all processes together only tens of queries in a second. */
const queriesPerSecond = 3;

const now = () => new Date();

/** Everything that calls the provider: its objects, payments, the delivery of kept events, the sweep. */
export function createProviderActivities(config: WorkerConfig, { client, claims, walletKeys }: ProviderActivityParts) {
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const coinut = coinutApi(config);
  const requireCurrentAttempt = createAttemptCheck({ client });
  const secretKeys = createSecretKeys(config.PAYLOAD_KEYS, config.COINUT_API_SECRET);
  const siblings = createSiblingOrders({ client, taskQueue, secretKeys });
  const trades = createTradeActivities({ coinut, now });
  const orders = new GatheredOrders(client, queriesPerSecond);
  const routing = { client, taskQueue, coinut, claims, walletKeys: walletKeys.all, now };
  return {
    ...createCustomerActivities({ coinut, now, siblings, requireCurrentAttempt }),
    ...createBankAccountActivities({ coinut, siblings, requireCurrentAttempt }),
    ...createFlowActivities({ coinut, now, siblings, requireCurrentAttempt, walletKey: walletKeys.newest }),
    ...createDepositActivities({ coinut, now }),
    ...trades,
    ...createPaymentActivities({
      coinut,
      now,
      requireCurrentAttempt,
      askOrder: createOrderGuard({ client }),
      payoutsPaused: config.PAYOUTS_PAUSED,
      maxResendCost: config.MAX_RESEND_COST,
    }),
    ...createDeliveryActivities({
      ...routing,
      findOrders: (keys) => orders.find(keys),
      findTrades: (search) => trades.findTrades(search),
    }),
    ...createSweepActivities({ ...routing, pauseMs: sweepPauseMs(config) }),
  };
}

function coinutApi(config: WorkerConfig): CoinutApi {
  return createCoinutApi({
    contract: contracts[config.COINUT_CONTRACT],
    cancellation: cancellationSignal,
    http: createCoinutHttp({
      baseUrl: config.COINUT_BASE_URL.href,
      apiKey: config.COINUT_API_KEY,
      apiSecret: config.COINUT_API_SECRET,
      longestHoldMs: Math.min(defaultLongestHoldMs, config.COINUT_SIGNATURE_WINDOW / 3),
    }),
  });
}
