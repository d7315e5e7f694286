import { shippedTables, type BankingTables } from '../banking/banking-tables';
import { OutsideCalendarCoverage } from '../banking/calendars';
import { railNames, windowInWords } from '../banking/plan-words';
import type { RailId } from '../banking/rails';
import { planSending, type SendingPlan, type SendingRequest } from '../banking/sending-plan';
import { planReturnWatch, planTransfer, type TransferPlan } from '../banking/transfer-plan';
import { refusal } from './failures';

/** A plan as it is recorded: the words are made with it, so that a replay shows the ones that were shown. */
type InWords<Plan extends TransferPlan> = Plan & { readonly windowWords: string };

/**
 * Plans are made here and recorded, never inside the workflow: new holiday tables or zone data must not change what a
 * replay decides (DESIGN section 3, rule 8). `now` is the workflow's clock; `tables` are those shipped unless given.
 */
export function createTransferPlanActivities({ tables = shippedTables }: { readonly tables?: BankingTables } = {}) {
  return {
    async planTransfer(input: { rail: RailId; now: string; accountCountry?: string }): Promise<InWords<TransferPlan>> {
      return withinCoverage(() => inWords(planTransfer(input, tables)));
    },

    async planSending(input: SendingRequest): Promise<InWords<SendingPlan>> {
      return withinCoverage(() => inWords(planSending(input, tables)));
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
