import { ApplicationFailure } from '@temporalio/common';
import { OutsideCalendarCoverage } from '../banking/calendars';
import type { RailId } from '../banking/rails';
import { planReturnWatch, planTransfer, type TransferPlan } from '../banking/transfer-plan';

/**
 * Plans are made here and recorded, never inside the workflow: new holiday tables or zone data must not change what a
 * replay decides (DESIGN section 3, rule 8). `now` is the workflow's clock.
 */
export function createTransferPlanActivities() {
  return {
    async planTransfer(input: { rail: RailId; now: string; accountCountry?: string }): Promise<TransferPlan> {
      return withinCoverage(() => planTransfer(input));
    },

    async planReturnWatch(input: { rail: RailId; settledAt: string }): Promise<{ watchUntil: string }> {
      return withinCoverage(() => planReturnWatch(input));
    },
  };
}

function withinCoverage<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof OutsideCalendarCoverage)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, 'OutsideCalendarCoverage');
  }
}
