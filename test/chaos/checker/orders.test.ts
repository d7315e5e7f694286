import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { describeOrder, listOrders } from '../../../chaos/checker/orders';
import { nothingPaidTwice } from '../../../chaos/checker/paid-twice';
import { judge } from '../../../chaos/checker/verdict';
import { createOfframpClient } from '../../../src/client';
import { eventually } from '../../support/eventually';
import { newOrder } from '../../support/orders';
import { temporalAddress } from '../../support/shared-resources';

describe('orders as Temporal tells of them', () => {
  let connection: Connection;
  let waiting: string;
  let terminated: string;
  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalAddress() });
    const client = new Client({ connection });
    // No worker ever takes these up.
    const offramps = createOfframpClient({ client, taskQueue: `unserved-${randomUUID()}` });
    const orders = await Promise.all([offramps.start(newOrder()), offramps.start(newOrder())]);
    [waiting, terminated] = [orders[0].workflowId, orders[1].workflowId];
    await client.workflow.getHandle(terminated).terminate();
  });
  afterAll(() => connection.close());

  const access = () => ({ workflowService: connection.workflowService, namespace: 'default' });

  it('are under way until they say otherwise, and then are lost', async () => {
    const order = await describeOrder(access(), waiting);
    expect(order.standing).toEqual({ is: 'under way', stage: 'registering-customer' });
    const orders = [{ ...order, externalId: 'nobody' }];
    const { lost } = judge({ log: [], paidTwice: nothingPaidTwice, orders, listed: [waiting] });
    expect(lost).toMatchObject([order]);
  });

  it('are broken when their workflow was terminated', async () => {
    const { standing } = await describeOrder(access(), terminated);
    expect(standing).toEqual({ is: 'broken', how: 'terminated' });
  });

  it('are broken when they are not there', async () => {
    const { standing } = await describeOrder(access(), `offramp-${randomUUID()}`);
    expect(standing).toEqual({ is: 'broken', how: 'not to be found' });
  });

  it('are listed by what their ids begin with', async () => {
    await eventually('the order to be listed', async () => {
      expect(await listOrders(access(), waiting.slice(0, -1))).toEqual([waiting]);
      return true;
    });
    expect(await listOrders(access(), `${waiting}-`)).toEqual([]);
  });
});
