import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import type { BankReport } from '../signals/sightings';
import { local } from './activity-options';
import { canonical, type Facts } from './facts';
import type { Journey } from './journey';

const { handOnReport } = proxyLocalActivities<LocalActivities>(local);
type Reports = Facts['bankReports'];

/**
 * Hands on what banks have reported since it was decided that the order ends, as if they had reported it a moment later:
 * nobody judges it here any more. The order forgets it, so that what it leaves behind is what it ended with.
 */
export async function handOnLateReports(journey: Journey): Promise<void> {
  const { workflowId: declinedBy } = workflowInfo();
  for (const report of lateReports(journey)) {
    const awaited = `report ${report.reportId} to be handed on`;
    const turn = (journey.reportsHandedOn += 1);
    await journey.step(journey.stage, awaited, () => handOnReport({ report, declinedBy, turn }), { instant: true });
    journey.facts = { ...journey.facts, bankReports: without(report, journey) };
  }
}

export function hasLateReports(journey: Journey): boolean {
  return lateReports(journey).length > 0;
}

/** A settled order judges to its very end what banks report, and opens again where it has to. */
function lateReports({ facts, ending, reportsAtEnd }: Journey): BankReport[] {
  if (reportsAtEnd === undefined || ending?.outcome === 'settled') return [];
  return Object.keys(facts.bankReports)
    .sort()
    .flatMap((reportId) => {
      const report = facts.bankReports[reportId];
      return report === undefined || isSame(report, reportsAtEnd[reportId]) ? [] : [report];
    });
}

/** What was known of it at the end, if anything. More may have been heard of it while it was handed on. */
function without(report: BankReport, { facts: { bankReports }, reportsAtEnd = {} }: Journey): Reports {
  const { reportId } = report;
  if (!isSame(report, bankReports[reportId])) return bankReports;
  const { [reportId]: _, ...others } = bankReports;
  const atEnd = reportsAtEnd[reportId];
  return atEnd === undefined ? others : { ...others, [reportId]: atEnd };
}

function isSame(one: BankReport, other: BankReport | undefined): boolean {
  return other !== undefined && canonical(one) === canonical(other);
}
