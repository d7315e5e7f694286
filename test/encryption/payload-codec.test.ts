import { encodingKeys, type Payload } from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import fc from 'fast-check';
import { createPayloadCodec } from '../../src/encryption/payload-codec';
import { PayloadKeyMissing, PayloadNotAuthentic } from '../../src/encryption/payload-errors';
import { generatePayloadKey } from '../../src/encryption/key-ring';
import { keyRingOf, newKey, oldKey, payloadOf, valueOf } from './key-rings';

const namespace = 'default';
const codec = createPayloadCodec({ keyRing: keyRingOf(newKey, oldKey), namespace });
const oldCodec = createPayloadCodec({ keyRing: keyRingOf(oldKey), namespace });

async function encrypted(value: unknown, by = codec): Promise<Payload> {
  const [payload] = await by.encode([payloadOf(value)]);
  if (payload === undefined) throw new Error('A payload was expected.');
  return payload;
}

async function decrypted(payload: Payload, by = codec): Promise<unknown> {
  return valueOf((await by.decode([payload]))[0]);
}

function metadataText(payload: Payload): Record<string, string> {
  return Object.fromEntries(Object.entries(payload.metadata ?? {}).map(([key, bytes]) => [key, text(bytes)]));
}

function text(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString();
}

describe('the payload codec', () => {
  it('gives back any value and its metadata', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.jsonValue(), fc.uint8Array(), fc.constant(undefined)), { maxLength: 5 }),
        fc.dictionary(fc.string(), fc.uint8Array(), { noNullPrototype: true }),
        async (values, metadata) => {
          const plain = values.map(payloadOf).map((p) => ({ ...p, metadata: { ...metadata, ...p.metadata } }));
          const back = await codec.decode(await codec.encode(plain));
          expect(back.map(canonical)).toEqual(plain.map(canonical));
        },
      ),
    );
  });

  it('says only how and with which key a payload is encrypted', async () => {
    expect(metadataText(await encrypted('x'))).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': 'new' });
  });

  it('shows no plain text in what it writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 8, maxLength: 60 }), fc.string(), async (marker, around) => {
        const plain = payloadOf({ iban: `${around}${marker}${around}`, [marker]: 1 });
        const marked = { ...plain, metadata: { ...plain.metadata, note: Buffer.from(marker) } };
        const [written] = await codec.encode([marked]);
        const bytes = Buffer.concat([
          written?.data ?? Buffer.alloc(0),
          ...Object.entries(written?.metadata ?? {}).flatMap(([key, value]) => [Buffer.from(key), value]),
        ]);
        for (const form of [marker, JSON.stringify(marker).slice(1, -1)]) {
          for (const coding of ['utf8', 'utf16le'] as const) expect(bytes.includes(form, 0, coding)).toBe(false);
          expect(bytes.includes(Buffer.from(form).toString('base64').replace(/=+$/, ''))).toBe(false);
        }
      }),
    );
  });

  it('writes the same value differently each time', async () => {
    const written = await codec.encode(Array.from({ length: 100 }, () => payloadOf('same')));
    const nonces = written.map((payload) => Buffer.from(payload.data ?? []).toString('hex', 0, 12));
    expect(new Set(nonces).size).toBe(100);
  });

  it('reads with every key and writes with the newest', async () => {
    const before = await encrypted('before the rotation', oldCodec);
    expect(metadataText(before)['encryption-key-id']).toBe('old');
    expect(await decrypted(before)).toBe('before the rotation');
    expect(metadataText(await encrypted('after'))['encryption-key-id']).toBe('new');
  });

  it('names the missing key, and reads the payload once it is given', async () => {
    const written = await encrypted('x');
    const error: unknown = await oldCodec.decode([written]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PayloadKeyMissing);
    expect(error).toMatchObject({ keyId: 'new', message: expect.stringMatching(/key 'new'.* holds only 'old'/) });
    expect(await decrypted(written)).toBe('x');
  });

  it('refuses a payload of another namespace', async () => {
    const elsewhere = createPayloadCodec({ keyRing: keyRingOf(newKey), namespace: 'elsewhere' });
    await expect(elsewhere.decode([await encrypted('x')])).rejects.toThrow(PayloadNotAuthentic);
  });

  it('refuses a payload whose key id was swapped, even for the same key', async () => {
    const sameKeyTwice = keyRingOf(newKey, newKey.replace('new', 'alias'));
    const both = createPayloadCodec({ keyRing: sameKeyTwice, namespace });
    const written = await encrypted('x', both);
    const swapped = { ...written, metadata: { ...written.metadata, 'encryption-key-id': encode('alias') } };
    await expect(both.decode([swapped])).rejects.toThrow(PayloadNotAuthentic);
  });

  it('refuses another key under the same id', async () => {
    const other = createPayloadCodec({ keyRing: keyRingOf(generatePayloadKey('new')), namespace });
    await expect(other.decode([await encrypted('x')])).rejects.toThrow(/different key under this id/);
  });

  it('refuses a payload with any bit flipped', async () => {
    const written = await encrypted('secret');
    const data = Buffer.from(written.data ?? []);
    for (let bit = 0; bit < data.length * 8; bit++) {
      const flipped = Buffer.from(data);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(codec.decode([{ ...written, data: flipped }])).rejects.toThrow(PayloadNotAuthentic);
    }
  });

  it('refuses a payload cut to any length', async () => {
    const written = await encrypted('secret');
    for (let length = 0; length < (written.data?.length ?? 0); length++) {
      const cut = { ...written, data: (written.data ?? Buffer.alloc(0)).subarray(0, length) };
      await expect(codec.decode([cut])).rejects.toThrow(PayloadNotAuthentic);
    }
    await expect(codec.decode([{ metadata: written.metadata ?? null }])).rejects.toThrow(PayloadNotAuthentic);
  });

  it.each<[string, Payload]>([
    ['plain JSON', payloadOf({ a: 1 })],
    ['undefined', payloadOf(undefined)],
    ['an empty payload', {}],
    ['another compression', { metadata: { encoding: encode('binary/zlib') }, data: encode('x') }],
    ['encryption without a key id', { metadata: { encoding: encode('binary/encrypted') }, data: encode('x') }],
    [
      'a key id that cannot be ours',
      {
        metadata: { encoding: encode('binary/encrypted'), 'encryption-key-id': encode('arn:aws/1') },
        data: encode('x'),
      },
    ],
    ['a key id under plain JSON', { metadata: { ...payloadOf(1).metadata, 'encryption-key-id': encode('new') } }],
  ])('decodes %s to itself', async (_reason, payload) => {
    expect(await codec.decode([payload])).toEqual([payload]);
  });

  it('does not encrypt twice what it can decrypt, whichever key it was written with', async () => {
    const written = [await encrypted('once'), await encrypted('once', oldCodec)];
    expect(await codec.encode(written)).toEqual(written);
  });

  it('refuses to encode what only claims to be encrypted', async () => {
    const metadata = { encoding: encode('binary/encrypted'), 'encryption-key-id': encode('new') };
    await expect(codec.encode([{ metadata, data: encode('plain text, long enough to hold a tag') }])).rejects.toThrow(
      PayloadNotAuthentic,
    );
    await expect(oldCodec.encode([{ metadata, data: encode('plain text') }])).rejects.toThrow(PayloadKeyMissing);
  });

  it('encrypts what claims an encryption of other origin', async () => {
    const foreign = { metadata: { encoding: encode('binary/encrypted') }, data: encode('plain text') };
    const [written] = await codec.encode([foreign]);
    expect(text(written?.data)).not.toContain('plain text');
    expect((await codec.decode(written ? [written] : [])).map(canonical)).toEqual([canonical(foreign)]);
  });

  it('never tells content or keys in an error', async () => {
    const written = await encrypted('DE89370400440532013000');
    const tampered = { ...written, data: Buffer.concat([written.data ?? Buffer.alloc(0), Buffer.from('x')]) };
    const secret = newKey.slice(4, 16);
    for (const [by, payload] of [[codec, tampered] as const, [oldCodec, written] as const]) {
      const error: unknown = await by.decode([payload]).catch((reason: unknown) => reason);
      expect(String(error)).not.toContain(secret);
      expect(String(error)).not.toContain('DE89');
      expect(error).not.toHaveProperty('cause');
    }
  });

  it('keeps the encoding that Temporal gave', async () => {
    const [back] = await codec.decode([await encrypted({ a: 1 })]);
    expect(text(back?.metadata?.['encoding'])).toBe(text(encodingKeys.METADATA_ENCODING_JSON));
  });
});

/** Absent and empty bytes are the same on the wire. */
function canonical({ metadata, data }: Payload): object {
  const hex = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('hex');
  return {
    metadata: Object.entries(metadata ?? {})
      .map(([key, bytes]) => [key, hex(bytes)])
      .sort(),
    data: hex(data),
  };
}
