import { deriveSubkey, type KeyRing } from './key-ring';

/**
 * What workers leave in Temporal, encrypted, so that others can see whether what they write can be read: for each key
 * that the workers hold, a fingerprint, which tells nothing about the key. No keys: they encrypt nothing.
 */
export interface KeyCanary {
  readonly fingerprints: Readonly<Record<string, string>>;
}

export function keyCanaryOf(keyRing: KeyRing | 'none'): KeyCanary {
  const keys = keyRing === 'none' ? [] : keyRing.keys;
  return {
    fingerprints: Object.fromEntries(
      keys.map((key) => [key.id, deriveSubkey(key, 'fingerprint').toString('hex').slice(0, 16)]),
    ),
  };
}

/** Why workers that have left this canary could not read what is written with these keys, as a sentence. */
export function keyDisagreement(keyRing: KeyRing | 'none', { fingerprints }: KeyCanary): string | undefined {
  const held = Object.keys(fingerprints);
  if (keyRing === 'none') {
    return held.length === 0
      ? undefined
      : 'PAYLOAD_KEYS is none here, but the workers encrypt. Give the same keys here.';
  }
  if (held.length === 0) return 'The workers have PAYLOAD_KEYS=none and could not read what is encrypted here.';
  const { id } = keyRing.newest;
  const fingerprint = fingerprints[id];
  if (fingerprint === undefined) {
    return `The workers do not hold the key '${id}', the newest here. Give it to the workers first, after their newest.`;
  }
  return fingerprint === keyCanaryOf(keyRing).fingerprints[id]
    ? undefined
    : `The key '${id}' is not the same here as in the workers. Compare PAYLOAD_KEYS.`;
}

export function isKeyCanary(value: unknown): value is KeyCanary {
  return (
    typeof value === 'object' && value !== null && 'fingerprints' in value && typeof value.fingerprints === 'object'
  );
}
