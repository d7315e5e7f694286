import { estimateArrival, type EstimatedPlan } from '../banking/arrival-estimate';
import type { BankingTables } from '../banking/banking-tables';
import { OutsideCalendarCoverage } from '../banking/calendars';
import { railNames, windowInWords } from '../banking/plan-words';
import type { RailId } from '../banking/rails';
import type { SendLimits } from '../banking/send-guard';
import { planSending, type SendingPlan, type SendingRequest } from '../banking/sending-plan';
import { planReturnWatch, type TransferPlan } from '../banking/transfer-plan';
import { refusal } from './failures';

/** A plan as it is recorded: the words are made with it, so that a replay shows the ones that were shown. */
type InWords<Plan extends TransferPlan> = Plan & { readonly windowWords: string };

/** When the money is sent again, when it is tried next if this comes to nothing, and what may be sent at all. */
export type ResendPlan = InWords<SendingPlan> & { readonly nextWindowAt: string; readonly limits: SendLimits };

export interface TransferPlanDependencies {
  readonly tables: BankingTables;
  /** What the deployment allows at this moment. */
  readonly sendLimits: SendLimits;
}

/**
 * Plans are made here and recorded, never inside the workflow: new holiday tables, limits or zone data must not change
 * what a replay decides (DESIGN section 3, rule 8). `now` is the workflow's clock.
 */
export function createTransferPlanActivities({ tables, sendLimits }: TransferPlanDependencies) {
  return {
    /** The dates of a transfer that the provider sends by itself; an estimate where no calendar covers them. */
    async planTransfer(input: { rail: RailId; now: string; accountCountry?: string }): Promise<InWords<EstimatedPlan>> {
      return inWords(estimateArrival(input, tables));
    },

    async planResend(input: SendingRequest): Promise<ResendPlan> {
      return withinCoverage(() => {
        const plan = planSending(input, tables);
        const { sendAt: nextWindowAt } = planSending({ ...input, now: plan.cutoffAt }, tables);
        return { ...inWords(plan), nextWindowAt, limits: sendLimits };
      });
    },

    async planReturnWatch(input: { rail: RailId; settledAt: string }): Promise<{ watchUntil: string }> {
      return withinCoverage(() => planReturnWatch(input, tables));
    },
  };
}

function inWords<Plan extends TransferPlan>(plan: Plan): InWords<Plan> {
  return { ...plan, windowWords: windowInWords(plan, railNames[plan.rail]) };
}

function withinCoverage<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof OutsideCalendarCoverage)) throw error;
    throw refusal('OutsideCalendarCoverage', error.message);
  }
}
