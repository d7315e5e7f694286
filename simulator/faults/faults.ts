/** What becomes of the answer. Where nothing is sent, the connection is reset, or held until the other side gives up. */
export type Effect =
  | { kind: 'reset' }
  | { kind: 'hang' }
  /** This is sent, whatever the provider's own answer was to be. */
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string>>; body: string }
  /** The provider's own answer is sent, but not as it should be. */
  | { kind: 'spoil'; how: 'trickle' | 'cut' | 'unknown-status' };

/** One way in which the provider's API can misbehave. */
export interface Fault {
  name: string;
  /** Whether the request is carried out all the same; if so, that is durable before anything else happens. */
  processed: boolean;
  /** What the other side sees, in words. */
  shows: string;
  /** Whether it is among those drawn at random: a worker gets over it by itself. */
  drawn: boolean;
  effect: Effect;
}

const reset = { kind: 'reset' } as const;
const hang = { kind: 'hang' } as const;

const answer = <Body extends string>(status: number, type: string, body: Body, headers = {}) => ({
  kind: 'answer' as const,
  status,
  headers: { 'content-type': type, ...headers },
  body,
});

const refusal = (httpStatus: number, status: string, message: string, headers = {}) =>
  answer(httpStatus, 'application/json', JSON.stringify({ status, message }), headers);

const internalError = answer(500, 'text/plain', 'Internal Server Error');
const failed = refusal(422, 'FAILED', 'The request could not be completed.');
const tooMany = refusal(429, 'FAILED', 'Too many requests.', { 'retry-after': '1' });
const page = answer(200, 'text/html', '<!doctype html><title>Just a moment</title><p>Checking your connection.</p>');
const moved = answer(302, 'text/html', '<p>Moved for maintenance.</p>', { location: '/maintenance' });

/** The one table of faults; README.md shows the same rows. */
export const faults = [
  {
    name: 'reset-before',
    processed: false,
    shows: 'The connection is reset.',
    drawn: true,
    effect: reset,
  },
  {
    name: 'reset-after',
    processed: true,
    shows: 'The connection is reset.',
    drawn: true,
    effect: reset,
  },
  {
    name: 'error-500-before',
    processed: false,
    shows: '500 in plain text.',
    drawn: true,
    effect: internalError,
  },
  {
    name: 'error-500-after',
    processed: true,
    shows: '500 in plain text.',
    drawn: true,
    effect: internalError,
  },
  {
    name: 'failed-before',
    processed: false,
    shows: '422 with status FAILED.',
    drawn: true,
    effect: failed,
  },
  {
    name: 'failed-after',
    processed: true,
    shows: '422 with status FAILED.',
    drawn: true,
    effect: failed,
  },
  {
    name: 'invalid-parameters',
    processed: false,
    shows: '422 with status INVALID_PARAMETERS, which no repetition would change.',
    drawn: false,
    effect: refusal(422, 'INVALID_PARAMETERS', 'The parameters are refused.'),
  },
  {
    name: 'insufficient-funds',
    processed: false,
    shows: '422 with status FAILED and a text that says so (assumed), which no repetition would change.',
    drawn: false,
    effect: refusal(422, 'FAILED', 'Insufficient balance.'),
  },
  {
    name: 'invalid-address',
    processed: false,
    shows: '422 with status FAILED and a text that says so (assumed), which no repetition would change.',
    drawn: false,
    effect: refusal(422, 'FAILED', 'Invalid deposit address.'),
  },
  {
    name: 'unauthorised',
    processed: false,
    shows: '401 with status UNAUTHORISED.',
    drawn: true,
    effect: refusal(401, 'UNAUTHORISED', 'The signature does not match.'),
  },
  {
    name: 'forbidden',
    processed: false,
    shows: "403 with the text `error code: 1010`, as the provider's gateway sends it.",
    drawn: true,
    effect: answer(403, 'text/plain', 'error code: 1010'),
  },
  {
    name: 'rate-limited',
    processed: false,
    shows: '429 with `Retry-After: 1`.',
    drawn: true,
    effect: tooMany,
  },
  {
    name: 'hang-before',
    processed: false,
    shows: 'Nothing, until the other side gives up or the simulator stops.',
    drawn: true,
    effect: hang,
  },
  {
    name: 'hang-after',
    processed: true,
    shows: 'Nothing, until the other side gives up or the simulator stops.',
    drawn: true,
    effect: hang,
  },
  {
    name: 'slow-body',
    processed: true,
    shows: 'The right answer, in ten pieces with a pause before each.',
    drawn: true,
    effect: { kind: 'spoil', how: 'trickle' },
  },
  {
    name: 'half-body',
    processed: true,
    shows: 'Half of the answer that `Content-Length` announces, then the end of the connection.',
    drawn: true,
    effect: { kind: 'spoil', how: 'cut' },
  },
  {
    name: 'html',
    processed: false,
    shows: '200 with an HTML page.',
    drawn: true,
    effect: page,
  },
  {
    name: 'empty',
    processed: true,
    shows: '200 with an empty body.',
    drawn: true,
    effect: answer(200, 'application/json', ''),
  },
  {
    name: 'not-json',
    processed: true,
    shows: '200 with a text that is called JSON and is none.',
    drawn: true,
    effect: answer(200, 'application/json', 'OK'),
  },
  {
    name: 'ok-but-failed',
    processed: false,
    shows: '200 with status FAILED.',
    drawn: true,
    effect: refusal(200, 'FAILED', 'The request could not be completed.'),
  },
  {
    name: 'unknown-status',
    processed: true,
    shows: 'The right answer, but for a status of the object that is in no document.',
    drawn: true,
    effect: { kind: 'spoil', how: 'unknown-status' },
  },
  {
    name: 'redirect',
    processed: false,
    shows: '302 to another place.',
    drawn: true,
    effect: moved,
  },
] as const satisfies readonly Fault[];

export type FaultName = (typeof faults)[number]['name'];

export const faultNames: readonly FaultName[] = faults.map(({ name }) => name);

const byName = new Map<string, (typeof faults)[number]>(faults.map((fault) => [fault.name, fault]));

/** The row of the table; absent if there is none of that name. */
export function faultNamed(name: string): (Fault & { name: FaultName }) | undefined {
  return byName.get(name);
}
