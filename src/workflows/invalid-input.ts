import { setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { FieldProblem } from '../banking/account-fields';
import { statusQuery } from '../signals/messages';
import type { OfframpResult } from '../signals/status';

/** Fails the workflow task, so that the order waits and is seen to: it must not end over what may be a lost key. */
export function unreadableInput(): Error {
  return new Error(
    'The input of this workflow cannot be read. Check PAYLOAD_KEYS and TEMPORAL_NAMESPACE of whoever started it.',
  );
}

/**
 * The end of an order whose input is wrong, which a client other than ours may have started: before any activity, with
 * every problem listed.
 */
export function refuseInput(problems: readonly FieldProblem[]): OfframpResult {
  const { workflowId } = workflowInfo();
  const refused = {
    outcome: 'rejected',
    reason: 'invalid-input',
    amounts: {},
    ids: {},
    transfers: [],
    problems,
  } as const;
  const reference = workflowId.replace(/^offramp-/, '');
  setHandler(statusQuery, () => ({
    reference,
    workflowId,
    stage: 'registering-customer',
    ...refused,
    transitions: [],
    audit: [],
  }));
  const lines = problems.map(({ field, message }) => `- \`${field}\` ${message}`);
  setCurrentDetails(`### Outcome: rejected\n\nThe order's input is wrong:\n\n${lines.join('\n')}`);
  const summary = `The order's input is wrong: ${problems.map(({ field, message }) => `${field} ${message}`).join('; ')}`;
  return { summary, ...refused };
}
