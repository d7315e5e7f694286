import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { startOnce } from '../client/start-once';
import { refusal } from './failures';

export type DepositClaim =
  { readonly owner: 'this-order' } | { readonly owner: 'another-order'; readonly workflowId: string };

/** Who owns which deposit, as Temporal keeps it. */
export interface DepositClaims {
  claim(claim: { readonly depositId: string; readonly owner: string }): Promise<DepositClaim>;
  /** The workflow id of whoever has claimed a deposit, if anybody has. Throws where a claim names nobody. */
  ownerOf(depositId: string): Promise<string | undefined>;
  /** Likewise, but a claim that names nobody counts as none. */
  namedOwnerOf(depositId: string): Promise<string | undefined>;
  /** The memo of a workflow; `undefined` if there is no such workflow. */
  describe(workflowId: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/**
 * Settles which order a deposit belongs to. The claim is a workflow of its own under the deposit's id, which Temporal
 * starts at most once: whoever started it owns the deposit (DESIGN section 3, rule 7). Asking again is harmless.
 */
export function createDepositClaims({ client, taskQueue }: { client: Client; taskQueue: string }): DepositClaims {
  async function describe(workflowId: string) {
    try {
      return (await client.workflow.getHandle(workflowId).describe()).memo ?? {};
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  }

  async function namedOwnerOf(depositId: string): Promise<string | undefined> {
    const owner = (await describe(claimId(depositId)))?.owner;
    return typeof owner === 'string' ? owner : undefined;
  }

  async function ownerOf(depositId: string): Promise<string | undefined> {
    const memo = await describe(claimId(depositId));
    if (memo === undefined) return undefined;
    // An order that drops its own deposit would lose it, so an owner who cannot be read is no answer.
    if (typeof memo.owner !== 'string') {
      throw refusal('DepositOwnerUnknown', `${claimId(depositId)} names no owner.`);
    }
    return memo.owner;
  }

  return {
    describe,
    ownerOf,
    namedOwnerOf,

    async claim({ depositId, owner }) {
      const started = await startOnce(client, 'depositClaim', {
        workflowId: claimId(depositId),
        taskQueue,
        memo: { owner },
        staticSummary: `Deposit claimed by ${owner}`,
      });
      const workflowId = started ? owner : await ownerOf(depositId);
      if (workflowId === owner) return { owner: 'this-order' };
      if (workflowId === undefined) throw new Error(`The claim of ${claimId(depositId)} was there and is gone.`);
      return { owner: 'another-order', workflowId };
    },
  };
}

function claimId(depositId: string): string {
  return `deposit-${depositId}`;
}
