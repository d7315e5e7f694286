import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { sendGuardQuery } from '../signals/messages';
import type { SendGuardAnswer, SendGuardQuestion } from '../signals/status';

/** Asks the order that this activity works for whether a payment may leave now. */
export type AskOrder = (question: SendGuardQuestion) => Promise<SendGuardAnswer>;

/** Longer than a query takes where a worker is there; without one it would wait for ever. */
const answerWithinMs = 5_000;

/**
 * Asks by a query, which sees every signal and Update that Temporal has accepted before. No answer is a refusal: whatever
 * the order has heard meanwhile, this activity does not know it.
 */
export function createOrderGuard({ client }: { readonly client: Client }): AskOrder {
  return async (question) => {
    const { workflowId, runId } = activityInfo().workflowExecution ?? {};
    if (workflowId === undefined) return { allowed: false, sentence: 'No order asks for this payment.' };
    try {
      const handle = client.workflow.getHandle(workflowId, runId);
      return await client.withDeadline(Date.now() + answerWithinMs, () => handle.query(sendGuardQuery, question));
    } catch {
      return { allowed: false, sentence: 'The order did not answer whether the payment may leave.' };
    }
  };
}
