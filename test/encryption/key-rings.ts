import type { Payload } from '@temporalio/common';
import { defaultPayloadConverter } from '@temporalio/common';
import { generatePayloadKey, parsePayloadKeys, type KeyRing } from '../../src/encryption/key-ring';

export const oldKey = generatePayloadKey('old');
export const newKey = generatePayloadKey('new');

/** The key ring of these `PAYLOAD_KEYS` entries, newest first. */
export function keyRingOf(...entries: string[]): KeyRing {
  const ring = parsePayloadKeys(entries.join(','));
  if (ring === 'none') throw new Error('A key ring was expected, not none.');
  return ring;
}

/** The payload of a value, as Temporal's default converter writes it. */
export function payloadOf(value: unknown): Payload {
  return defaultPayloadConverter.toPayload(value);
}

export function valueOf(payload: Payload | undefined): unknown {
  if (payload === undefined) throw new Error('A payload was expected.');
  return defaultPayloadConverter.fromPayload(payload);
}
