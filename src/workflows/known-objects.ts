import { isNetwork } from '../banking/currencies';
import { sameAddress } from '../banking/deposit-address';
import { customerVerdictOf } from '../signals/customer-status';
import type { DepositSighting, TradeSighting } from '../signals/sightings';
import type { OwnAddress } from './expectations';
import type { Facts } from './facts';
import { isCanceledTrade, isDisabledFlow } from '../signals/money-status';

/** Everything known of one deposit, as one: what was confirmed outweighs what was said when it came. */
export function depositOf({ deposits }: Pick<Facts, 'deposits'>, depositId: string): DepositSighting | undefined {
  const { received, approved, rejected, observed } = deposits[depositId] ?? {};
  const first = received ?? approved ?? rejected ?? observed;
  if (first === undefined) return undefined;
  const { seenAt, evidence } = first;
  return { ...received, ...observed, ...rejected, ...approved, depositId, seenAt, evidence };
}

/** Whether nothing is known that speaks against a customer; of several words the newest look-up's counts. */
export function isCustomerApproved({ customers }: Pick<Facts, 'customers'>, customerId: string | undefined): boolean {
  const { approved, rejected, deleted, observed } =
    (customerId === undefined ? undefined : customers[customerId]) ?? {};
  const refused = rejected ?? deleted;
  if (refused === undefined) return true;
  // Approved once more since, as a look-up that came later than the refusal may tell.
  const isNewer = observed !== undefined && observed.seenAt > refused.seenAt;
  return approved !== undefined && isNewer && customerVerdictOf(observed.status) === 'approved';
}

/** Everything known of one trade, as one, and how far it has come. */
export interface KnownTrade extends TradeSighting {
  readonly settled: boolean;
  readonly canceled: boolean;
}

/** The trades that are known to be of a deposit, by id. */
export function tradesOf({ trades }: Pick<Facts, 'trades'>, depositId: string): KnownTrade[] {
  return Object.keys(trades)
    .sort()
    .flatMap((tradeId) => {
      const { created, settled, observed } = trades[tradeId] ?? {};
      const first = settled ?? created ?? observed;
      const namesDeposit = [created, settled, observed].some((seen) => seen?.depositId === depositId);
      if (first === undefined || !namesDeposit) return [];
      const { evidence, seenAt } = first;
      const known = { ...created, ...observed, ...settled, tradeId, evidence, seenAt };
      return [{ ...known, settled: settled !== undefined, canceled: isCanceledTrade(observed?.status) }];
    });
}

/** Whether a flow is known to be switched off. */
export function isFlowDisabled({ flows }: Pick<Facts, 'flows'>, flowId: string | undefined): boolean {
  return flowId !== undefined && isDisabledFlow(flows[flowId]?.observed?.status);
}

/** Whether a deposit came in at an address; one that names none did not, as far as is known. */
export function isAtAddress(deposit: DepositSighting, address: OwnAddress): boolean {
  if (deposit.depositAddressId !== undefined && address.depositAddressId !== undefined) {
    return deposit.depositAddressId === address.depositAddressId;
  }
  if (deposit.address === undefined || !isNetwork(address.network)) return false;
  return sameAddress(deposit.address, address.address, address.network);
}

/** Whether it is known where a deposit came in. */
export function namesAddress({ address, depositAddressId }: DepositSighting): boolean {
  return address !== undefined || depositAddressId !== undefined;
}

/** Deposits that are heard of besides the order's own, and are not known to be another's or elsewhere. */
export function strangeDeposits(
  facts: Pick<Facts, 'deposits'>,
  ownDepositId: string | undefined,
  address: OwnAddress | undefined,
  declinedDeposits: ReadonlySet<string>,
): DepositSighting[] {
  return Object.keys(facts.deposits)
    .sort()
    .filter((depositId) => depositId !== ownDepositId && !declinedDeposits.has(depositId))
    .flatMap((depositId) => depositOf(facts, depositId) ?? [])
    .filter((deposit) => address === undefined || !namesAddress(deposit) || isAtAddress(deposit, address));
}
