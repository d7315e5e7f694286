import { activityInfo } from '@temporalio/activity';
import { notYet } from './failures';

/** What every create is told about the run that asks for it. */
export interface CreateInput {
  /**
   * Whether an earlier try of this very order, or of another one, may have made the object already. Only where nobody
   * can have made it is the look-up left out, and then only on the first attempt (DESIGN section 3, rule 2).
   */
  readonly mayExist: boolean;
  /** Whether a run before this one, which an operator has reset, may have asked for it a moment ago. */
  readonly afterReset?: boolean | undefined;
  /** The backend's own id of the customer, by which orders of the same new customer find each other. */
  readonly externalId?: string | undefined;
}

/** Whether this attempt has to look before it creates. */
export function mustLookUp(input: CreateInput): boolean {
  return input.mayExist || activityInfo().attempt > 1;
}

/**
 * To be called where nothing was found. What the run before a reset had just sent may still land, so only a look-up that
 * comes later proves anything: the next attempt makes it, by the retry policy of creates.
 */
export function requireNothingUnderWay({ afterReset = false }: Pick<CreateInput, 'afterReset'>): void {
  if (afterReset && activityInfo().attempt === 1) {
    throw notYet(
      'EarlierRunUnderWay',
      'The run before the reset may have asked for this a moment ago; it is looked for once more when that can no longer land.',
    );
  }
}
