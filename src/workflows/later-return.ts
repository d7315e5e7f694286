import { CancellationScope, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { isUnreadable } from '../encryption/payload-converter';
import { isLaterReturn, type LaterReturn } from '../signals/later-return';
import { workflowIdOf } from '../signals/offramp-order';
import type { OfframpResult } from '../signals/status';
import { local } from './activity-options';
import { carryOn } from './bank-transfer';
import type { Ending } from './expectations';
import { heardFact } from './heard-facts';
import { unreadableInput } from './invalid-input';
import { Journey } from './journey';
import { completeJourney } from './journey-end';
import { bankTransferReport, handleMessages } from './message-handlers';
import { providerActivities } from './provider-activities';
import { takeOver } from './transfer-record';

const { readOrderSettings } = proxyLocalActivities<LocalActivities>(local);

/**
 * Money that a bank sent back after its order had ended, as an order of its own: it carries the attempts on where that
 * order left off, with everything that was known then.
 */
export async function laterReturn(input: LaterReturn): Promise<OfframpResult> {
  if (isUnreadable(input) || !isLaterReturn(input) || workflowInfo().workflowId !== workflowIdOf(input.reference)) {
    throw unreadableInput();
  }
  const { reference, report, record } = input;
  const { source, payoutAccount } = record;
  const journey = new Journey({ reference, source, bankAccount: payoutAccount }, 'awaiting-bank-transfer');
  handleMessages(journey);
  takeOver(journey, record);
  // As any report that comes by signal: anybody who can reach Temporal may have started this.
  const fact = heardFact(bankTransferReport, report, new Date().toISOString());
  if (fact !== undefined) journey.learn([fact]);
  return CancellationScope.nonCancellable(() => completeJourney(journey, () => followOn(journey)));
}

async function followOn(journey: Journey): Promise<Ending> {
  const settings = await journey.step('awaiting-bank-transfer', 'its settings', readOrderSettings, { instant: true });
  journey.heed(settings);
  return carryOn(journey, providerActivities(settings), settings);
}
