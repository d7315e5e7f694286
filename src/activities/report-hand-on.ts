import type { Client } from '@temporalio/client';
import { keepUnmatched } from '../client/unmatched-webhooks';
import type { BankReport } from '../signals/sightings';

export interface ReportHandOnDependencies {
  readonly client: Client;
  readonly taskQueue: string;
}

/** An order ends once its backend has heard of it, for which that has three days. */
const untilEnded = '4 days';

/** What an order that ends does about a bank's report that came too late for it. */
export function createReportHandOnActivities({ client, taskQueue }: ReportHandOnDependencies) {
  return {
    /**
     * Once this returns, Temporal looks after the report: where it is news, it starts an order of its own as soon as that one
     * has ended. `turn` counts what the order has handed on, since it may be told of the same report again.
     */
    async handOnReport(input: {
      readonly report: BankReport;
      readonly declinedBy: string;
      readonly turn: number;
    }): Promise<void> {
      const { report, declinedBy, turn } = input;
      const signal = { name: 'bankTransferReported', payload: report };
      const unmatched = { signal, keys: [], workflowId: declinedBy, declinedBy, deliverFor: untilEnded };
      const said = `handed on by ${declinedBy}, ${turn}: ${JSON.stringify(report)}`;
      await keepUnmatched({ client, taskQueue }, unmatched, said);
    },
  };
}
