import { toldCountry } from '../banking/account-fields';
import { isCryptoCurrency, isFiatCurrency, isNetwork } from '../banking/currencies';
import { sameAddress } from '../banking/deposit-address';
import type { CoinutApi } from '../coinut/api';
import type { CoinutDepositAddress } from '../coinut/schemas';
import { isDisabledFlow } from '../signals/money-status';
import type { LaterDeposit } from '../signals/later-deposit';
import type { DepositSighting } from '../signals/sightings';

/** Where the fiat of a deposit goes, as the provider's flow says. */
export type Destination = Pick<
  LaterDeposit,
  'customerId' | 'flowId' | 'bankAccountId' | 'accountCountry' | 'source' | 'payoutCurrency'
>;

/**
 * Reads the destination of a deposit from the enabled flow at its address. Where there is no such flow, the provider
 * will not trade it; the order that it becomes says so. `undefined` if the provider does not tell what was to be sent.
 */
export async function findDestination(
  coinut: CoinutApi,
  deposit: DepositSighting,
  usualCurrency: string | undefined,
): Promise<Destination | undefined> {
  const address = await addressOf(coinut, deposit);
  const [currency, network] = [address?.currency ?? deposit.currency, address?.network ?? deposit.network];
  if (!isCryptoCurrency(currency) || !isNetwork(network)) return undefined;
  const flows = address?.id === undefined ? [] : await coinut.listFlows();
  const atAddress = flows.filter((flow) => flow.depositAddress?.id === address?.id);
  const enabled = atAddress.filter((flow) => !isDisabledFlow(flow.status));
  // Of several, no event tells which one a deposit takes.
  const [flow] = enabled.length > 1 ? [] : [...enabled, ...atAddress];
  const bankAccountId = flow?.bankAccountId;
  const account = bankAccountId === undefined ? undefined : await coinut.readBankAccount(bankAccountId);
  const payoutCurrency = account?.currency ?? usualCurrency;
  if (!isFiatCurrency(payoutCurrency)) return undefined;
  const accountCountry = account && toldCountry(account);
  const customerId = deposit.customerId ?? address?.customerId;
  return {
    source: { currency, network },
    payoutCurrency,
    ...(customerId === undefined ? {} : { customerId }),
    ...(flow?.id === undefined ? {} : { flowId: flow.id }),
    ...(bankAccountId === undefined ? {} : { bankAccountId }),
    ...(accountCountry && { accountCountry }),
  };
}

async function addressOf(coinut: CoinutApi, deposit: DepositSighting): Promise<CoinutDepositAddress | undefined> {
  const { depositAddressId, address, network, customerId } = deposit;
  if (depositAddressId !== undefined) {
    return { id: depositAddressId, ...(await coinut.readDepositAddress(depositAddressId)) };
  }
  if (customerId === undefined || address === undefined) return undefined;
  return (await coinut.listDepositAddresses(customerId)).find((theirs) => {
    const place = network ?? theirs.network;
    return theirs.address !== undefined && isNetwork(place) && sameAddress(theirs.address, address, place);
  });
}
