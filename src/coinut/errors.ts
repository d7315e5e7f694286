/**
 * Everything that can go wrong between us and the provider. No message holds a secret or personal data: messages reach
 * logs and metrics. The provider's own words, which may name the customer, stay in `providerMessage`.
 *
 * What matters most of an error is whether the request may have had an effect: a create whose outcome is unknown must
 * not be repeated before the old request can no longer land (DESIGN section 3, rule 2).
 */
export abstract class CoinutError extends Error {
  abstract override readonly name: CoinutErrorName;
  /** The provider's free text, if it sent any. May hold personal data: never log it. */
  readonly providerMessage: string | undefined;

  constructor(message: string, options: { providerMessage?: string | undefined } = {}) {
    super(message);
    this.providerMessage = options.providerMessage;
    Object.defineProperty(this, 'providerMessage', { enumerable: false });
  }
}

export type CoinutErrorName =
  | 'CoinutUnsupported'
  | 'CoinutUnreachable'
  | 'CoinutNoAnswer'
  | 'CoinutSignatureTooOld'
  | 'CoinutSignatureExpired'
  | 'CoinutUnauthorised'
  | 'CoinutForbidden'
  | 'CoinutRateLimited'
  | 'CoinutInvalidParameters'
  | 'CoinutInsufficientFunds'
  | 'CoinutInvalidAddress'
  | 'CoinutNotFound'
  | 'CoinutFailed'
  | 'CoinutServerError'
  | 'CoinutUnreadableAnswer';

/** Nothing was sent: the contract in use has no way to ask for this. */
export class CoinutUnsupported extends CoinutError {
  override readonly name = 'CoinutUnsupported';
}

/** Nothing was sent: the connection could not be made. */
export class CoinutUnreachable extends CoinutError {
  override readonly name = 'CoinutUnreachable';
}

/** The request may have arrived, but no whole answer came back. */
export class CoinutNoAnswer extends CoinutError {
  override readonly name = 'CoinutNoAnswer';
}

/** Nothing was sent: the request was signed so long ago that it might land after its successor. */
export class CoinutSignatureTooOld extends CoinutError {
  override readonly name = 'CoinutSignatureTooOld';
}

/** 401 to a request that was answered so late that its signature may have been too old when it was read. */
export class CoinutSignatureExpired extends CoinutError {
  override readonly name = 'CoinutSignatureExpired';
}

/**
 * 401: key, signature, timestamp or nonce was refused. A nonce is refused also when a proxy on the way repeats a request
 * that has been carried out, so that a create may have had its effect.
 */
export class CoinutUnauthorised extends CoinutError {
  override readonly name = 'CoinutUnauthorised';
}

/**
 * 403: the provider's gateway turned the request away before its application saw it (docs/provider.md, *Answers and
 * failures*).
 */
export class CoinutForbidden extends CoinutError {
  override readonly name = 'CoinutForbidden';
}

/** 429: too many requests; turned away before the provider's application, which never answers so, saw it. */
export class CoinutRateLimited extends CoinutError {
  override readonly name = 'CoinutRateLimited';
  /** How long the provider asked us to wait, if it did. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryAfterMs: number | undefined; providerMessage?: string | undefined }) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** INVALID_PARAMETERS: the provider read the request and will never accept it as it is. */
export class CoinutInvalidParameters extends CoinutError {
  override readonly name = 'CoinutInvalidParameters';
}

/** The provider says that a balance does not cover the request, so it was not carried out. */
export class CoinutInsufficientFunds extends CoinutError {
  override readonly name = 'CoinutInsufficientFunds';
}

/** The provider says that a blockchain address in the request is none, so it was not carried out. */
export class CoinutInvalidAddress extends CoinutError {
  override readonly name = 'CoinutInvalidAddress';
}

/** The provider has no such object; how it says so is undocumented (docs/provider.md, *Answers and failures*). */
export class CoinutNotFound extends CoinutError {
  override readonly name = 'CoinutNotFound';
}

/** FAILED: "internal or downstream" (docs/provider.md, *Answers and failures*), so it may or may not have had an effect. */
export class CoinutFailed extends CoinutError {
  override readonly name = 'CoinutFailed';
}

/** 5xx: the request may have had an effect. */
export class CoinutServerError extends CoinutError {
  override readonly name = 'CoinutServerError';
}

/** An answer that is not what the provider documents: HTML, half a document, missing ids, a redirect. */
export class CoinutUnreadableAnswer extends CoinutError {
  override readonly name = 'CoinutUnreadableAnswer';
}
