import fc from 'fast-check';
import { checkAba, checkBsb, checkSingaporeAba, checkSortCode, checkTransit } from '../../src/banking/routing-numbers';

describe('checkAba', () => {
  it.each([
    ['New York', '021000021', '021000021'],
    ['Boston', '011401533', '011401533'],
    ['Minneapolis', '091000019', '091000019'],
    ['with hyphens', '1221-0515-5', '122105155'],
  ])('accepts one of %s', (_reason, entered, value) => {
    expect(checkAba(entered)).toEqual({ value });
  });

  it.each([
    ['one digit wrong', '021000022', 'has a wrong check digit, so at least one digit is mistyped.'],
    ['eight digits', '02100002', 'must be 9 digits.'],
    ['a letter', '02100002A', 'must be 9 digits.'],
    ['all zeros, whose checksum is right', '000000000', 'does not begin with a prefix that US routing numbers have.'],
    ['right checksum, no such prefix', '999999992', 'does not begin with a prefix that US routing numbers have.'],
    [
      'the prefix between thrifts and electronic',
      '730000002',
      'does not begin with a prefix that US routing numbers have.',
    ],
  ])('refuses: %s', (_reason, entered, problem) => {
    expect(checkAba(entered)).toEqual({ problem });
  });

  it('notices any one wrong digit', () => {
    const place = fc.nat({ max: 8 });
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 9 }), (position, change) => {
        const digits = [...'021000021'].map(Number);
        const wrong = digits.map((digit, index) => (index === position ? (digit + change) % 10 : digit)).join('');
        expect(checkAba(wrong)).toHaveProperty('problem');
      }),
    );
  });
});

describe('checkSingaporeAba', () => {
  it.each([
    ['a bank and branch code', '7171-072', { value: '7171072' }],
    ['a US routing number', '021000021', { value: '021000021' }],
    [
      'a mistyped US routing number',
      '021000022',
      { problem: 'has a wrong check digit, so at least one digit is mistyped.' },
    ],
    ['neither', '71', { problem: 'must be 7 digits (bank and branch code) or a US routing number of 9 digits.' }],
  ])('%s', (_reason, entered, checked) => {
    expect(checkSingaporeAba(entered)).toEqual(checked);
  });
});

describe('numbers without a check digit', () => {
  it.each([
    ['BSB as printed', checkBsb, '032-000', { value: '032000' }],
    ['BSB too short', checkBsb, '03200', { problem: 'must be 6 digits.' }],
    ['BSB with a letter', checkBsb, '03200A', { problem: 'must be 6 digits.' }],
    ['sort code as printed', checkSortCode, '60-16-13', { value: '601613' }],
    ['sort code too short', checkSortCode, '60161', { problem: 'must be 6 digits.' }],
    ['transit with a hyphen', checkTransit, '0001-2', { value: '00012' }],
    ['transit with the institution in front', checkTransit, '003-00012', { problem: 'must be 5 digits.' }],
  ])('%s', (_reason, check, entered, checked) => {
    expect(check(entered)).toEqual(checked);
  });
});
