import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';

/**
 * Starts an offramp, and delivers one event of the provider's, with nothing but Temporal's own client: for backends in
 * which this project's client library has no place. With `PAYLOAD_KEYS` set, every client needs the same data
 * converter as the worker (`createDataConverter` in `src/encryption/data-converter.ts`).
 */
export async function connect(address: string, dataConverter?: DataConverter): Promise<Client> {
  const connection = await Connection.connect({ address });
  return new Client({ connection, ...(dataConverter ? { dataConverter } : {}) });
}

/** Starts an order. A wrong one is not refused here: it completes `rejected`, with every problem in its result. */
export async function startOfframp(client: Client, taskQueue: string, order: { reference: string }) {
  return client.workflow.start('offramp', {
    workflowId: `offramp-${order.reference}`,
    taskQueue,
    args: [order],
    // Without these two, the same reference could be paid out twice.
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'FAIL',
  });
}

/** Tells an order of a deposit, as the relay does after it has checked the webhook's signature. */
export async function depositReceived(client: Client, reference: string, deposit: DepositReceived): Promise<void> {
  await client.workflow.getHandle(`offramp-${reference}`).signal('depositReceived', deposit);
}

export interface DepositReceived {
  readonly depositId: string;
  readonly address: string;
  readonly amount: string;
  readonly currency: string;
}
