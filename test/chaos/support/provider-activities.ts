import {
  createBankAccountActivities,
  createCustomerActivities,
  createDepositActivities,
  createFlowActivities,
  createPaymentActivities,
  createTradeActivities,
  type ProviderActivities,
} from '../../../src/activities';
import { createCoinutApi } from '../../../src/coinut/api';
import { guideContract } from '../../../src/coinut/contracts/guide';
import { createCoinutHttp } from '../../../src/coinut/http';

/**
 * `assignEvent` is handed out with the others, but signals an order and calls nothing of the provider's; a sweep belongs to
 * no order.
 */
type CallingActivities = Omit<ProviderActivities, 'deliverEvent' | 'assignEvent' | 'sweepProvider'>;

/** The names of all activities that call the provider for an order. */
export function providerActivityNames(): string[] {
  const http = createCoinutHttp({ baseUrl: 'http://127.0.0.1:1', apiKey: 'none', apiSecret: 'none' });
  const siblings = {
    reserveCustomer: () => Promise.resolve(),
    awaitTurn: () => Promise.resolve(),
    accountKey: () => 'none',
    accountsAddedBefore: () => Promise.resolve([]),
  };
  const requireCurrentAttempt = () => Promise.resolve();
  const parts = {
    coinut: createCoinutApi({ http, contract: guideContract }),
    now: () => new Date(0),
    siblings,
    requireCurrentAttempt,
  };
  const activities: CallingActivities = {
    ...createCustomerActivities(parts),
    ...createBankAccountActivities(parts),
    ...createFlowActivities({ ...parts, walletKey: () => 'none' }),
    ...createDepositActivities(parts),
    ...createTradeActivities(parts),
    ...createPaymentActivities({
      ...parts,
      askOrder: () => Promise.resolve({ allowed: false }),
      payoutsPaused: false,
      maxResendCost: undefined,
    }),
  };
  return [...Object.keys(activities), 'deliverEvent'];
}
