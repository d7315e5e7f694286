import { CancellationScope, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { LocalActivities, OrderSettings } from '../activities';
import { isUnreadable } from '../encryption/payload-converter';
import { checkOfframpOrder, workflowIdOf, type OfframpOrder } from '../signals/offramp-order';
import type { OfframpResult } from '../signals/status';
import { local } from './activity-options';
import { awaitClaimedDeposit, depositsWithoutAddress } from './deposit';
import { customerApproved, depositAddressReady, type Ending } from './expectations';
import { refuseInput, unreadableInput } from './invalid-input';
import { Journey } from './journey';
import { completeJourney } from './journey-end';
import { customerFacts, depositFacts, flowFacts } from './look-up-facts';
import { handleMessages } from './message-handlers';
import { waitPlan } from './order-waits';
import { providerActivities } from './provider-activities';
import { addBankAccount, createFlow, lookUpDepositAddress, registerCustomer, showAddress } from './registration';
import { settleDeposit } from './settlement';

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
  const { order } = checked;
  const journey = new Journey(order);
  handleMessages(journey);
  return CancellationScope.nonCancellable(() => completeJourney(journey, () => travel(journey, order)));
}

/** The steps of the guide. */
async function travel(journey: Journey, order: OfframpOrder): Promise<Ending> {
  const { source } = order;
  const settings = await journey.step('registering-customer', 'its settings', readOrderSettings, { instant: true });
  journey.heed(settings);
  const notOffered = whatIsNotOffered(order, settings);
  if (notOffered !== undefined) return { outcome: 'rejected', reason: notOffered };
  const provider = providerActivities(settings);
  const { read } = provider;

  // 1. Create the customer, and wait for the provider to approve them.
  const customer = await registerCustomer(journey, provider, order);
  const { customerId } = customer;
  await journey.wait(
    'awaiting-customer-approval',
    customerApproved(customerId),
    waitPlan(journey, settings, 'customerApproval', {
      lookUp: async () => customerFacts(await read.readCustomer({ customerId })),
      askAtOnce: true,
    }),
  );

  // 2. Add the bank account.  3. Create the flow, which makes the deposit address.
  const bankAccountId = await addBankAccount(journey, provider, order, customer);
  const flow = await createFlow(journey, provider, order, customer, bankAccountId);

  // 4. Show the deposit address, as soon as it is verified.
  const verified = await journey.wait(
    'awaiting-deposit-address',
    depositAddressReady(flow, customerId, source),
    waitPlan(journey, settings, 'depositAddress', {
      lookUp: () => lookUpDepositAddress(journey, provider, customerId, flow),
      askAtOnce: flow.depositAddressId === undefined,
    }),
  );
  const address = showAddress(journey, verified, settings.depositLimits[source.currency]);

  // 5. The customer sends crypto.
  const depositId = await awaitClaimedDeposit(
    journey,
    { address, askedAt: flow.askedAt },
    waitPlan(journey, settings, 'deposit', {
      askBeforeEnding: true,
      lookUp: async () => {
        const search = { customerId, ...address, ...source, depositIds: depositsWithoutAddress(journey) };
        const found = (await read.findDeposits(search)).flatMap(depositFacts);
        return [...found, ...flowFacts(await read.readFlow({ flowId: flow.flowId }))];
      },
    }),
  );

  // 6. The provider confirms the deposit.  7. It trades it.  8. Fiat arrives.
  return settleDeposit(journey, provider, settings, depositId);
}

/** What of an order this deployment does not do, found out before the provider is called. */
function whatIsNotOffered({ source, bankAccount }: OfframpOrder, settings: OrderSettings): string | undefined {
  if (source.network === 'MATIC' && !settings.enableMatic) return 'network-not-offered';
  return settings.payoutCurrencies.includes(bankAccount.currency) ? undefined : 'currency-not-offered';
}
