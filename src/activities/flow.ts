import type { CoinutApi } from '../coinut/api';
import type { NewFlow } from '../coinut/contracts/contract';
import { CoinutError } from '../coinut/errors';
import type { CoinutDepositAddress, CoinutFlow } from '../coinut/schemas';
import { depositAddressSighting, flowSighting } from '../signals/provider-events';
import type { DepositAddressSighting, FlowSighting } from '../signals/sightings';
import { mustLookUp, type CreateInput } from './create-input';
import { beforeCreate } from './failures';

export interface EnsuredFlow {
  readonly flowId: string;
  readonly seen: DepositAddressSighting;
  /** Under which the order can be found by the address itself; made here, where the key is. */
  readonly walletKey?: string;
}

export interface FlowActivityDependencies {
  readonly coinut: CoinutApi;
  readonly now: () => Date;
  /** The search key of a wallet address, an HMAC. */
  readonly walletKey: (address: string, network: string) => string;
}

export function createFlowActivities({ coinut, now, walletKey }: FlowActivityDependencies) {
  function ensured(flow: CoinutFlow & { id: string }, { currency, network }: NewFlow): EnsuredFlow {
    return { flowId: flow.id, ...describeAddress(flow.depositAddress ?? {}, { currency, network }) };
  }

  function describeAddress(address: CoinutDepositAddress, source: { currency: string; network: string }) {
    const complete = address.address === undefined ? address : { ...source, ...address };
    const seen = depositAddressSighting(complete, { evidence: 'look-up', seenAt: now().toISOString() });
    return { seen, ...(seen.address === undefined ? {} : { walletKey: walletKey(seen.address, source.network) }) };
  }

  async function findFlow({ customerId, bankAccountId, currency, network }: NewFlow) {
    const addresses = await coinut.listDepositAddresses(customerId);
    const theirs = addresses.filter((address) => address.customerId === undefined || address.customerId === customerId);
    const ours = theirs.filter((address) => address.currency === currency && address.network === network);
    if (ours.length === 0) return undefined;
    const flow = (await coinut.listFlows()).find(
      ({ id, status, bankAccountId: to, depositAddress }) =>
        id !== undefined &&
        to === bankAccountId &&
        status !== 'DISABLED' &&
        ours.some((address) => address.id !== undefined && address.id === depositAddress?.id),
    );
    if (flow?.id === undefined) return undefined;
    const address = ours.find(({ id }) => id === flow.depositAddress?.id);
    return { ...flow, id: flow.id, ...(address ? { depositAddress: address } : {}) };
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
    async ensureFlow(input: NewFlow & CreateInput): Promise<EnsuredFlow> {
      const { customerId, bankAccountId, currency, network } = input;
      const wanted: NewFlow = { customerId, bankAccountId, currency, network };
      const creation = coinut.createFlow(wanted);
      const found = mustLookUp(input) ? await beforeCreate(() => findFlow(wanted)) : undefined;
      const flow = found ?? (await creation.send());
      return ensured(flow.depositAddress?.address === undefined ? await withAddress(flow) : flow, wanted);
    },

    async readFlow({ flowId }: { flowId: string }): Promise<FlowSighting> {
      const flow = await coinut.readFlow(flowId);
      return flowSighting({ ...flow, id: flowId }, { evidence: 'look-up', seenAt: now().toISOString() });
    },

    /** How the flow's deposit address stands now. */
    async readDepositAddress(input: {
      flowId: string;
      depositAddressId?: string;
      currency: string;
      network: string;
    }): Promise<Omit<EnsuredFlow, 'flowId'>> {
      const { depositAddressId, currency, network } = input;
      const address =
        depositAddressId === undefined
          ? (await coinut.readFlow(input.flowId)).depositAddress
          : { id: depositAddressId, ...(await coinut.readDepositAddress(depositAddressId)) };
      return describeAddress(address ?? {}, { currency, network });
    },
  };
}
