import { createHash } from 'node:crypto';
import type { ContractName, Simulator } from '../../../simulator';
import { object, text } from './narrowing';
import { post, postForm } from './partner';
import { makeCustomer, makeFlow } from './simulation';

const base32Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** How a worker names a payment that sends a trade's money again, written apart from the simulator's own code. */
export function resendReference(tradeId: string, attempt: number): string {
  const bits = [...createHash('sha256').update(tradeId, 'utf8').digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = Array.from({ length: 12 }, (_, index) => bits.slice(5 * index, 5 * index + 5));
  return `R${letters.map((five) => base32Letters.charAt(parseInt(five, 2))).join('')}-${attempt}`;
}

export interface SettledTrade {
  bankAccountId: string;
  tradeId: string;
  amount: string;
  currency: string;
}

/** A trade whose money is on its way to the bank, of which nobody was told; 250.00 USDT, in USD unless told. */
export async function settledTrade(
  provider: Simulator,
  contract: ContractName,
  { currency = 'USD', email = 'ana@example.com' } = {},
): Promise<SettledTrade> {
  const quietly = { webhook: false };
  const { play, url } = provider;
  const customerId = await makeCustomer(url, email);
  await play.approveCustomer(customerId, quietly);
  const { bankAccountId, fromDepositAddress } = await makeFlow(url, customerId, { contract, currency });
  const { address } = await play.verifyAddress(text(object(fromDepositAddress).id), quietly);
  const deposit = await play.receiveDeposit({ address, amount: '250.00' }, quietly);
  await play.approveDeposit(deposit.id, quietly);
  const { id: tradeId, toAmount: amount } = await play.createTrade(deposit.id, quietly);
  await play.settleTrade(tradeId, quietly);
  return { bankAccountId, tradeId, amount, currency };
}

/** Asks for a payment as the contract has it. */
export function createPayment(provider: Simulator, contract: ContractName, payment: Record<string, string>) {
  return (contract === 'guide' ? post : postForm)(provider.url, '/payment/create', payment);
}

/** Sends a trade's money again. */
export function resend(
  provider: Simulator,
  contract: ContractName,
  { tradeId, bankAccountId, amount, currency }: SettledTrade,
  attempt: number,
) {
  const reference = resendReference(tradeId, attempt);
  return createPayment(provider, contract, { reference, bankAccountId, amount, currency, deductCurrency: 'USDT' });
}
