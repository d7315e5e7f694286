import type { Client } from '@temporalio/client';
import { keepUnmatched } from '../client/unmatched-webhooks';
import { providerKey } from '../signals/provider-ids';
import { keysOfDeposit } from '../signals/provider-events';
import type { DepositSighting } from '../signals/sightings';
import type { DepositClaim, DepositClaims } from './deposit-claim';

export interface DepositOwnershipDependencies {
  readonly client: Client;
  readonly claims: DepositClaims;
  readonly taskQueue: string;
  readonly walletKeys: (address: string, network: string | undefined) => string[];
}

/** Tells the hand-ons of one deposit by several orders apart. */
export const handedOnBy = (workflowId: string): string => `handed on by ${workflowId}`;

/** What an order does about deposits besides following its own: claims one, or sees to it that another order has it. */
export function createDepositOwnershipActivities(dependencies: DepositOwnershipDependencies) {
  const { client, claims, taskQueue, walletKeys } = dependencies;
  return {
    async claimDeposit(claim: { depositId: string; owner: string }): Promise<DepositClaim> {
      return claims.claim(claim);
    },

    /**
     * Gives away a deposit that is not the order's own. Once this returns, it has the owner that is told, or Temporal
     * looks for one; the order may then forget it.
     */
    async handOnDeposit(input: { deposit: DepositSighting; declinedBy: string }): Promise<{ owner?: string }> {
      const { deposit, declinedBy } = input;
      const { depositId, address, network } = deposit;
      // Where a claim names nobody, the workflow that looks after the deposit says so to a person.
      const owner = await claims.namedOwnerOf(depositId);
      if (owner !== undefined) return { owner };
      const objectKey = providerKey('deposit', depositId);
      const keys = [...keysOfDeposit(deposit), ...(address === undefined ? [] : walletKeys(address, network))];
      const signal = { name: 'depositReceived', payload: deposit };
      await keepUnmatched({ client, taskQueue }, { signal, objectKey, keys, declinedBy }, handedOnBy(declinedBy));
      return {};
    },
  };
}
