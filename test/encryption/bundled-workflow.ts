import { ApplicationFailure, sleep } from '@temporalio/workflow';
import { OPERATOR_REFUSED } from '../../src/encryption/failure-converter';
import { isUnreadable } from '../../src/encryption/payload-converter';

/**
 * Ends in a way that shows what it was given, so that a replay, which compares the kinds of commands, proves what the
 * converters did inside the sandbox.
 */
export async function showInput(input: unknown): Promise<string> {
  if (isUnreadable(input)) throw ApplicationFailure.nonRetryable('The input is unreadable.', OPERATOR_REFUSED);
  if (input !== 'plain') await sleep('1 second');
  return 'read';
}
