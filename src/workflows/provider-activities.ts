import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { OrderSettings, ProviderActivities } from '../activities';
import { landedBy, paymentSearch, paymentSend, providerCreate, providerRead } from './activity-options';

/** The provider's activities as this order may use them: reads repeated quickly, creates only when it is safe. */
export function providerActivities({ signatureWindowMs }: OrderSettings) {
  // Calls of the provider have a queue of their own, whose rate is limited for the whole fleet.
  const taskQueue = `${workflowInfo().taskQueue}-coinut`;
  return {
    /** How long after it was sent a create may still land (milliseconds). */
    landsWithin: landedBy(signatureWindowMs),
    read: proxyActivities<ProviderActivities>({ ...providerRead, taskQueue }),
    create: proxyActivities<ProviderActivities>({ ...providerCreate(signatureWindowMs), taskQueue }),
    search: proxyActivities<ProviderActivities>({ ...paymentSearch, taskQueue }),
    /** For one payment, which must leave within a time. */
    send: (sendWithinMs: number, summary: string) =>
      proxyActivities<ProviderActivities>({ ...paymentSend(sendWithinMs), summary, taskQueue }),
  };
}

export type Provider = ReturnType<typeof providerActivities>;

/** The run in which the order began: what creates something is told of it, and so sees when it follows a reset. */
export function originalRunId(): string {
  return workflowInfo().originalExecutionRunId;
}
