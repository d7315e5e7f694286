import type { Client } from '@temporalio/client';
import { keepUnmatched } from '../client/unmatched-webhooks';
import { keysOfTrade } from '../signals/provider-events';
import { providerKey } from '../signals/provider-ids';
import type { BankReport, TradeSighting } from '../signals/sightings';

export interface LateNewsDependencies {
  readonly client: Client;
  readonly taskQueue: string;
}

/** An order ends once its backend has heard of it, for which that has three days. */
const untilEnded = '4 days';
/** Nobody but a person can do anything about a trade of an order that has ended, unless it is canceled soon. */
const unlessCanceled = '1 hour';

/** What an order that ends does about what it hears too late to act on it. Once these return, Temporal looks after it. */
export function createLateNewsActivities({ client, taskQueue }: LateNewsDependencies) {
  return {
    /**
     * A bank's report, which starts an order of its own as soon as that one has ended, where it is news. `turn` counts what
     * the order has handed on, since it may be told of the same report again.
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

    /** A trade that was made or settled after all, which a person has to see. */
    async handOnTrade(input: {
      readonly signal: 'tradeCreated' | 'tradeSettled';
      readonly trade: TradeSighting;
      readonly declinedBy: string;
    }): Promise<void> {
      const { trade, declinedBy } = input;
      const signal = { name: input.signal, payload: trade };
      const objectKey = providerKey('trade', trade.tradeId);
      const unmatched = { signal, objectKey, keys: keysOfTrade(trade), declinedBy, deliverFor: unlessCanceled };
      await keepUnmatched({ client, taskQueue }, unmatched, `handed on by ${declinedBy}`);
    },
  };
}
