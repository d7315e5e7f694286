import { activityInfo } from '@temporalio/activity';
import { notYet } from './failures';

/** What every create is told about the run that asks for it. */
export interface CreateInput {
  /**
   * Whether an earlier try of this very order, or of another one, may have made the object already. Only where nobody
   * can have made it is the look-up left out, and then only on the first attempt (DESIGN section 3, rule 2).
   */
  readonly mayExist: boolean;
  /** The run in which the order began. */
  readonly originalRunId: string;
  /** The backend's own id of the customer, by which orders of the same new customer find each other. */
  readonly externalId?: string | undefined;
}

/**
 * Whether this activity runs in a later run than the one in which its order began: an operator has reset it, and the
 * provider remembers what the new run does not. An activity that was under way at the point of the reset is handed out
 * once more, with the very input that the run before had given it, so that only the activity itself can tell.
 */
export function isAfterReset({ originalRunId }: Pick<CreateInput, 'originalRunId'>): boolean {
  return activityInfo().workflowExecution?.runId !== originalRunId;
}

/** Whether this attempt has to look before it creates. */
export function mustLookUp(input: CreateInput): boolean {
  return input.mayExist || isAfterReset(input) || activityInfo().attempt > 1;
}

/**
 * To be called where nothing was found. What the run before a reset had just sent may still land, so only a look-up that
 * comes later proves anything: the next attempt makes it, by the retry policy of creates.
 */
export function requireNothingUnderWay(input: Pick<CreateInput, 'originalRunId'>): void {
  if (isAfterReset(input) && activityInfo().attempt === 1) {
    throw notYet(
      'EarlierRunUnderWay',
      'The run before the reset may have asked for this a moment ago; it is looked for once more when that can no longer land.',
    );
  }
}
