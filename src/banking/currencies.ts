/** The currencies a customer can be paid in (the guide's bank account table). */
export const fiatCurrencies = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'SGD'] as const;
export type FiatCurrency = (typeof fiatCurrencies)[number];

/** The currencies a customer can send (the guide's step 3). */
export const cryptoCurrencies = ['USDT', 'USDC'] as const;
export type CryptoCurrency = (typeof cryptoCurrencies)[number];

/** The networks the provider's schema knows. `MATIC` stands only in the guide's code; whether it is offered is a setting. */
export const networks = ['ETH', 'TRX', 'MATIC'] as const;
export type Network = (typeof networks)[number];

/** Any currency an amount can be stated in. */
export type Currency = FiatCurrency | CryptoCurrency;

/** Digits after the decimal point of each currency's smallest unit, from ISO 4217 (not CLDR, which differs for some). */
export const fiatMinorDigits: Readonly<Record<FiatCurrency, number>> = {
  USD: 2,
  EUR: 2,
  GBP: 2,
  CAD: 2,
  AUD: 2,
  SGD: 2,
};

/** True for the exact upper-case code of a payout currency. */
export function isFiatCurrency(value: unknown): value is FiatCurrency {
  return fiatCurrencies.some((currency) => currency === value);
}

/** True for the exact upper-case code of a currency a customer can send. */
export function isCryptoCurrency(value: unknown): value is CryptoCurrency {
  return cryptoCurrencies.some((currency) => currency === value);
}

/** True for the exact upper-case name of a network. */
export function isNetwork(value: unknown): value is Network {
  return networks.some((network) => network === value);
}
