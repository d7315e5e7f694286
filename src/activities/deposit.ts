import { sameAddress } from '../banking/deposit-address';
import type { Network } from '../banking/currencies';
import type { CoinutApi } from '../coinut/api';
import { depositSighting } from '../signals/provider-events';
import type { DepositSighting } from '../signals/sightings';

export interface DepositSearch {
  readonly customerId: string;
  readonly currency: string;
  readonly network: Network;
  readonly address: string;
  readonly depositAddressId?: string;
}

export function createDepositActivities({ coinut, now }: { coinut: CoinutApi; now: () => Date }) {
  async function readDeposit({ depositId }: { depositId: string }): Promise<DepositSighting> {
    const deposit = await coinut.readDeposit(depositId);
    return depositSighting({ ...deposit, id: depositId }, { evidence: 'look-up', seenAt: now().toISOString() });
  }

  return {
    readDeposit,

    /** Every deposit that has come to one address. The list does not name addresses, so each is read. */
    async findDeposits(search: DepositSearch): Promise<DepositSighting[]> {
      const listed = await coinut.listDeposits(search.customerId);
      const candidates = listed.filter(({ currency }) => currency === undefined || currency === search.currency);
      const found: DepositSighting[] = [];
      for (const { id } of candidates) {
        if (id === undefined) continue;
        const deposit = await readDeposit({ depositId: id });
        if (isAt(deposit, search)) found.push(deposit);
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
