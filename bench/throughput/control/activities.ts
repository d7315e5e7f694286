import { createHash, createHmac, randomUUID } from 'node:crypto';
import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import ky from 'ky';
import { payloadBytes, textOf } from './payload-sizes';

export interface ControlActivityDependencies {
  readonly client: Client;
  readonly taskQueue: string;
  readonly providerUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** What an activity is given: whose it is, and as many bytes as the order's is given. */
export interface ControlInput {
  readonly customerId: string;
  readonly rest: string;
}

/** Quick ones, for the workflows' own queue. */
export function createControlLocalActivities({ client, taskQueue }: ControlActivityDependencies) {
  return {
    async controlSettings(): Promise<string> {
      return textOf(payloadBytes.settings);
    },
    async controlClaim(name: string): Promise<string> {
      await startClaim(client, taskQueue, name);
      return textOf(payloadBytes.claim);
    },
    async controlTransferPlan(): Promise<string> {
      return textOf(payloadBytes.transferPlan);
    },
    async controlReturnWatch(): Promise<string> {
      return textOf(payloadBytes.returnWatch);
    },
  };
}

/** Those that call the provider: as many calls as an order makes, signed as the provider wants them. */
export function createControlProviderActivities(dependencies: ControlActivityDependencies) {
  const { client, taskQueue } = dependencies;
  const get = (path: string) => call(dependencies, 'GET', path);
  const post = (path: string, json: object) => call(dependencies, 'POST', path, JSON.stringify(json));
  return {
    async controlCustomer({ customerId, rest }: ControlInput): Promise<string> {
      await get(`/customer/detail?externalId=${customerId}`);
      await startClaim(client, taskQueue, `customer-${customerId}`);
      await lookAtOwnOrder(client);
      await post('/customer/create', { externalId: customerId, rest });
      return textOf(payloadBytes.customerResult);
    },
    async controlApproval({ customerId }: ControlInput): Promise<string> {
      await get(`/customer/detail?id=${customerId}`);
      return textOf(payloadBytes.approvalResult);
    },
    async controlAccount({ customerId, rest }: ControlInput): Promise<string> {
      await lookAtOwnOrder(client);
      await post('/bank-account/add', { customerId, rest });
      return textOf(payloadBytes.accountResult);
    },
    async controlFlow({ customerId, rest }: ControlInput): Promise<string> {
      await lookAtOwnOrder(client);
      await post('/autoramp-flow/offramp', { from: { customerId }, rest });
      return textOf(payloadBytes.flowResult);
    },
  };
}

async function call(
  { providerUrl, apiKey, apiSecret }: ControlActivityDependencies,
  method: 'GET' | 'POST',
  pathAndQuery: string,
  body = '',
): Promise<void> {
  const url = new URL(providerUrl + pathAndQuery);
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), randomUUID()];
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const signed = [method, url.host, url.pathname, url.search.slice(1), bodyHash, timestamp, nonce].join('\n');
  const headers = {
    'Content-Type': 'application/json',
    'X-API-Key': apiKey,
    'X-Timestamp': timestamp,
    'X-Nonce': nonce,
    'X-Signature': createHmac('sha256', apiSecret).update(signed).digest('hex'),
  };
  await ky(url, { method, headers, ...(body === '' ? {} : { body }), retry: 0, timeout: 10_000 }).json();
}

/** An order claims its customer and its deposit by a workflow of their own, which ends at once. */
async function startClaim(client: Client, taskQueue: string, name: string): Promise<void> {
  await client.workflow.start('controlClaim', {
    ...{ workflowId: `control-claim-${name}`, taskQueue },
    memo: { owner: activityInfo().workflowExecution?.workflowId ?? '' },
  });
}

/** A create first makes sure that Temporal still waits for it. */
async function lookAtOwnOrder({ workflowService, options: { namespace } }: Client): Promise<void> {
  await workflowService.describeWorkflowExecution({
    namespace,
    execution: activityInfo().workflowExecution ?? null,
  });
}
