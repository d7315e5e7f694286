import { activityInfo } from '@temporalio/activity';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { BankAccountDetails } from '../banking/account-fields';
import { allOrders, runningOrders, type FoundOrder } from '../client/order-search';
import { startOnce } from '../client/start-once';
import { statusQuery } from '../signals/messages';
import { providerKey } from '../signals/provider-ids';
import { notYet } from './failures';

/** Orders of one customer may run at once; without an order among them, each would create what the others do. */
export interface SiblingOrders {
  /** Reserves the creation of a customer for this order. Throws a retryable failure while another one is at it. */
  reserveCustomer(externalId: string): Promise<void>;
  /**
   * Lets the order that created the customer add its account and flow first, since it does so without looking, and then
   * older orders. Throws a retryable failure meanwhile.
   */
  awaitTurn(customer: SharedCustomer): Promise<void>;
  /** The key under which an order that added an account is found again. */
  accountKey(customerId: string, account: BankAccountDetails): string;
  /**
   * Ids that orders of ours, or earlier runs of this one, were given for this very account: the provider does not show
   * IBANs, but we know what we added.
   */
  accountsAddedBefore(customerId: string, account: BankAccountDetails): Promise<string[]>;
}

/** A customer by the provider's id and, where the order gives it, by the backend's. */
export interface SharedCustomer {
  readonly customerId: string;
  readonly externalId?: string | undefined;
}

export interface SiblingOrdersDependencies {
  readonly client: Client;
  readonly taskQueue: string;
  readonly secretKeys: {
    newest(kind: 'account' | 'customer-reference', text: string): string;
    all(kind: 'account' | 'customer-reference', text: string): string[];
  };
}

/** Stages at which an order is about to create something that its siblings would create too. */
const settingUp = ['adding-bank-account', 'creating-flow'];
/** How often an older sibling that waits for its approval is given time to hear of it. */
const patience = 3;
/** How many runs are asked for the account that they added. */
const mostAsked = 3;
const queryTimeoutMs = 5_000;

export function createSiblingOrders({ client, taskQueue, secretKeys }: SiblingOrdersDependencies): SiblingOrders {
  async function bankAccountIdOf({ workflowId, runId }: FoundOrder): Promise<string | undefined> {
    try {
      const handle = client.workflow.getHandle(workflowId, runId);
      const { ids } = await client.withDeadline(Date.now() + queryTimeoutMs, () => handle.query(statusQuery));
      return ids.bankAccountId;
    } catch {
      // One that cannot be asked tells nothing; the provider is looked up as well.
      return undefined;
    }
  }

  /** Whether an order is this one, or still running. */
  async function goesOn(workflowId: string): Promise<boolean> {
    if (workflowId === ownWorkflowId()) return true;
    try {
      return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** One for each key in use, in the same order for everybody: while keys are changed, not every worker has the same. */
  const claimIds = (externalId: string) =>
    secretKeys
      .all('customer-reference', externalId)
      .map((key) => key.replace(':', '-'))
      .sort();

  async function ownerOf(claimId: string): Promise<string | undefined> {
    try {
      const owner: unknown = (await client.workflow.getHandle(claimId).describe()).memo?.owner;
      return typeof owner === 'string' ? owner : undefined;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  /** Claims once; of an owner that has ended, the next claim is another one. Tells who holds the one that counts. */
  async function claim(claimId: string): Promise<string> {
    const owner = ownWorkflowId();
    for (let turn = 1; ; turn += 1) {
      const id = turn === 1 ? claimId : `${claimId}-${turn}`;
      const started = await startOnce(client, 'customerClaim', {
        workflowId: id,
        taskQueue,
        memo: { owner },
        staticSummary: `A customer created by ${owner}`,
      });
      const holder = started ? owner : await ownerOf(id);
      if (holder !== undefined && (await goesOn(holder))) return holder;
    }
  }

  /** Which order created a customer, or is about to: the last of those that tried. */
  async function creatorOf(externalId: string | undefined): Promise<string | undefined> {
    const ids = externalId === undefined ? [] : claimIds(externalId);
    for (const claimId of ids) {
      let creator = await ownerOf(claimId);
      for (let turn = 2; creator !== undefined && !(await goesOn(creator)); turn += 1) {
        creator = await ownerOf(`${claimId}-${turn}`);
      }
      if (creator !== undefined) return creator;
    }
    return undefined;
  }

  return {
    async reserveCustomer(externalId) {
      for (const claimId of claimIds(externalId)) {
        const creator = await claim(claimId);
        if (creator !== ownWorkflowId()) throw anotherFirst(creator, 'creates this customer');
      }
    },

    async awaitTurn({ customerId, externalId }) {
      const own = ownWorkflowId();
      const creator = await creatorOf(externalId);
      if (creator === own) return;
      const siblings = await runningOrders(client, [providerKey('customer', customerId)]);
      const self = siblings.find(({ workflowId }) => workflowId === own);
      const others = siblings.filter((other) => other.workflowId !== own && isAhead(other));
      const first = others.find((other) => other.workflowId === creator || isOlder(other, self));
      if (first) throw anotherFirst(first.workflowId, 'adds its bank account and flow first');
    },

    accountKey: (customerId, account) => secretKeys.newest('account', accountText(customerId, account)),

    async accountsAddedBefore(customerId, account) {
      const keys = secretKeys.all('account', accountText(customerId, account));
      const { runId } = activityInfo().workflowExecution ?? {};
      const runs = (await allOrders(client, keys)).filter((run) => run.runId !== runId).slice(0, mostAsked);
      const ids = await Promise.all(runs.map(bankAccountIdOf));
      return [...new Set(ids.filter((id) => id !== undefined))];
    },
  };
}

function isAhead({ stage }: FoundOrder): boolean {
  if (stage !== undefined && settingUp.includes(stage)) return true;
  return stage === 'awaiting-customer-approval' && activityInfo().attempt <= patience;
}

/** One that is not listed yet is the younger. */
function isOlder(other: FoundOrder, self: FoundOrder | undefined): boolean {
  if (self === undefined || Number(other.startedAt) !== Number(self.startedAt)) {
    return self === undefined || other.startedAt < self.startedAt;
  }
  return other.workflowId < self.workflowId;
}

function anotherFirst(workflowId: string, what: string): Error {
  return notYet('AnotherOrderFirst', `The order ${workflowId} ${what}; this one waits for it.`, '2 seconds');
}

function ownWorkflowId(): string {
  return activityInfo().workflowExecution?.workflowId ?? '';
}

/** Everything that tells the account from others, its holder included; how its bank is written does not. */
function accountText(customerId: string, account: BankAccountDetails): string {
  const { bankName: _bank, bankAddress: _address, ...naming } = account;
  return JSON.stringify([customerId, ...Object.entries(naming).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
