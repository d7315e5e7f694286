import { inspect } from 'node:util';
import fc from 'fast-check';
import { readAnswer } from '../../src/coinut/answers';
import { CoinutError, CoinutRateLimited, type CoinutErrorName } from '../../src/coinut/errors';
import { answerOf } from './support/answers';

const now = Date.parse('2026-07-01T10:00:00Z');

function errorOf(...answer: Parameters<typeof answerOf>): CoinutError {
  try {
    readAnswer(answerOf(...answer), now);
  } catch (error) {
    if (error instanceof CoinutError) return error;
  }
  throw new Error(`Expected an error of the provider's for ${JSON.stringify(answer)}.`);
}

const failed = (message = 'Something went wrong') => ({ status: 'FAILED', message });

const refusals: [why: string, status: number, body: unknown, error: CoinutErrorName][] = [
  ['a wrong signature', 401, { status: 'UNAUTHORISED', message: 'bad signature' }, 'CoinutUnauthorised'],
  [
    'a wrong signature that the documents of June answer with 422',
    422,
    { status: 'UNAUTHORISED' },
    'CoinutUnauthorised',
  ],
  ['a wrong signature answered with 200, as /health does', 200, { status: 'UNAUTHORISED' }, 'CoinutUnauthorised'],
  ['the same in American spelling', 200, { status: 'unauthorized' }, 'CoinutUnauthorised'],
  ["a gateway's 401 without JSON", 401, '<h1>Unauthorized</h1>', 'CoinutUnauthorised'],
  ['an address that is not allowed', 403, 'error code: 1010', 'CoinutForbidden'],
  ['too many requests', 429, { status: 'FAILED', message: 'slow down' }, 'CoinutRateLimited'],
  ['too many requests, by a gateway', 429, '', 'CoinutRateLimited'],
  ['a fault of the server', 500, failed(), 'CoinutServerError'],
  ['a fault of the server that speaks of parameters', 500, { status: 'INVALID_PARAMETERS' }, 'CoinutServerError'],
  ["a gateway's page", 502, '<html>Bad Gateway</html>', 'CoinutServerError'],
  ['a service that is down', 503, '', 'CoinutServerError'],
  ['a gateway that waited in vain', 504, 'upstream timeout', 'CoinutServerError'],
  ['no such object, as JSON', 404, failed('gone'), 'CoinutNotFound'],
  ["a gateway's own 404, which says nothing of the object", 404, '404 page not found', 'CoinutUnreadableAnswer'],
  ['the same without a body, as Envoy answers', 404, '', 'CoinutUnreadableAnswer'],
  ['the same as JSON', 404, { message: 'Not Found' }, 'CoinutUnreadableAnswer'],
  ['a route that is not there', 404, { statusCode: 404, message: 'Cannot POST /x' }, 'CoinutUnreadableAnswer'],
  ['a web server of somebody else', 404, '<html><h1>Not Found</h1></html>', 'CoinutUnreadableAnswer'],
  ['no such object, in words', 422, failed('customer not found'), 'CoinutNotFound'],
  ['in capitals', 422, failed('CUSTOMER_NOT_FOUND'), 'CoinutNotFound'],
  ['as a refusal of parameters', 422, { status: 'INVALID_PARAMETERS', message: 'No such customer' }, 'CoinutNotFound'],
  ['with a typographic apostrophe', 422, failed('The account doesn’t exist'), 'CoinutNotFound'],
  ['with a typewriter one', 422, failed("The account doesn't exist"), 'CoinutNotFound'],
  ['without one', 400, { message: 'account does not exist' }, 'CoinutNotFound'],
  ['as something unknown', 422, failed('unknown customer'), 'CoinutNotFound'],
  ['with 200, as older routes answer failures', 200, failed('customer not found'), 'CoinutNotFound'],
  ['wrong parameters', 422, { status: 'INVALID_PARAMETERS', message: 'email' }, 'CoinutInvalidParameters'],
  ['wrong parameters with 200', 200, { status: 'INVALID_PARAMETERS', message: 'email' }, 'CoinutInvalidParameters'],
  ['wrong parameters without a word', 400, { message: ['email must be an email'] }, 'CoinutInvalidParameters'],
  ['a bad request that is no JSON', 400, 'Bad Request', 'CoinutInvalidParameters'],
  ['a failure downstream', 422, failed(), 'CoinutFailed'],
  ['a failure downstream in lower case', 422, { status: 'failed' }, 'CoinutFailed'],
  ['a failure downstream with 200', 200, failed(), 'CoinutFailed'],
  ['a failure in an older word', 200, { status: 'ERROR', message: 'x' }, 'CoinutFailed'],
  ['a method that the route does not have', 405, { message: 'Method Not Allowed' }, 'CoinutFailed'],
  ['a conflict, which the documents do not know', 409, failed('duplicate'), 'CoinutFailed'],
  ['a refusal without any words', 422, '', 'CoinutFailed'],
  ['a timeout while the request was read', 408, '', 'CoinutFailed'],
  ['an empty answer', 200, '', 'CoinutUnreadableAnswer'],
  ['an answer without content', 204, '', 'CoinutUnreadableAnswer'],
  ['a page instead of JSON', 200, '<!doctype html><title>Maintenance</title>', 'CoinutUnreadableAnswer'],
  ['half a document', 200, '{"customerId":"c-1"', 'CoinutUnreadableAnswer'],
  ['a list where an object belongs', 200, [{ id: 'c-1' }], 'CoinutUnreadableAnswer'],
  ['a text', 200, '"ok"', 'CoinutUnreadableAnswer'],
  ['null', 200, 'null', 'CoinutUnreadableAnswer'],
  ['a misdirected request', 421, '', 'CoinutFailed'],
  ['a redirect', 302, '', 'CoinutUnreadableAnswer'],
  ['a redirect that pretends to be an answer', 307, { status: 'SUCCESS', data: { id: 'x' } }, 'CoinutUnreadableAnswer'],
];

describe('readAnswer', () => {
  it.each(refusals)('refuses %s (%i)', (_why, status, body, name) => {
    expect(errorOf(status, body)).toMatchObject({ name, message: expect.stringContaining('read the customer') });
  });

  it('does not take a refusal for one of wrong keys if the signature may have grown old before it was read', () => {
    expect(errorOf(401, { status: 'UNAUTHORISED' }, { isLate: true })).toMatchObject({
      name: 'CoinutSignatureExpired',
      message: 'The provider answered so late that our signature may have been too old for it: read the customer.',
    });
    expect(readAnswer(answerOf(200, { customerId: 'c-1' }, { isLate: true }))).toEqual({ customerId: 'c-1' });
  });

  it.each([
    ["an object at top level, as the guide's", { customerId: 'c-1', status: 'PENDING' }],
    ['an object under data', { status: 'SUCCESS', data: { id: 'c-1', status: 'PENDING' } }],
    ['a status word nobody knows', { customerId: 'c-1', status: 'WEIGHED_AND_FOUND_WANTING' }],
    ['no status at all', { customerId: 'c-1' }],
    ['a status that is no text', { status: 1, data: {} }],
    ['success that speaks of things not found', { status: 'SUCCESS', message: '0 duplicates, 1 not found', data: {} }],
    ['a rejected object', { id: 'c-1', status: 'REJECTED', message: 'not found' }],
  ])('hands on %s', (_why, body) => {
    expect(readAnswer(answerOf(200, body))).toEqual(body);
  });

  it('hands on a success with another 2xx', () => {
    expect(readAnswer(answerOf(201, { status: 'SUCCESS', data: {} }))).toEqual({ status: 'SUCCESS', data: {} });
  });

  it('never throws anything but an error of the provider, whatever is answered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, text) => {
        try {
          expect(readAnswer(answerOf(status, text))).toEqual(JSON.parse(text));
        } catch (error) {
          expect(error).toBeInstanceOf(CoinutError);
        }
      }),
    );
  });
});

describe('the words of a refusal', () => {
  it.each<[string, CoinutErrorName]>([
    ['Insufficient funds', 'CoinutInsufficientFunds'],
    ['INSUFFICIENT_BALANCE', 'CoinutInsufficientFunds'],
    ['insufficient USDT balance to pay 250.00', 'CoinutInsufficientFunds'],
    ['Your balance is insufficient', 'CoinutInsufficientFunds'],
    ['the available balance is too low', 'CoinutInsufficientFunds'],
    ['not enough funds', 'CoinutInsufficientFunds'],
    ['Invalid address', 'CoinutInvalidAddress'],
    ['INVALID_ADDRESS', 'CoinutInvalidAddress'],
    ['invalid wallet address for TRX', 'CoinutInvalidAddress'],
    ['malformed depositAddress', 'CoinutInvalidAddress'],
    ['The address is not valid', 'CoinutInvalidAddress'],
    ['deposit address is invalid', 'CoinutInvalidAddress'],
    ['wallet address not found', 'CoinutNotFound'],
    ['Insufficient permissions', 'CoinutFailed'],
    ['invalid email address', 'CoinutFailed'],
    ['the email address is invalid', 'CoinutFailed'],
    ['IP address is not valid', 'CoinutFailed'],
    ['invalid bank address', 'CoinutFailed'],
    ['beneficiaryAddress is invalid', 'CoinutFailed'],
    ['no funds were moved', 'CoinutFailed'],
  ])('are understood: "%s"', (message, name) => {
    for (const status of [422, 200]) expect(errorOf(status, failed(message)).name).toBe(name);
  });

  it.each(['insufficient funds', 'invalid address'])('tell as much beside refused parameters: %s', (message) => {
    const refused = errorOf(422, { status: 'INVALID_PARAMETERS', message });
    expect(refused.name).not.toBe('CoinutInvalidParameters');
    expect(refused.name).toMatch(/^CoinutIn(?:sufficientFunds|validAddress)$/);
  });

  it.each([500, 502])('prove nothing where the server is at fault: %i', (status) => {
    expect(errorOf(status, failed('insufficient funds')).name).toBe('CoinutServerError');
  });

  it('say that nothing was done', () => {
    const messages = ['insufficient funds', 'invalid address'].map((words) => errorOf(422, failed(words)).message);
    expect(messages).toEqual([
      'The provider says that a balance does not cover this, so it did not read the customer.',
      'The provider says that an address is invalid, so it did not read the customer.',
    ]);
  });
});

describe('a refusal of our credentials', () => {
  it.each([
    [
      'a clock that is behind',
      'Wed, 01 Jul 2026 10:01:30 GMT',
      /clock differs from ours by 90 s: set this host's clock/,
    ],
    ['a clock that is ahead', 'Wed, 01 Jul 2026 09:59:00 GMT', /clock differs from ours by 60 s/],
    ['clocks that agree', 'Wed, 01 Jul 2026 10:00:15 GMT', /Check COINUT_API_KEY and _SECRET/],
    ['no Date header', undefined, /Check COINUT_API_KEY and _SECRET/],
    ['a Date header that is none', 'yesterday', /Check COINUT_API_KEY and _SECRET/],
  ])('names the likely cause: %s', (_why, date, message) => {
    expect(errorOf(401, { status: 'UNAUTHORISED' }, { date }).message).toMatch(message);
  });
});

describe('too many requests', () => {
  it.each([
    ['seconds', '7', 7_000],
    ['no wait at all', '0', 0],
    ['a date to come', 'Wed, 01 Jul 2026 10:00:30 GMT', 30_000],
    ['a date to come in an older form', 'Wednesday, 01-Jul-26 10:00:30 GMT', 30_000],
    ['a date of now', 'Wed, 01 Jul 2026 10:00:00 GMT', 0],
    ['a date in a hundred years, which is cut', 'Mon, 01 Jul 2126 10:00:30 GMT', 3_600_000],
    ['a date gone by', 'Wed, 01 Jul 2026 09:00:00 GMT', undefined],
    ['more than an hour, which is cut', '86400', 3_600_000],
    ['more seconds than there are numbers', '9'.repeat(400), 3_600_000],
    ['negative seconds', '-5', undefined],
    ['a fraction', '1.5', undefined],
    ['a number in another base', '0x10', undefined],
    ['a year', '2027-01-01', undefined],
    ['an empty header', '', undefined],
    ['words', 'soon', undefined],
    ['no header', undefined, undefined],
  ])('says how long to wait: %s', (_why, retryAfter, retryAfterMs) => {
    const error = errorOf(429, {}, { retryAfter });
    expect(error).toBeInstanceOf(CoinutRateLimited);
    expect(error).toMatchObject({ retryAfterMs });
  });

  it('reads a date by the clock of whoever wrote it', () => {
    const [date, retryAfter] = ['Wed, 01 Jul 2026 11:00:00 GMT', 'Wed, 01 Jul 2026 11:00:20 GMT'];
    expect(errorOf(429, {}, { date, retryAfter })).toMatchObject({ retryAfterMs: 20_000 });
  });
});

describe('an error of the provider', () => {
  const planted = 'Ana Lim ana@example.com DE89370400440532013000 key=s3cr3t-api-secret';
  const bodies = [400, 401, 403, 404, 409, 422, 429, 200].flatMap((status) =>
    ['FAILED', 'INVALID_PARAMETERS', 'UNAUTHORISED', 'ERROR'].flatMap((word) => [
      { status, body: { status: word, message: planted, data: { name: planted } } },
      { status, body: { status: word, message: `${planted} not found` } },
      { status, body: planted },
    ]),
  );

  it.each(bodies)('never shows what the provider wrote: $status $body.status', ({ status, body }) => {
    const error = errorOf(status, body);
    const shown = [error.message, String(error.stack), inspect(error, { depth: 9 }), JSON.stringify(error), `${error}`];
    expect(shown.join('\n')).not.toMatch(/Ana|example\.com|DE89|s3cr3t/);
  });

  it('keeps the words of the provider for whoever asks for them by name', () => {
    expect(errorOf(422, { status: 'FAILED', message: planted }).providerMessage).toBe(planted);
  });

  it('does not give the words away when it is copied', () => {
    expect({ ...errorOf(422, { status: 'FAILED', message: planted }) }).not.toHaveProperty('providerMessage');
  });
});
