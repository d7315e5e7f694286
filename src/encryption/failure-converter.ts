import {
  ApplicationFailure,
  DefaultFailureConverter,
  type PayloadConverter,
  type ProtoFailure,
} from '@temporalio/common';
import type { SerializationContext } from '@temporalio/common';

// Loaded by path, also inside the workflow sandbox: no Node built-ins here.

/**
 * The type of the `ApplicationFailure` by which an operator's Update is refused. Its message stays readable in Temporal
 * and must carry no personal data.
 */
export const OPERATOR_REFUSED = 'OperatorRefused';

/** Likewise, where it is only to be sent again. */
export const ORDER_DECIDING = 'OrderDeciding';

const readable = [OPERATOR_REFUSED, ORDER_DECIDING];

/**
 * Puts message and stack trace of every failure into a payload, where the codec encrypts them.
 *
 * Refusals of an operator's Update stay readable, because Temporal UI shows nothing but "Encoded failure" of the others
 * even with a codec server: they keep their message and lose cause, stack trace and details.
 */
class EncryptedFailureConverter extends DefaultFailureConverter {
  constructor() {
    super({ encodeCommonAttributes: true });
  }

  override errorToFailure(
    error: unknown,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): ProtoFailure {
    const type = error instanceof ApplicationFailure && readable.find((known) => known === error.type);
    if (!(error instanceof ApplicationFailure) || !type) {
      return super.errorToFailure(error, payloadConverter, context);
    }
    const { message, category } = error;
    const nonRetryable = error.nonRetryable ?? false;
    const refusal = ApplicationFailure.create({ message, type, nonRetryable, ...(category && { category }) });
    return { ...this.errorToFailureInner(refusal, payloadConverter, context), stackTrace: '' };
  }

  override errorToFailureInner(
    error: unknown,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): ProtoFailure {
    // A failure received earlier is handed back as it is, and the base class then writes 'Encoded failure' over its
    // message: without a copy, converting the same error twice loses the message.
    return { ...super.errorToFailureInner(error, payloadConverter, context) };
  }
}

export const failureConverter = new EncryptedFailureConverter();
