import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { startSimulator, type Simulator } from '../../../simulator';
import {
  createBankAccountActivities,
  createCustomerActivities,
  createDepositActivities,
  createFlowActivities,
  createPaymentActivities,
  createTradeActivities,
} from '../../../src/activities';
import { cancellationSignal } from '../../../src/activities/cancellation-signal';
import { failureInterceptor } from '../../../src/activities/failure-interceptor';
import { createCoinutApi } from '../../../src/coinut/api';
import { contracts } from '../../../src/coinut/contracts';
import type { ContractName } from '../../../src/coinut/contracts/contract';
import type { PaymentActivityDependencies } from '../../../src/activities/payment';
import type { SiblingOrders } from '../../../src/activities/sibling-orders';
import { createCoinutHttp, type CoinutHttpSettings } from '../../../src/coinut/http';

const [apiKey, apiSecret] = ['test-key', 'test-secret'];

/** A provider that does only what `play` is told. */
export function startProvider(contract: ContractName = 'guide'): Promise<Simulator> {
  return startSimulator({ apiKey, apiSecret, autoplay: false, contract });
}

/** No other order of any customer; what several orders do at once is tested with a Temporal server. */
const alone: SiblingOrders = {
  reserveCustomer: async () => undefined,
  awaitTurn: async () => undefined,
  accountKey: () => 'account:test',
  accountsAddedBefore: async () => [],
};

/** Every attempt is awaited; one that is not is tested by freezing a worker: npm run chaos -- crash-points. */
const requireCurrentAttempt = async () => undefined;

/** The provider activities as the worker makes them, against a provider at this URL. */
export function activitiesAt(
  baseUrl: string,
  {
    contract = 'guide',
    siblings = alone,
    payments = {},
    ...settings
  }: Partial<CoinutHttpSettings> & {
    contract?: ContractName;
    siblings?: SiblingOrders;
    payments?: Partial<PaymentActivityDependencies>;
  } = {},
) {
  const http = createCoinutHttp({ baseUrl, apiKey, apiSecret, timeoutMs: 10_000, ...settings });
  const coinut = createCoinutApi({ http, contract: contracts[contract], cancellation: cancellationSignal });
  const now = () => new Date();
  return {
    ...createCustomerActivities({ coinut, now, siblings, requireCurrentAttempt }),
    ...createBankAccountActivities({ coinut, siblings, requireCurrentAttempt }),
    ...createFlowActivities({
      ...{ coinut, now, siblings, requireCurrentAttempt },
      walletKey: (address, network) => `wallet:${network}-${address.length}`,
    }),
    ...createDepositActivities({ coinut, now }),
    ...createTradeActivities({ coinut, now }),
    ...createPaymentActivities({
      ...{ coinut, now, requireCurrentAttempt, payoutsPaused: false, maxResendCost: undefined },
      askOrder: async () => ({ allowed: true }),
      ...payments,
    }),
  };
}

/** Where an activity runs: its attempt, and the interceptor that puts failures in Temporal's words. */
export function activityEnvironment(attempt = 1): MockActivityEnvironment {
  // The SDK warns of every failure, and here failures are what is wanted.
  const logger = new DefaultLogger('ERROR');
  return new MockActivityEnvironment({ attempt }, { interceptors: [failureInterceptor], logger });
}

type InputOf<Activity> = Activity extends (input: infer Input) => unknown ? Input : never;
type ResultOf<Activity> = Activity extends (input: never) => Promise<infer Result> ? Result : never;

/** In tests an order has mostly not been reset. */
type GivenTo<Input> = Input extends { readonly originalRunId: string }
  ? Omit<Input, 'originalRunId'> & { readonly originalRunId?: string }
  : Input;

/** Runs one attempt of an activity, by its name as workflows do, in the run in which its order began unless told. */
export function run<Activities, Name extends keyof Activities>(
  activities: Activities,
  name: Name,
  input: GivenTo<InputOf<Activities[Name]>>,
  attempt = 1,
): Promise<ResultOf<Activities[Name]>> {
  const activity = activities[name] as (given: object) => Promise<ResultOf<Activities[Name]>>;
  const environment = activityEnvironment(attempt);
  const originalRunId = environment.context.info.workflowExecution?.runId;
  return environment.run(() => activity({ originalRunId, ...(input as object) }));
}
