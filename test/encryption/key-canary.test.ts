import { keyCanaryOf, keyDisagreement } from '../../src/encryption/key-canary';
import { generatePayloadKey, type KeyRing } from '../../src/encryption/key-ring';
import { keyRingOf, newKey, oldKey } from './key-rings';

const sameName = generatePayloadKey('new');

describe('the keys of a process', () => {
  it.each<[string, KeyRing | 'none', KeyRing | 'none']>([
    ['the same', keyRingOf(oldKey), keyRingOf(oldKey)],
    ['still the old ones, while the workers have a new one', keyRingOf(oldKey), keyRingOf(newKey, oldKey)],
    [
      'already the new ones, which the workers hold as their second',
      keyRingOf(newKey, oldKey),
      keyRingOf(oldKey, newKey),
    ],
    ['none on both sides', 'none', 'none'],
  ])('suit workers if they are %s', (_which, ours, theirs) => {
    expect(keyDisagreement(ours, keyCanaryOf(theirs))).toBeUndefined();
  });

  it.each<[string, KeyRing | 'none', KeyRing | 'none', string]>([
    ['a new one that no worker holds', keyRingOf(newKey, oldKey), keyRingOf(oldKey), "do not hold the key 'new'"],
    ['another one of the same id', keyRingOf(sameName), keyRingOf(newKey), "'new' is not the same here"],
    ['none, where the workers have some', 'none', keyRingOf(oldKey), 'PAYLOAD_KEYS is none here'],
    ['some, where the workers have none', keyRingOf(oldKey), 'none', 'The workers have PAYLOAD_KEYS=none'],
  ])('do not suit workers if they are %s', (_which, ours, theirs, why) => {
    expect(keyDisagreement(ours, keyCanaryOf(theirs))).toContain(why);
  });

  it('cannot be told from their canary', () => {
    const canary = JSON.stringify(keyCanaryOf(keyRingOf(oldKey)));
    expect(canary).toMatch(/^\{"fingerprints":\{"old":"[0-9a-f]{16}"\}\}$/);
    expect(canary).not.toContain(
      Buffer.from(oldKey.split(':')[1] ?? '', 'base64')
        .toString('hex')
        .slice(0, 16),
    );
  });
});
