import { sha256 } from '@noble/hashes/sha2';
import { createBase58check } from '@scure/base';
import fc from 'fast-check';
import type { Network } from '../../src/banking/currencies';
import { depositAddressProblem, sameAddress } from '../../src/banking/deposit-address';

/** The USDT contract on TRON: an address everybody can look up. */
const tronAddress = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
/** From the examples of EIP-55. */
const ethereumAddress = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const base58check = createBase58check(sha256);
const tron = (payload: Uint8Array) => base58check.encode(payload);

describe('depositAddressProblem', () => {
  it.each<[string, Network, string]>([
    ['EIP-55, mixed', 'ETH', ethereumAddress],
    ['EIP-55, mixed', 'ETH', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'],
    ['EIP-55, mixed', 'ETH', '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'],
    ['EIP-55, mixed', 'ETH', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'],
    ['EIP-55, all letters upper case', 'ETH', '0x52908400098527886E0F7030069857D2E4169EE7'],
    ['EIP-55, all letters lower case', 'ETH', '0xde709f2102306220921060314715629080e2fb77'],
    ['single case carries no checksum to fail', 'ETH', ethereumAddress.toLowerCase()],
    ['single case carries no checksum to fail', 'ETH', `0x${ethereumAddress.slice(2).toUpperCase()}`],
    ['digits only', 'ETH', `0x${'1'.repeat(40)}`],
    ['MATIC addresses are Ethereum addresses', 'MATIC', ethereumAddress],
    ['base58check of TRON', 'TRX', tronAddress],
  ])('accepts: %s, %s', (_reason, network, address) => {
    expect(depositAddressProblem(address, network)).toBeUndefined();
  });

  it.each<[string, Network, string, RegExp]>([
    ['one letter of the wrong case', 'ETH', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed', /EIP-55/],
    [
      "the guide's own example address, which is made up",
      'ETH',
      '0x742d35Cc6634C0532925a3b8D4C9db96590f6C7E',
      /EIP-55/,
    ],
    ['a mistyped digit in mixed case', 'MATIC', ethereumAddress.replace('6053', '6054'), /EIP-55/],
    ['no 0x', 'ETH', ethereumAddress.slice(2), /0x and 40/],
    ['upper-case 0X', 'ETH', ethereumAddress.replace('0x', '0X'), /0x and 40/],
    ['39 digits', 'ETH', ethereumAddress.slice(0, -1), /0x and 40/],
    ['41 digits', 'ETH', `${ethereumAddress}0`, /0x and 40/],
    ['a line break behind', 'ETH', `${ethereumAddress}\n`, /0x and 40/],
    ['not hexadecimal', 'ETH', `0x${'g'.repeat(40)}`, /0x and 40/],
    ['an address of the other network', 'ETH', tronAddress, /not an ETH address/],
    ['the zero address', 'ETH', `0x${'0'.repeat(40)}`, /zero address/],
    ['nothing', 'ETH', '', /0x and 40/],
    ['an address of the other network', 'TRX', ethereumAddress, /not a TRX address/],
    ['one wrong character', 'TRX', tronAddress.replace('q', 'r'), /checksum/],
    ['one letter of the wrong case', 'TRX', tronAddress.toLowerCase(), /base58|checksum/],
    ['a character base58 leaves out', 'TRX', tronAddress.replace('q', '0'), /base58 characters/],
    ['a bitcoin address', 'TRX', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', /not of the TRX network/],
    ['20 bytes', 'TRX', tron(new Uint8Array(20).fill(0x41)), /not of the TRX network/],
    ['22 bytes', 'TRX', tron(new Uint8Array(22).fill(0x41)), /not of the TRX network/],
    ['the zero address', 'TRX', tron(Uint8Array.of(0x41, ...new Uint8Array(20))), /zero address/],
    ['a text as long as a book', 'TRX', 'T'.repeat(1_000_000), /not a TRX address/],
    ['nothing', 'TRX', '', /not a TRX address/],
  ])('refuses without repeating it: %s, %s', (_reason, network, address, problem) => {
    const message = depositAddressProblem(address, network);
    expect(message).toMatch(problem);
    expect(message).toMatch(/^The deposit address .*\.$/);
    if (address !== '') expect(message).not.toContain(address);
  });

  it('accepts every address TRON can issue and refuses it after any change of one character', () => {
    const payloads = fc
      .uint8Array({ minLength: 20, maxLength: 20 })
      .filter((bytes) => bytes.some((byte) => byte !== 0));
    const change = fc.record({ position: fc.nat({ max: 33 }), character: fc.constantFrom(...'123ABCxyz') });
    fc.assert(
      fc.property(payloads, change, (payload, { position, character }) => {
        const address = tron(Uint8Array.of(0x41, ...payload));
        expect(depositAddressProblem(address, 'TRX')).toBeUndefined();
        const changed = address.slice(0, position) + character + address.slice(position + 1);
        fc.pre(changed !== address);
        expect(depositAddressProblem(changed, 'TRX')).toBeDefined();
      }),
    );
  });
});

describe('sameAddress', () => {
  it.each<[string, Network, string, string, boolean]>([
    ['letter case is only a checksum', 'ETH', ethereumAddress, ethereumAddress.toLowerCase(), true],
    ['letter case is only a checksum', 'MATIC', ethereumAddress.toLowerCase(), ethereumAddress, true],
    ['one digit differs', 'ETH', ethereumAddress, ethereumAddress.replace('6053', '6054'), false],
    ['equal', 'TRX', tronAddress, tronAddress, true],
    ['letter case is part of the address', 'TRX', tronAddress, tronAddress.toLowerCase(), false],
  ])('%s on %s', (_reason, network, left, right, same) => {
    expect(sameAddress(left, right, network)).toBe(same);
  });
});
