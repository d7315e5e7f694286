import {
  allHandlersFinished,
  CancellationScope,
  condition,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { isUnreadable } from '../encryption/payload-converter';
import { checkOfframpOrder, workflowIdOf } from '../signals/offramp-order';
import type { OfframpResult } from '../signals/status';
import { local } from './activity-options';
import { followBankTransfer } from './bank-transfer';
import { awaitClaimedDeposit, depositsWithoutAddress, recordDeposit } from './deposit';
import {
  customerApproved,
  depositAddressReady,
  depositConfirmed,
  tradeCreated,
  tradeSettled,
  type Ending,
} from './expectations';
import { refuseInput } from './invalid-input';
import { Journey } from './journey';
import { customerFacts, depositFacts, tradeFacts } from './look-up-facts';
import { handleMessages } from './message-handlers';
import { OrderEnded } from './order-ended';
import { waitPlan } from './order-waits';
import { providerActivities } from './provider-activities';
import { addBankAccount, createFlow, lookUpDepositAddress, registerCustomer, rememberAddress } from './registration';

const wrongWorkflowId = { field: 'reference', message: 'must be that of the workflow id, offramp-<reference>' };
const { readOrderSettings } = proxyLocalActivities<LocalActivities>(local);

/**
 * Takes one customer's crypto to fiat in their bank account, in the steps of the offramp guide. Completes with what
 * became of the order; whatever the outside world does, it never fails.
 */
export async function offramp(input: unknown): Promise<OfframpResult> {
  if (isUnreadable(input)) throw unreadableInput();
  const checked = checkOfframpOrder(input, { enableMatic: true });
  if (!checked.ok) return refuseInput(checked.problems);
  // Under another id, the same reference could run twice, and nobody would find the order by it.
  if (workflowInfo().workflowId !== workflowIdOf(checked.order.reference)) return refuseInput([wrongWorkflowId]);
  const journey = new Journey(checked.order);
  handleMessages(journey);
  return CancellationScope.nonCancellable(async () => finish(journey, await untilEnded(() => travel(journey))));
}

/** The steps of the guide. */
async function travel(journey: Journey): Promise<Ending> {
  const { order } = journey;
  const { source } = order;
  const settings = await journey.step('registering-customer', 'its settings', readOrderSettings, { instant: true });
  if (source.network === 'MATIC' && !settings.enableMatic)
    return { outcome: 'rejected', reason: 'network-not-offered' };
  const provider = providerActivities(settings);
  const { read } = provider;

  // 1. Create the customer, and wait for the provider to approve them.
  const customer = await registerCustomer(journey, provider);
  const { customerId } = customer;
  await journey.wait(
    'awaiting-customer-approval',
    customerApproved(customerId),
    waitPlan(order, settings, 'customerApproval', {
      lookUp: async () => customerFacts(await read.readCustomer({ customerId })),
      askAtOnce: true,
    }),
  );

  // 2. Add the bank account.  3. Create the flow, which makes the deposit address.
  const bankAccountId = await addBankAccount(journey, provider, customer);
  const flow = await createFlow(journey, provider, customer, bankAccountId);

  // 4. Show the deposit address, as soon as it is verified.
  const { depositAddressId, ...address } = await journey.wait(
    'awaiting-deposit-address',
    depositAddressReady(flow, customerId, source),
    waitPlan(order, settings, 'depositAddress', {
      lookUp: () => lookUpDepositAddress(journey, provider, flow),
      askAtOnce: flow.depositAddressId === undefined,
    }),
  );
  rememberAddress(journey, depositAddressId);
  const ownAddress = { ...address, ...(depositAddressId && { depositAddressId }) };
  journey.depositAddress = address;
  journey.ownAddress = ownAddress;

  // 5. The customer sends crypto.  6. The provider confirms the deposit.
  const { depositId } = await awaitClaimedDeposit(
    journey,
    ownAddress,
    waitPlan(order, settings, 'deposit', {
      lookUp: async () => {
        const depositIds = depositsWithoutAddress(journey);
        return (await read.findDeposits({ customerId, ...ownAddress, ...source, depositIds })).flatMap(depositFacts);
      },
    }),
  );
  await journey.wait(
    'confirming-deposit',
    depositConfirmed(depositId),
    waitPlan(order, settings, 'confirmation', {
      lookUp: async () => depositFacts(await read.readDeposit({ depositId })),
    }),
  );
  recordDeposit(journey, depositId);

  // 7. The provider trades it.
  const tradeId = await journey.wait(
    'awaiting-trade',
    tradeCreated(depositId),
    waitPlan(order, settings, 'trade', {
      lookUp: async () => (await read.findTrades({ depositId, currency: source.currency })).flatMap(tradeFacts),
    }),
  );
  journey.ids = { ...journey.ids, tradeId };
  journey.know('trade', tradeId);
  const paidOut = await journey.wait(
    'awaiting-trade-settlement',
    tradeSettled(tradeId),
    waitPlan(order, settings, 'tradeSettlement', { lookUp: async () => tradeFacts(await read.readTrade({ tradeId })) }),
  );
  journey.amounts = { ...journey.amounts, paidOut };

  // 8. Fiat arrives.
  return followBankTransfer(journey, { attempt: 1, tradeId, depositId, ...paidOut });
}

/** Fails the workflow task, so that the order waits and is seen to: it must not end over what may be a lost key. */
function unreadableInput(): Error {
  return new Error(
    'The input of this order cannot be decrypted. Check PAYLOAD_KEYS and TEMPORAL_NAMESPACE of the client.',
  );
}

/** Runs the journey to its end, wherever on the way that comes. */
async function untilEnded(travelOn: () => Promise<Ending>): Promise<Ending> {
  try {
    return await travelOn();
  } catch (error) {
    if (error instanceof OrderEnded) return error.ending;
    throw error;
  }
}

/** Lets every handler finish before the order returns, so that no accepted message is lost (patterns.md 5). */
async function finish(journey: Journey, ending: Ending): Promise<OfframpResult> {
  for (;;) {
    const result = journey.finish(ending);
    await condition(allHandlersFinished);
    if (!journey.hasCommands) return result;
  }
}
