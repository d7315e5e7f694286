import { ValueError, type Payload } from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import fc from 'fast-check';
import { isUnreadable, payloadConverter } from '../../src/encryption/payload-converter';

const json = encode('json/plain');

describe('the payload converter', () => {
  it('gives back any value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.uint8Array(), fc.constant(undefined)), (value) => {
        const back = payloadConverter.fromPayload(payloadConverter.toPayload(value));
        expect(JSON.stringify(back)).toBe(JSON.stringify(value));
        expect(isUnreadable(back)).toBe(false);
      }),
    );
  });

  it.each<[string, Payload]>([
    ['broken JSON', { metadata: { encoding: json }, data: encode('{"a":') }],
    ['JSON without data', { metadata: { encoding: json } }],
    ['empty JSON', { metadata: { encoding: json }, data: new Uint8Array() }],
    ['no metadata', { data: encode('1') }],
    ['no encoding', { metadata: {}, data: encode('1') }],
    ['a foreign encoding', { metadata: { encoding: encode('json/protobuf') }, data: encode('1') }],
    ['a foreign encryption', { metadata: { encoding: encode('binary/encrypted') }, data: encode('1') }],
  ])('marks %s as unreadable', (_reason, payload) => {
    const value = payloadConverter.fromPayload(payload);
    expect(value).toEqual({ unreadable: true });
    expect(isUnreadable(value)).toBe(true);
  });

  it('gives a mark of its own each time', () => {
    expect(payloadConverter.fromPayload({})).not.toBe(payloadConverter.fromPayload({}));
  });

  it('throws for a payload of our own that is still encrypted, so that the order waits for the keys', () => {
    const metadata = { encoding: encode('binary/encrypted'), 'encryption-key-id': encode('2026-11') };
    expect(() => payloadConverter.fromPayload({ metadata, data: encode('x') })).toThrow(ValueError);
    expect(() => payloadConverter.fromPayload({ metadata, data: encode('x') })).toThrow(/'2026-11'.*PAYLOAD_KEYS/);
  });

  it.each([[undefined], [null], [true], ['unreadable'], [{}], [{ unreadable: false }], [[]]])(
    'does not take %j for unreadable',
    (value) => {
      expect(isUnreadable(value)).toBe(false);
    },
  );
});
