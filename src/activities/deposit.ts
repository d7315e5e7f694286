import { sameAddress } from '../banking/deposit-address';
import type { Network } from '../banking/currencies';
import type { CoinutApi } from '../coinut/api';
import { depositSighting } from '../signals/provider-events';
import type { DepositSighting } from '../signals/sightings';
import { ifKnown } from './failures';

export interface DepositSearch {
  readonly customerId: string;
  readonly network: Network;
  readonly address: string;
  readonly depositAddressId?: string;
  /** Deposits that somebody has named without saying where they came in; they are read as well. */
  readonly depositIds?: readonly string[];
}

export function createDepositActivities({ coinut, now }: { coinut: CoinutApi; now: () => Date }) {
  async function readDeposit({ depositId }: { depositId: string }): Promise<DepositSighting> {
    const deposit = await coinut.readDeposit(depositId);
    return depositSighting({ ...deposit, id: depositId }, { evidence: 'look-up', seenAt: now().toISOString() });
  }

  return {
    readDeposit,

    /**
     * Every deposit that has come to one address, and every one that was asked about wherever it came in. The list does
     * not name addresses, so each is read.
     */
    async findDeposits(search: DepositSearch): Promise<DepositSighting[]> {
      // Of every currency: another token than the one that is awaited may have come, and must not be overlooked.
      const candidates = await coinut.listDeposits(search.customerId);
      const found: DepositSighting[] = [];
      for (const { id } of candidates) {
        if (id === undefined) continue;
        const deposit = await readDeposit({ depositId: id });
        if (isAt(deposit, search) || search.depositIds?.includes(id)) found.push(deposit);
      }
      const listedIds = new Set(candidates.map(({ id }) => id));
      // One that the provider does not know tells nothing, and must not keep the others from being found.
      for (const depositId of search.depositIds ?? []) {
        const deposit = listedIds.has(depositId) ? undefined : await ifKnown(() => readDeposit({ depositId }));
        if (deposit) found.push(deposit);
      }
      return found;
    },
  };
}

function isAt(deposit: DepositSighting, { address, depositAddressId, network }: DepositSearch): boolean {
  if (deposit.depositAddressId !== undefined && depositAddressId !== undefined) {
    return deposit.depositAddressId === depositAddressId;
  }
  return deposit.address !== undefined && sameAddress(deposit.address, address, network);
}
