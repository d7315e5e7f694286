export type RefusalStatus = 'INVALID_PARAMETERS' | 'UNAUTHORISED' | 'FAILED';

/** Thrown when the provider answers a request with an error: 401 for UNAUTHORISED, otherwise 422. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: RefusalStatus;
  readonly httpStatus: 401 | 422;

  constructor(status: RefusalStatus, message: string) {
    super(message);
    this.status = status;
    this.httpStatus = status === 'UNAUTHORISED' ? 401 : 422;
  }

  body(): { status: RefusalStatus; message: string } {
    return { status: this.status, message: this.message };
  }
}
