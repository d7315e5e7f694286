import fc from 'fast-check';
import { railIds } from '../../src/banking/rails';
import { adviceFor } from '../../src/banking/return-advice';
import { returnCodeTable } from '../../src/banking/return-code-table';
import {
  classifyReturn,
  returnSchemes,
  schemeOfRail,
  schemesKnowing,
  strictestFirst,
  type ReturnAction,
  type ReturnClass,
  type ReturnScheme,
} from '../../src/banking/return-codes';

/** The classification as the project's reference has it, by class and scheme; a code in two rows stands in both. */
const reference: readonly (readonly [ReturnClass, ReturnScheme, string])[] = [
  ['account-invalid', 'ach', 'R03 R04 R28 R12 R13 R20'],
  ['account-invalid', 'iso20022', 'AC01 AC03 RC01 BE04 AG01 CNOR'],
  ['account-invalid', 'fps', 'SORT_CODE_ACCOUNT_UNKNOWN CANNOT_BE_IDENTIFIED WRONG_CURRENCY'],
  ['account-invalid', 'becs', '1 5 E101 E105'],
  ['account-invalid', 'npp', 'E302 E303 E304'],
  ['account-invalid', 'eft', '902 909 912 914'],
  ['account-closed', 'ach', 'R02'],
  ['account-closed', 'iso20022', 'AC04 AC07'],
  ['account-closed', 'fps', 'ACCOUNT_CLOSED ACCOUNT_TRANSFERRED'],
  ['account-closed', 'becs', '3 E103'],
  ['account-closed', 'npp', 'E306'],
  ['account-closed', 'eft', '905'],
  ['name-mismatch', 'fps', 'NAME_MISMATCH'],
  ['account-blocked', 'ach', 'R16 R23 R17'],
  ['account-blocked', 'iso20022', 'AC06 AG03'],
  ['account-blocked', 'fps', 'ACCOUNT_STOPPED T&C_VIOLATION'],
  ['account-blocked', 'becs', '2 6 E102 E106'],
  ['account-blocked', 'npp', 'E308'],
  ['account-blocked', 'eft', '903 911'],
  ['deceased', 'ach', 'R14 R15'],
  ['deceased', 'iso20022', 'MD07'],
  ['deceased', 'fps', 'BENEFICIARY_DECEASED'],
  ['deceased', 'becs', '4 E104'],
  ['deceased', 'eft', '910'],
  ['regulatory', 'ach', 'R17 R85'],
  ['regulatory', 'iso20022', 'RR01 RR02 RR03 RR04'],
  ['duplicate', 'ach', 'R24'],
  ['duplicate', 'iso20022', 'AM05 DUPL'],
  ['duplicate', 'fps', 'DUPLICATE_FPID'],
  ['our-format', 'ach', 'R18 R19 R25 R26 R27'],
  ['our-format', 'iso20022', 'AG02 FF01'],
  ['our-format', 'fps', 'SYNTAX_ERROR INCORRECT_REFERENCE'],
  ['our-format', 'becs', '8 9 E108 E109'],
  ['our-format', 'eft', '900 904'],
  ['transient', 'ach', 'R32'],
  ['transient', 'iso20022', 'ED05 TM01 AB08'],
  ['transient', 'fps', 'SCHEME_IS_DOWN FUNDS_NOT_AVAILABLE'],
  ['transient', 'becs', 'E153'],
  ['transient', 'npp', 'E153 E301 E305 E307'],
  ['transient', 'eft', '989'],
  ['unknown-outcome', 'iso20022', 'AB05 AB06 AB09 AB10'],
  ['unknown-outcome', 'fps', 'SYSTEM_MALFUNCTION UNABLE_TO_SEND'],
  ['unknown-outcome', 'becs', 'E199'],
  ['unknown-outcome', 'npp', 'E199 E399'],
  ['unspecified', 'ach', 'R01 R09'],
  ['unspecified', 'iso20022', 'MS02 MS03 NARR AM04'],
  ['unspecified', 'eft', '989 901 908 915 916 917 918 919 920 921'],
  ['recalled', 'ach', 'R06'],
  ['recalled', 'iso20022', 'CUST FOCR'],
  ['recalled', 'fps', 'RECALLED'],
  ['recalled', 'becs', 'E150 E151'],
  ['recalled', 'npp', 'E150 E151'],
  ['recalled', 'eft', '903'],
  ['notification-of-change', 'ach', 'C01 C02 C03 C04 C05 C06 C07 C08'],
];
const inTwoClasses = ['R17', '903', '989'];

const rows = reference.flatMap(([kind, scheme, codes]) =>
  codes.split(' ').map((code) => [scheme, code, kind] as const),
);

describe('classifyReturn', () => {
  it.each(rows.filter(([, code]) => !inTwoClasses.includes(code)))('%s %s is %s', (scheme, code, kind) => {
    expect(classifyReturn({ scheme, code }).class).toBe(kind);
  });

  it.each([
    ['ach', 'R17', 'regulatory', 'hold'],
    ['eft', '903', 'account-blocked', 'hold'],
    ['eft', '989', 'unspecified', 'operator'],
  ] as const)('%s %s, which is two things, is the stricter: %s', (scheme, code, kind, action) => {
    expect(classifyReturn({ scheme, code })).toMatchObject({ class: kind, action });
  });

  it.each<[ReturnClass, ReturnAction]>([
    ['duplicate', 'hold'],
    ['regulatory', 'hold'],
    ['deceased', 'hold'],
    ['account-blocked', 'hold'],
    ['recalled', 'hold'],
    ['unknown-outcome', 'operator'],
    ['our-format', 'operator'],
    ['unspecified', 'operator'],
    ['notification-of-change', 'operator'],
    ['account-invalid', 'new-account'],
    ['account-closed', 'new-account'],
    ['name-mismatch', 'new-account'],
    ['transient', 'resend'],
  ])('answers to a return that is %s with %s', (kind, action) => {
    const verdicts = rows.map(([scheme, code]) => classifyReturn({ scheme, code }));
    const actions = verdicts.filter((verdict) => verdict.class === kind).map((verdict) => verdict.action);
    expect(new Set(actions)).toEqual(new Set([action]));
  });

  it('knows the codes of the reference, and no others', () => {
    for (const scheme of returnSchemes) {
      const expected = rows.filter(([of]) => of === scheme).map(([, code]) => code);
      expect(Object.keys(returnCodeTable[scheme]).sort()).toEqual([...new Set(expected)].sort());
    }
  });

  it.each([' r03', 'R03\n', 'r03'])('reads %j as R03', (code) => {
    expect(classifyReturn({ scheme: 'ach', code })).toEqual(classifyReturn({ scheme: 'ach', code: 'R03' }));
  });

  it.each([undefined, '', '  '])('has an operator look when there is no code: %j', (code) => {
    const verdict = { class: 'unknown-code', action: 'operator', meaning: 'The bank gave no code.' };
    expect(classifyReturn({ scheme: 'ach', code })).toEqual(verdict);
  });

  it.each<[string, ReturnScheme, string]>([
    ['nobody’s', 'ach', 'R99'],
    ['of another scheme', 'ach', 'AC04'],
    ['of another scheme', 'iso20022', 'R32'],
    ['of the other Australian rail', 'becs', 'E301'],
    ['of the other Australian rail', 'npp', '1'],
    ['a name of the language', 'ach', 'constructor'],
    ['a name of the language', 'fps', '__proto__'],
  ])('has an operator look when the code is %s: %s %s', (_why, scheme, code) => {
    expect(classifyReturn({ scheme, code })).toMatchObject({ class: 'unknown-code', action: 'operator' });
  });

  it('lets an order act by itself only on a code it knows, whatever the bank writes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...returnSchemes), fc.string(), (scheme, code) => {
        const { action, meaning } = classifyReturn({ scheme, code });
        const known = rows.some(([of, each]) => of === scheme && each === code.trim().toUpperCase());
        expect(known || action === 'operator').toBe(true);
        expect(meaning).toMatch(/\.$/);
      }),
    );
  });

  it('says of every code what it means, in one sentence, and of every class what is done', () => {
    for (const [scheme, code] of rows) {
      const verdict = classifyReturn({ scheme, code });
      expect(verdict.meaning).toMatch(/^[A-Z][^.]+\.$/);
      for (const said of Object.values(adviceFor(verdict))) expect(said).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('puts stricter actions before weaker ones', () => {
    const actions: readonly ReturnAction[] = strictestFirst.map(([, action]) => action);
    const order: readonly ReturnAction[] = ['hold', 'operator', 'new-account', 'resend'];
    expect(actions).toEqual([...actions].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(strictestFirst.map(([kind]) => kind)).size).toBe(strictestFirst.length);
  });
});

describe('schemes', () => {
  it('belong to rails', () => {
    expect(railIds.map(schemeOfRail)).toEqual(['ach', 'iso20022', 'fps', 'eft', 'becs', 'iso20022', 'iso20022']);
  });

  it.each([
    ['R03', ['ach']],
    [' ac04', ['iso20022']],
    ['E199', ['becs', 'npp']],
    ['XX99', []],
  ])('know a code: %s', (code, schemes) => {
    expect(schemesKnowing(code)).toEqual(schemes);
  });
});
