import { DefaultPayloadConverter, ValueError, type ConverterHint, type Payload } from '@temporalio/common';
import type { SerializationContext } from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import { encryptionKeyId } from './encrypted-payload';

// Loaded by path, also inside the workflow sandbox: no Node built-ins here.

/** What stands in for a payload that could not be read. */
export interface Unreadable {
  readonly unreadable: true;
}

/** Whether a value received through Temporal is the mark of a payload that could not be read. */
export function isUnreadable(value: unknown): value is Unreadable {
  return typeof value === 'object' && value !== null && 'unreadable' in value && value.unreadable === true;
}

/** The mark as a payload, so that each reader gets a fresh object of its own. */
export const unreadablePayload: Payload = {
  metadata: { encoding: encode('json/plain') },
  data: encode(JSON.stringify({ unreadable: true } satisfies Unreadable)),
};

/**
 * Temporal's default converter, except that a payload it cannot read (broken JSON, a foreign encoding) becomes
 * {@link Unreadable} instead of an error: the error would fail the workflow task for ever, and no handler could catch
 * it.
 *
 * A payload of our own that is still encrypted throws a `ValueError`: this process has no `PAYLOAD_KEYS`, and the order
 * must wait for them rather than take its data for unreadable.
 */
class TolerantPayloadConverter extends DefaultPayloadConverter {
  override fromPayload<T>(payload: Payload, context?: SerializationContext, hint?: ConverterHint<T>): T {
    const keyId = encryptionKeyId(payload);
    if (keyId !== undefined) {
      throw new ValueError(
        `A payload is encrypted with the key '${keyId}', but this process decrypts nothing. ` +
          'Give it PAYLOAD_KEYS with that key and restart; whatever waits for the payload then goes on by itself.',
      );
    }
    try {
      return super.fromPayload(payload, context, hint);
    } catch {
      return super.fromPayload(unreadablePayload, context);
    }
  }
}

export const payloadConverter = new TolerantPayloadConverter();
