import {
  cryptoCurrencies,
  fiatCurrencies,
  fiatMinorDigits,
  isCryptoCurrency,
  isFiatCurrency,
  isNetwork,
  networks,
} from '../../src/banking/currencies';

describe('currencies', () => {
  it('are those of the guide', () => {
    expect(fiatCurrencies).toEqual(['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'SGD']);
    expect(cryptoCurrencies).toEqual(['USDT', 'USDC']);
    expect(networks).toEqual(['ETH', 'TRX', 'MATIC']);
  });

  it('are recognised by their exact code only', () => {
    expect(fiatCurrencies.every(isFiatCurrency)).toBe(true);
    expect(cryptoCurrencies.every(isCryptoCurrency)).toBe(true);
    expect(networks.every(isNetwork)).toBe(true);
    for (const stranger of ['eur', ' EUR', 'BTC', '', 'toString', null, undefined, 1, ['EUR']]) {
      expect([isFiatCurrency(stranger), isCryptoCurrency(stranger), isNetwork(stranger)]).toEqual([
        false,
        false,
        false,
      ]);
    }
  });

  it('have two minor digits each, as ISO 4217 says', () => {
    expect(fiatCurrencies.map((currency) => fiatMinorDigits[currency])).toEqual([2, 2, 2, 2, 2, 2]);
  });
});
