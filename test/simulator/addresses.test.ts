import { ethereumAddress, misprintedAddress, newAddress, tronAddress } from '../../simulator/addresses';

describe('deposit addresses', () => {
  it.each([
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
    '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
    '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  ])('%s has the case EIP-55 gives as an example', (address) => {
    expect(ethereumAddress(Buffer.from(address.slice(2), 'hex'))).toBe(address);
  });

  it('the contract of USDT on TRX comes out as published', () => {
    const bytes = Buffer.from('a614f803b6fd780986a42c78ec9c7f77e6ded13c', 'hex');
    expect(tronAddress(bytes)).toBe('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t');
  });

  it('a misprinted one is mixed case, and not the case EIP-55 gives', () => {
    for (let draw = 0; draw < 100; draw += 1) {
      const digits = misprintedAddress('ETH').slice(2);
      expect(digits).toMatch(/^(?=.*[a-f])(?=.*[A-F])[0-9a-fA-F]{40}$/);
      expect(ethereumAddress(Buffer.from(digits, 'hex'))).not.toBe(`0x${digits}`);
    }
  });

  it('no two are the same', () => {
    for (const network of ['ETH', 'TRX'] as const) expect(newAddress(network)).not.toBe(newAddress(network));
  });
});
