import { describeOrder, listOrders } from '../checker/orders';
import { readPaidTwice } from '../checker/paid-twice';
import { readProviderLog } from '../checker/provider-log';
import { judge } from '../checker/verdict';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { eachOf } from './at-once';
import type { OrderPair } from './outcome';
import type { Scene } from './scene';

const atOnce = 8;

/** What the checker of all chaos says: nothing lost, made twice or paid twice, and no order that nobody started. */
export async function checkerVerdict({ client, lane, prefix }: Scene, pairs: readonly OrderPair[]): Promise<string[]> {
  const { workflowService, options } = client.workflow;
  const temporal = { workflowService, namespace: options.namespace };
  const all = pairs.flatMap(({ stormy, calm }) => [...stormy, ...calm]);
  const { customers } = lane.provider.records;
  const orders = await eachOf(all, atOnce, async ({ workflowId, own }) => {
    const externalId = customers.get(own.customerId[0] ?? '')?.externalId ?? '';
    return { ...(await describeOrder(temporal, workflowId)), externalId };
  });
  const verdict = judge({
    log: await readProviderLog(lane.provider.url),
    paidTwice: await readPaidTwice(lane.provider.url),
    orders,
    listed: await listOrders(temporal, workflowIdOf(prefix)),
  });
  return [...verdict.violations];
}
