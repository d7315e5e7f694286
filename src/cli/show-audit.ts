import type { Answer } from './answer';
import { interventionText } from './order-text';
import { withOfframps } from './session';
import type { Terminal } from './terminal';

/** Who has intervened in an order, when, why, and what became of it. */
export async function showAudit(terminal: Terminal, reference: string): Promise<Answer> {
  const { workflowId, audit } = await withOfframps(terminal, (offramps) => offramps.status(reference));
  return {
    json: { reference, workflowId, audit },
    text: audit.length === 0 ? `Nobody has intervened in the order ${reference}.` : interventionText(audit),
  };
}
