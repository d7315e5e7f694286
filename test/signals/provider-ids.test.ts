import fc from 'fast-check';
import { providerKey, withProviderKey, type ProviderIdKind } from '../../src/signals/provider-ids';

const kinds = [
  'customer',
  'address',
  'wallet',
  'flow',
  'deposit',
  'trade',
  'payment',
] as const satisfies ProviderIdKind[];
const queryable = /^[A-Za-z0-9:._-]+$/;
const serverLimitBytes = 2048;

describe('providerKey', () => {
  it.each([
    ['a UUID', '6ac34182-aa2e-4290-ab1b-302a09f451d1', 'deposit:6ac34182-aa2e-4290-ab1b-302a09f451d1'],
    ['a number', '42', 'deposit:42'],
    ['the longest that is kept', 'a'.repeat(64), `deposit:${'a'.repeat(64)}`],
  ])('shows %s as it is', (_why, id, key) => {
    expect(providerKey('deposit', id)).toBe(key);
  });

  it.each([
    ['one that is long', 'a'.repeat(65)],
    ['one with a quote', 'd-1" OR WorkflowType = "offramp'],
    ["one with a colon, which could pass for another kind's", 'deposit:d-1'],
    ['one with a space', 'd 1'],
    ['one with a line feed at its end', 'd-1\n'],
    ['one in another script', 'депозит'],
    ['half a surrogate pair', '\ud83d'],
    ['an empty one', ''],
  ])('hashes %s', (_why, id) => {
    expect(providerKey('trade', id)).toMatch(/^trade:sha256-[0-9a-f]{40}$/);
  });

  it('hashes as anybody else would', () => {
    // printf 'd 1' | sha256sum | cut -c1-40
    expect(providerKey('deposit', 'd 1')).toBe('deposit:sha256-b5ade1118a3f3e88af979e327060cd8d215361c4');
  });

  it('is safe in a visibility query, whatever the id', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'binary' }), (kind, id) => {
        const key = providerKey(kind, id);
        expect(key).toMatch(queryable);
        expect(key.length).toBeLessThanOrEqual(75);
        expect(key.startsWith(`${kind}:`)).toBe(true);
      }),
    );
  });

  it('tells ids apart', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 }), ([one = '', other = '']) => {
        expect(providerKey('trade', one)).not.toBe(providerKey('trade', other));
      }),
    );
  });
});

describe('withProviderKey', () => {
  it('adds a key once', () => {
    expect(withProviderKey(['customer:c-1'], 'flow:f-1')).toEqual(['customer:c-1', 'flow:f-1']);
    const keys = ['customer:c-1', 'flow:f-1'];
    expect(withProviderKey(keys, 'customer:c-1')).toBe(keys);
  });

  it('lets the oldest go where there are too many', () => {
    const all = Array.from({ length: 25 }, (_, index) => providerKey('deposit', `d-${index}`));
    const kept = all.reduce<readonly string[]>(withProviderKey, []);
    expect(kept).toEqual(all.slice(-20));
  });

  it('stays below what the server takes, even with the longest keys', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.string({ minLength: 50 })), { maxLength: 40 }),
        (ids) => {
          const longest = Array.from({ length: 40 }, (_, index) => `customer:${'x'.repeat(62)}${10 + index}`);
          const keys = [...longest, ...ids.map(([kind, id]) => providerKey(kind, id))];
          const list = keys.reduce<readonly string[]>(withProviderKey, []);
          expect(Buffer.byteLength(JSON.stringify(list))).toBeLessThan(serverLimitBytes);
        },
      ),
    );
  });
});
