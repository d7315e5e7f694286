import type { CoinutApi } from '../coinut/api';
import type { NewFlow } from '../coinut/contracts/contract';
import { CoinutError } from '../coinut/errors';
import type { CoinutDepositAddress, CoinutFlow } from '../coinut/schemas';
import { isDisabledFlow } from '../signals/money-status';
import { depositAddressSighting, flowSighting } from '../signals/provider-events';
import type { DepositAddressSighting, FlowSighting } from '../signals/sightings';
import { mustLookUp, requireNothingUnderWay, type CreateInput } from './create-input';
import type { RequireCurrentAttempt } from './current-attempt';
import { afterCreate, besideCreate, refusal } from './failures';
import type { SiblingOrders } from './sibling-orders';

export interface EnsuredFlow {
  readonly flowId: string;
  /** When the flow was asked for first, ISO 8601: what came to its address before was not sent for this order. */
  readonly askedAt: string;
  readonly seen: DepositAddressSighting;
  /** Under which the order can be found by the address itself; made here, where the key is. */
  readonly walletKey?: string;
}

export interface FlowActivityDependencies {
  readonly coinut: CoinutApi;
  readonly now: () => Date;
  readonly siblings: Pick<SiblingOrders, 'awaitTurn'>;
  readonly requireCurrentAttempt: RequireCurrentAttempt;
  /** The search key of a wallet address, an HMAC. */
  readonly walletKey: (address: string, network: string) => string;
}

export function createFlowActivities(dependencies: FlowActivityDependencies) {
  const { coinut, now, walletKey, siblings, requireCurrentAttempt } = dependencies;

  function ensured(flow: CoinutFlow & { id: string }, { currency, network }: NewFlow) {
    return { flowId: flow.id, ...describeAddress(flow.depositAddress ?? {}, { currency, network }) };
  }

  function describeAddress(address: CoinutDepositAddress, source: { currency: string; network: string }) {
    const complete = address.address === undefined ? address : { ...source, ...address };
    const seen = depositAddressSighting(complete, { evidence: 'look-up', seenAt: now().toISOString() });
    return { seen, ...(seen.address === undefined ? {} : { walletKey: walletKey(seen.address, source.network) }) };
  }

  /** The enabled flows from this customer's address, each with as much of the address as is known. */
  async function flowsAtAddress({ customerId, currency, network }: NewFlow): Promise<CoinutFlow[]> {
    const addresses = await coinut.listDepositAddresses(customerId);
    const theirs = addresses.filter((address) => address.customerId === undefined || address.customerId === customerId);
    const ours = theirs.filter((address) => address.currency === currency && address.network === network);
    if (ours.length === 0) return [];
    return (await coinut.listFlows()).flatMap((flow) => {
      const address = ours.find(({ id }) => id !== undefined && id === flow.depositAddress?.id);
      return address === undefined || isDisabledFlow(flow.status) ? [] : [{ ...flow, depositAddress: address }];
    });
  }

  /**
   * The flow that is wanted, if it is there. A flow from the same address to another account stops everything: no event
   * tells which of the two a deposit takes, so that the address may be shown to nobody (DESIGN section 3, rule 7).
   */
  async function findFlow(wanted: NewFlow): Promise<(CoinutFlow & { id: string }) | undefined> {
    const flows = await flowsAtAddress(wanted);
    if (flows.some(({ bankAccountId: to }) => to !== undefined && to !== wanted.bankAccountId)) {
      throw refusal(
        'AddressPaysElsewhere',
        `The customer's deposit address for ${wanted.currency} on ${wanted.network} has a flow to another bank account. ` +
          'Have that flow switched off, or start a new order that names that account by bankAccountId.',
      );
    }
    const found = flows.find(({ id, bankAccountId }) => id !== undefined && bankAccountId === wanted.bankAccountId);
    return found?.id === undefined ? undefined : { ...found, id: found.id };
  }

  /**
   * The address may come only later, or only in the flow's detail. A flow that exists is worth more than its address,
   * which the order goes on asking for, so a failure here is no failure.
   */
  async function withAddress(flow: CoinutFlow & { id: string }): Promise<CoinutFlow & { id: string }> {
    try {
      const { depositAddress } = await coinut.readFlow(flow.id);
      return depositAddress ? { ...flow, depositAddress } : flow;
    } catch (error) {
      if (error instanceof CoinutError) return flow;
      throw error;
    }
  }

  return {
    /** Finds the enabled flow from this customer's address to this account, or creates it. */
    async ensureFlow(input: NewFlow & CreateInput & { readonly since?: string }): Promise<EnsuredFlow> {
      const { customerId, bankAccountId, currency, network } = input;
      const askedAt = earliest(input.since, now());
      const wanted: NewFlow = { customerId, bankAccountId, currency, network };
      const creation = coinut.createFlow(wanted);
      const looksUp = mustLookUp(input);
      if (looksUp) await siblings.awaitTurn(input);
      const found = looksUp ? await besideCreate(() => findFlow(wanted)) : undefined;
      if (found === undefined) requireNothingUnderWay(input);
      if (found === undefined) await requireCurrentAttempt();
      const flow = found ?? (await creation.send());
      // Another order of this customer, to another account, may have looked at the same moment and seen nothing either.
      if (looksUp && found === undefined) await afterCreate(() => findFlow(wanted));
      const complete = flow.depositAddress?.address === undefined ? await withAddress(flow) : flow;
      return { askedAt, ...ensured(complete, wanted) };
    },

    async readFlow({ flowId }: { flowId: string }): Promise<FlowSighting> {
      const flow = await coinut.readFlow(flowId);
      return flowSighting({ ...flow, id: flowId }, { evidence: 'look-up', seenAt: now().toISOString() });
    },

    /** Stops a flow from converting further deposits, under a contract that knows such a call. */
    async deleteFlow({ flowId }: { flowId: string }): Promise<void> {
      await coinut.deleteFlow?.(flowId);
    },

    /** How the flow's deposit address stands now. */
    async readDepositAddress(input: {
      flowId: string;
      depositAddressId?: string;
      currency: string;
      network: string;
    }): Promise<Omit<EnsuredFlow, 'flowId' | 'askedAt'>> {
      const { depositAddressId, currency, network } = input;
      const address =
        depositAddressId === undefined
          ? (await coinut.readFlow(input.flowId)).depositAddress
          : { id: depositAddressId, ...(await coinut.readDepositAddress(depositAddressId)) };
      return describeAddress(address ?? {}, { currency, network });
    },
  };
}

/** An earlier attempt may have asked; but the workflow's clock, which may have been moved on by a test, proves nothing. */
function earliest(since: string | undefined, now: Date): string {
  return since !== undefined && Date.parse(since) < now.getTime() ? since : now.toISOString();
}
