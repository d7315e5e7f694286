import { inspect } from 'node:util';
import {
  deriveSubkey,
  generatePayloadKey,
  parsePayloadKeys,
  PayloadKeysInvalid,
  type KeyRing,
} from '../../src/encryption/key-ring';

const ZEROES = Buffer.alloc(32).toString('base64');
const ONES = Buffer.alloc(32, 1).toString('base64');

function keyRing(text: string): KeyRing {
  const ring = parsePayloadKeys(text);
  if (ring === 'none') throw new Error('expected keys');
  return ring;
}

function problemsOf(text: string): readonly string[] {
  try {
    parsePayloadKeys(text);
  } catch (error) {
    if (error instanceof PayloadKeysInvalid) return error.problems;
    throw error;
  }
  return [];
}

describe('payload keys', () => {
  it('are read newest first', () => {
    const ring = keyRing(` 2026-11:${ONES}, 2025-11:${ZEROES}\n`);
    expect(ring.newest.id).toBe('2026-11');
    expect(ring.ids).toEqual(['2026-11', '2025-11']);
    expect(ring.keys.map((key) => key.id)).toEqual(ring.ids);
    expect(ring.find('2025-11')?.secret.export()).toEqual(Buffer.alloc(32));
    expect(ring.find('2024-11')).toBeUndefined();
  });

  it('are none only when that is said', () => {
    expect(parsePayloadKeys(' none ')).toBe('none');
    expect(problemsOf('  ')).toEqual([expect.stringContaining('It is empty')]);
  });

  it.each([
    ['no colon', ONES, 'Entry 1 is not of the form id:base64.'],
    ['a trailing comma', `a:${ONES},`, 'Entry 2 is not of the form id:base64.'],
    ['an empty id', `:${ONES}`, 'The id of entry 1 must be'],
    ['an id with a space', `a b:${ONES}`, 'The id of entry 1 must be'],
    ['an id of 33 characters', `${'a'.repeat(33)}:${ONES}`, 'The id of entry 1 must be'],
    ['id and key swapped', `${ONES}:a`, 'The id of entry 1 must be'],
    ['a key of 31 bytes', `a:${Buffer.alloc(31).toString('base64')}`, "The key 'a' is not 32 bytes"],
    ['a key of 33 bytes', `a:${Buffer.alloc(33).toString('base64')}`, "The key 'a' is not 32 bytes"],
    ['a key in hex', `a:${'ab'.repeat(32)}`, "The key 'a' is not 32 bytes"],
    ['a key with a stray character', `a:${ONES.slice(0, -1)} =`, "The key 'a' is not 32 bytes"],
    ['an id given twice', `a:${ONES},a:${ZEROES}`, "The key id 'a' is given twice"],
  ])('are refused for %s', (_reason, text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('are refused with all problems at once, and no key material', () => {
    const text = `${ONES},b:${ONES}x,c:${ZEROES},c:${ONES},d e:${ONES}`;
    expect(problemsOf(text)).toHaveLength(4);
    expect(() => parsePayloadKeys(text)).toThrow(/Entry 1 .*'b'.*'c'.*entry 5/s);
    expect(problemsOf(text).join()).not.toContain(ONES.slice(0, 8));
  });

  it('do not show their secret when printed or serialised', () => {
    const ring = keyRing(`a:${ONES}`);
    for (const text of [
      inspect(ring, { depth: 9 }),
      JSON.stringify(ring),
      inspect(ring.newest, { showHidden: true }),
    ]) {
      expect(text).not.toContain(ONES.slice(0, 8));
      expect(text).not.toMatch(/01,? ?01/);
    }
  });

  it('are generated fresh, in the form that is read', () => {
    const [one, other] = [generatePayloadKey('demo'), generatePayloadKey('demo')];
    expect(one).not.toBe(other);
    expect(keyRing(one).newest.id).toBe('demo');
    expect(() => generatePayloadKey('not an id')).toThrow(PayloadKeysInvalid);
  });
});

describe('a subkey', () => {
  const subkey = (text: string, purpose: string) => deriveSubkey(keyRing(text).newest, purpose).toString('hex');

  it('is HKDF-SHA256 of the key, with no salt and the purpose as info', () => {
    // Computed apart, with Python's hmac: expand(extract(b'', bytes(32 * [1])), b'offramp-worker/wallet-ids', 32).
    expect(subkey(`a:${ONES}`, 'wallet-ids')).toBe('236217015c321035d59c59fdd5d8f731b50609e85bc9d19ee51f8659f85e54af');
  });

  it('differs by purpose and by key, not by key id', () => {
    expect(subkey(`a:${ONES}`, 'one')).not.toBe(subkey(`a:${ONES}`, 'other'));
    expect(subkey(`a:${ONES}`, 'one')).not.toBe(subkey(`a:${ZEROES}`, 'one'));
    expect(subkey(`a:${ONES}`, 'one')).toBe(subkey(`b:${ONES}`, 'one'));
  });
});
