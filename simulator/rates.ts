import Big from 'big.js';
import { Decimal } from './amounts';

export const cryptoCurrencies = ['USDT', 'USDC'] as const;
export const payoutCurrencies = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'SGD'] as const;

export type CryptoCurrency = (typeof cryptoCurrencies)[number];
export type PayoutCurrency = (typeof payoutCurrencies)[number];

/** What one unit of crypto pays out. Invented, near the market of mid 2026, and fixed so that results repeat. */
export const rates: Record<CryptoCurrency, Record<PayoutCurrency, string>> = {
  USDT: { USD: '0.9980', EUR: '0.9192', GBP: '0.7841', CAD: '1.3652', AUD: '1.5237', SGD: '1.3413' },
  USDC: { USD: '0.9985', EUR: '0.9197', GBP: '0.7845', CAD: '1.3659', AUD: '1.5245', SGD: '1.3420' },
};

/** The payout for a crypto amount: two digits, rounded down, so that never more is paid than was sold. */
export function payoutAmount(amount: string, from: CryptoCurrency, to: PayoutCurrency): string {
  return new Decimal(amount).times(new Decimal(rates[from][to])).toFixed(2, Big.roundDown);
}

/** What the bank takes for a payment, in the currency that it is paid in. Invented, and the same everywhere. */
export const bankCharge = '1.00';

/** What is deducted for a payment, two digits, rounded up, so that never less is taken than is paid. */
export function paymentCost(amount: string, from: CryptoCurrency, to: PayoutCurrency) {
  const rate = rates[from][to];
  const paid = new Decimal(amount).plus(new Decimal(bankCharge));
  return { rate, bankCharge, deductAmount: paid.div(new Decimal(rate)).toFixed(2, Big.roundUp) };
}
