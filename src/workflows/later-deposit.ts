import { CancellationScope, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { isUnreadable } from '../encryption/payload-converter';
import { isLaterDeposit, type LaterDeposit } from '../signals/later-deposit';
import { workflowIdOf } from '../signals/offramp-order';
import type { OfframpResult } from '../signals/status';
import { local } from './activity-options';
import { ownDeposit } from './deposit';
import type { Ending } from './expectations';
import { unreadableInput } from './invalid-input';
import { Journey } from './journey';
import { completeJourney } from './journey-end';
import { handleMessages } from './message-handlers';
import { providerActivities } from './provider-activities';
import { settleDeposit } from './settlement';

const { readOrderSettings } = proxyLocalActivities<LocalActivities>(local);

/**
 * A deposit that came when no order was waiting for it, as an order of its own: from its confirmation to the bank account
 * that the provider's flow names. It was claimed for this workflow before it was started.
 */
export async function laterDeposit(input: LaterDeposit): Promise<OfframpResult> {
  // Money is claimed for this workflow, so that it must not end over an input that it cannot use.
  if (isUnreadable(input) || !isLaterDeposit(input) || workflowInfo().workflowId !== workflowIdOf(input.reference)) {
    throw unreadableInput();
  }
  const { reference, source, payoutCurrency: currency, bankAccountId, accountCountry } = input;
  const bankAccount = { currency, ...(accountCountry && { accountCountry }) };
  const journey = new Journey({ reference, source, bankAccount }, 'confirming-deposit');
  handleMessages(journey);
  journey.learn([{ about: 'deposit', event: 'received', seen: input.deposit }]);
  const { customerId, flowId } = input;
  journey.ids = {
    ...(customerId && { customerId }),
    ...(bankAccountId && { bankAccountId }),
    ...(flowId && { flowId }),
  };
  return CancellationScope.nonCancellable(() => completeJourney(journey, () => settle(journey, input)));
}

async function settle(journey: Journey, { deposit: { depositId } }: LaterDeposit): Promise<Ending> {
  ownDeposit(journey, depositId);
  const settings = await journey.step('confirming-deposit', 'its settings', readOrderSettings, { instant: true });
  journey.heed(settings);
  // Its events may have come before it was there to hear them.
  return settleDeposit(journey, providerActivities(settings), settings, depositId, { askAtOnce: true });
}
