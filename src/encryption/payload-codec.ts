import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { encryptedMetadata, encryptionKeyId } from './encrypted-payload';
import { deriveSubkey, type KeyRing } from './key-ring';
import { unreadablePayload } from './payload-converter';
import { PayloadKeyMissing, PayloadNotAuthentic } from './payload-errors';

const { Payload: PayloadProto } = temporal.api.common.v1;

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface PayloadCodecSettings {
  readonly keyRing: KeyRing;
  readonly namespace: string;
  /**
   * What becomes of a payload that claims our encryption and is not ours. A worker marks it: whoever can write to
   * Temporal could otherwise hold up an order for ever with one signal.
   */
  readonly forged?: 'refused' | 'marked';
}

const keyRings = new WeakMap<PayloadCodec, KeyRing>();

/** The keys of a codec of ours; `undefined` for any other. */
export function keyRingOf(codec: PayloadCodec): KeyRing | undefined {
  return keyRings.get(codec);
}

/**
 * Encrypts whole payloads, metadata included, with AES-256-GCM under the newest key, and decrypts with any key of the
 * ring. The data is nonce (12 random bytes), ciphertext, tag (16 bytes); key id and namespace are authenticated, so a
 * payload cannot be moved to another namespace or be relabelled.
 *
 * `encode` leaves a payload alone that this codec can already decrypt, so that what Temporal UI or the CLI sent
 * through `/encode` is never encrypted twice. Looking encrypted is not enough: what fails to decrypt is refused, and
 * so nothing passes in plain text by claiming to be encrypted.
 *
 * `decode` passes payloads of other origin unchanged. Throws {@link PayloadKeyMissing}, and {@link PayloadNotAuthentic}
 * unless forged ones are marked: then such a payload becomes the mark of one that could not be read.
 */
export function createPayloadCodec({ keyRing, namespace, forged = 'refused' }: PayloadCodecSettings): PayloadCodec {
  const cipher = createPayloadCipher(keyRing, namespace);
  function decoded(payload: Payload): Payload | undefined {
    try {
      return cipher.open(payload);
    } catch (error) {
      if (forged === 'refused' || !(error instanceof PayloadNotAuthentic)) throw error;
      return unreadablePayload;
    }
  }
  const codec: PayloadCodec = {
    async encode(payloads) {
      return payloads.map((payload) => (cipher.open(payload) === undefined ? cipher.seal(payload) : payload));
    },
    async decode(payloads) {
      return payloads.map((payload) => decoded(payload) ?? payload);
    },
  };
  keyRings.set(codec, keyRing);
  return codec;
}

function createPayloadCipher(keyRing: KeyRing, namespace: string) {
  const secrets = new Map<string, KeyObject>(
    keyRing.keys.map((key) => [key.id, createSecretKey(deriveSubkey(key, 'payload-encryption'))]),
  );

  function secretOf(id: string): KeyObject {
    const secret = secrets.get(id);
    if (secret === undefined) throw new PayloadKeyMissing(id, keyRing.ids);
    return secret;
  }

  // JSON keeps the parts apart: no id and namespace together read as another pair.
  function authenticated(id: string): Buffer {
    return Buffer.from(JSON.stringify(['offramp-payload-1', id, namespace]));
  }

  return {
    seal(payload: Payload): Payload {
      const { id } = keyRing.newest;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, secretOf(id), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(authenticated(id));
      const ciphertext = Buffer.concat([cipher.update(PayloadProto.encode(payload).finish()), cipher.final()]);
      return { metadata: encryptedMetadata(id), data: Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]) };
    },

    /** What was sealed, or `undefined` for a payload that is not ours. */
    open(payload: Payload): Payload | undefined {
      const id = encryptionKeyId(payload);
      if (id === undefined) return undefined;
      const secret = secretOf(id);
      const data = payload.data ?? new Uint8Array();
      if (data.length < NONCE_BYTES + TAG_BYTES) throw new PayloadNotAuthentic(id, namespace);
      const decipher = createDecipheriv(ALGORITHM, secret, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(authenticated(id));
      decipher.setAuthTag(data.subarray(-TAG_BYTES));
      try {
        const ciphertext = data.subarray(NONCE_BYTES, -TAG_BYTES);
        return PayloadProto.decode(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
      } catch {
        throw new PayloadNotAuthentic(id, namespace);
      }
    },
  };
}
