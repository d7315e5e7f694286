import { ActivityFailure, ApplicationFailure, type ProtoFailure } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
} from '@temporalio/common/lib/internal-non-workflow';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import { temporal } from '@temporalio/proto';
import { createDataConverter } from '../../src/encryption/data-converter';
import { failureConverter, OPERATOR_REFUSED, ORDER_DECIDING } from '../../src/encryption/failure-converter';
import { orderDeciding } from '../../src/signals/messages';
import { payloadConverter } from '../../src/encryption/payload-converter';
import { keyRingOf, newKey } from './key-rings';

const converter = loadDataConverter(createDataConverter({ keyRing: keyRingOf(newKey), namespace: 'default' }));
const withoutKeys = loadDataConverter(createDataConverter({ keyRing: 'none', namespace: 'default' }));

function toFailure(error: unknown): ProtoFailure {
  return failureConverter.errorToFailure(error, payloadConverter);
}

function refusal(): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'The order has already ended.',
    type: OPERATOR_REFUSED,
    nonRetryable: true,
    details: [{ iban: 'DE89370400440532013000' }],
    cause: new Error('DE89370400440532013000'),
  });
}

describe('the failure converter', () => {
  it('moves message and stack trace into a payload', () => {
    const failure = toFailure(new Error('DE89370400440532013000'));
    expect(failure).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
    expect(failure.encodedAttributes?.data?.length).toBeGreaterThan(0);
    const { encodedAttributes: _encoded, ...readable } = failure;
    expect(JSON.stringify(readable)).not.toContain('DE89');
  });

  it('gives back message, type and details', () => {
    const error = ApplicationFailure.nonRetryable('no such account', 'CoinutRejected', { code: 7 });
    const back = failureConverter.failureToError(toFailure(error), payloadConverter);
    expect(back).toBeInstanceOf(ApplicationFailure);
    expect(back).toMatchObject({
      message: 'no such account',
      type: 'CoinutRejected',
      nonRetryable: true,
      details: [{ code: 7 }],
    });
  });

  it('keeps the message of an error that is converted twice', () => {
    const received = failureConverter.failureToError(toFailure(new Error('why')), payloadConverter);
    toFailure(received);
    expect(failureConverter.failureToError(toFailure(received), payloadConverter).message).toBe('why');
  });

  it('leaves an operator refusal readable, without cause, stack trace and details', () => {
    expect(toFailure(refusal())).toEqual({
      message: 'The order has already ended.',
      stackTrace: '',
      cause: undefined,
      source: 'TypeScriptSDK',
      applicationFailureInfo: expect.objectContaining({
        type: OPERATOR_REFUSED,
        nonRetryable: true,
        details: undefined,
      }),
    });
  });

  it('strips an operator refusal that was received from elsewhere', () => {
    const received = refusal();
    received.failure = { message: 'old', stackTrace: 'DE89370400440532013000' };
    expect(toFailure(received)).toMatchObject({ message: 'The order has already ended.', stackTrace: '' });
  });

  it('encrypts everything but types through the codec, causes included, and reads it back', async () => {
    const cause = ApplicationFailure.create({
      message: 'IBAN DE89370400440532013000',
      type: 'CoinutRejected',
      details: ['DE89'],
    });
    const error = new ActivityFailure(
      'failed for DE89',
      'addBankAccount',
      '1',
      'NON_RETRYABLE_FAILURE',
      'worker',
      cause,
    );
    const failure = await encodeErrorToFailure(converter, error);
    const bytes = Buffer.from(temporal.api.failure.v1.Failure.encode(failure).finish());
    expect(bytes.includes('DE89')).toBe(false);
    expect(failure.cause?.applicationFailureInfo?.type).toBe('CoinutRejected');

    const back = await decodeOptionalFailureToOptionalError(converter, failure);
    expect(back).toMatchObject({
      message: 'failed for DE89',
      cause: { message: 'IBAN DE89370400440532013000', details: ['DE89'] },
    });
    await expect(decodeOptionalFailureToOptionalError(withoutKeys, failure)).rejects.toThrow(/PAYLOAD_KEYS/);
  });

  it('lets a process without keys read an operator refusal', async () => {
    const failure = await encodeErrorToFailure(converter, refusal());
    const back = await decodeOptionalFailureToOptionalError(withoutKeys, failure);
    expect(back).toMatchObject({ message: 'The order has already ended.', type: OPERATOR_REFUSED });
  });

  it('knows by its name what an order turns away, to keep that readable too', () => {
    const turnedAway = ApplicationFailure.nonRetryable('Send this again.', orderDeciding);
    expect(orderDeciding).toBe(ORDER_DECIDING);
    expect(toFailure(turnedAway).message).toBe('Send this again.');
  });
});
