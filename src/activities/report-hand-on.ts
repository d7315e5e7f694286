import type { Client } from '@temporalio/client';
import { keepUnmatched } from '../client/unmatched-webhooks';
import type { BankReport } from '../signals/sightings';

export interface ReportHandOnDependencies {
  readonly client: Client;
  readonly taskQueue: string;
}

/** What an order that ends does about a bank's report that came too late for it. */
export function createReportHandOnActivities({ client, taskQueue }: ReportHandOnDependencies) {
  return {
    /** Once this returns, Temporal sees to it that the report starts an order of its own as soon as that one has ended. */
    async handOnReport(input: { readonly report: BankReport; readonly declinedBy: string }): Promise<void> {
      const { report, declinedBy } = input;
      const signal = { name: 'bankTransferReported', payload: report };
      const said = `handed on by ${declinedBy}: ${JSON.stringify(Object.entries(report).sort())}`;
      await keepUnmatched({ client, taskQueue }, { signal, keys: [], workflowId: declinedBy, declinedBy }, said);
    },
  };
}
