import { activityInfo } from '@temporalio/activity';

/** What every create is told about the run that asks for it. */
export interface CreateInput {
  /**
   * Whether an earlier try of this very order, or of another one, may have made the object already. Only where nobody
   * can have made it is the look-up left out, and then only on the first attempt (DESIGN section 3, rule 2).
   */
  readonly mayExist: boolean;
  /** The backend's own id of the customer, by which orders of the same new customer find each other. */
  readonly externalId?: string | undefined;
}

/** Whether this attempt has to look before it creates. */
export function mustLookUp(input: CreateInput): boolean {
  return input.mayExist || activityInfo().attempt > 1;
}
