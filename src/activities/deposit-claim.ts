import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';

export type DepositClaim =
  { readonly owner: 'this-order' } | { readonly owner: 'another-order'; readonly workflowId: string };

/**
 * Settles which order a deposit belongs to. The claim is a workflow of its own under the deposit's id, which Temporal
 * starts at most once: whoever started it owns the deposit (DESIGN section 3, rule 7). Asking again is harmless.
 */
export function createDepositClaimActivities({ client, taskQueue }: { client: Client; taskQueue: string }) {
  return {
    /** Who has claimed a deposit, if anybody has. */
    async findDepositOwner({ depositId }: { depositId: string }): Promise<{ owner?: string }> {
      try {
        const { memo } = await client.workflow.getHandle(`deposit-${depositId}`).describe();
        return typeof memo?.owner === 'string' ? { owner: memo.owner } : {};
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return {};
        throw error;
      }
    },

    async claimDeposit(claim: { depositId: string; owner: string }): Promise<DepositClaim> {
      const workflowId = `deposit-${claim.depositId}`;
      try {
        await client.workflow.start('depositClaim', {
          workflowId,
          taskQueue,
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          memo: { owner: claim.owner },
          staticSummary: `Deposit claimed by ${claim.owner}`,
        });
        return { owner: 'this-order' };
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        const owner: unknown = (await client.workflow.getHandle(workflowId).describe()).memo?.owner;
        // An order that drops its own deposit would lose it, so an owner who cannot be read is no answer.
        if (typeof owner !== 'string') throw new Error(`The owner of ${workflowId} cannot be read.`);
        return owner === claim.owner ? { owner: 'this-order' } : { owner: 'another-order', workflowId: owner };
      }
    },
  };
}
