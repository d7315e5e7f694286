import type { Socket } from 'node:net';
import { ApplicationFailure } from '@temporalio/common';
import type { FailureType } from '../../src/activities/failures';
import { closedPort, rawAnswer, startRawServer, type RawServer } from '../coinut/support/raw-server';
import { startUntrustedServer } from '../coinut/support/untrusted-server';
import { bankAccounts } from '../support/orders';
import { activitiesAt, run } from './support/provider';

/** `'policy'`: later than the last request can still land, as the activity's own retry policy has it. */
type Delay = number | 'policy' | 'never';

interface Fault {
  readonly fault: string;
  /** What the provider does with a whole request. */
  readonly answer?: (socket: Socket) => void;
  /** What it does before the request is whole. */
  readonly onFirstByte?: (socket: Socket) => void;
  /** It would last for ever, so that it is given up quickly. */
  readonly hangs?: true;
  readonly type: FailureType;
  /** When a create that met it is tried again. */
  readonly createAgain: Delay;
  /** When a read that met it is tried again. */
  readonly readAgain: Delay;
}

const soon = 1_000;
/** Nothing was done, which is certain: a create may be repeated as soon as a read. */
const harmless = { createAgain: soon, readAgain: soon } as const;
/** It may have been done: only a create that can no longer land is repeated. */
const ambiguous = { createAgain: 'policy', readAgain: 'policy' } as const;
const final = { createAgain: 'never', readAgain: 'never' } as const;

const says = (status: number, body: unknown, headers?: Readonly<Record<string, string>>) => (socket: Socket) =>
  socket.end(rawAnswer(status, typeof body === 'string' ? body : JSON.stringify(body), headers));
const failed = (message: string) => ({ status: 'FAILED', message });
const retryAfter = (value: string) => says(429, '', { 'Retry-After': value, Date: 'Wed, 01 Jul 2026 10:00:00 GMT' });
const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"bankAccountId":';
const limited = (delay: number) => ({ type: 'CoinutRateLimited', createAgain: delay, readAgain: delay }) as const;

function dripping(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write('1\r\n \r\n')), 50);
}

const faults: readonly Fault[] = [
  {
    fault: 'a reset before the request is accepted',
    onFirstByte: (socket) => socket.resetAndDestroy(),
    type: 'CoinutNoAnswer',
    ...ambiguous,
  },
  {
    fault: 'a reset after the request is accepted',
    answer: (socket) => socket.resetAndDestroy(),
    type: 'CoinutNoAnswer',
    ...ambiguous,
  },
  { fault: 'a close without an answer', answer: (socket) => socket.end(), type: 'CoinutNoAnswer', ...ambiguous },
  { fault: 'a hang', hangs: true, answer: () => undefined, type: 'CoinutNoAnswer', ...ambiguous },
  { fault: 'a slow body', hangs: true, answer: dripping, type: 'CoinutNoAnswer', ...ambiguous },
  { fault: 'half a body', answer: (socket) => socket.end(half), type: 'CoinutNoAnswer', ...ambiguous },
  {
    fault: 'half a body, then a hang',
    hangs: true,
    answer: (socket) => socket.write(half),
    type: 'CoinutNoAnswer',
    ...ambiguous,
  },
  { fault: '500 after accepting', answer: says(500, ''), type: 'CoinutServerError', ...ambiguous },
  { fault: "a gateway's 502", answer: says(502, '<h1>Bad Gateway</h1>'), type: 'CoinutServerError', ...ambiguous },
  { fault: '503', answer: says(503, ''), type: 'CoinutServerError', ...ambiguous },
  { fault: '422 FAILED', answer: says(422, failed('internal error')), type: 'CoinutFailed', ...ambiguous },
  { fault: '200 FAILED', answer: says(200, failed('internal error')), type: 'CoinutFailed', ...ambiguous },
  { fault: '409', answer: says(409, failed('duplicate')), type: 'CoinutFailed', ...ambiguous },
  { fault: '405', answer: says(405, { message: 'Method Not Allowed' }), type: 'CoinutFailed', ...ambiguous },
  {
    fault: '422 for want of money',
    answer: says(422, failed('Insufficient funds')),
    type: 'CoinutInsufficientFunds',
    ...final,
  },
  { fault: '422 for an address', answer: says(422, failed('Invalid address')), type: 'CoinutInvalidAddress', ...final },
  {
    fault: '422 INVALID_PARAMETERS',
    answer: says(422, { status: 'INVALID_PARAMETERS', message: 'currency' }),
    type: 'CoinutInvalidParameters',
    ...final,
  },
  { fault: '404 in its own words', answer: says(404, failed('no such customer')), type: 'CoinutNotFound', ...final },
  {
    fault: '404 of a route',
    answer: says(404, { statusCode: 404, message: 'Cannot POST /bank-account/add' }),
    type: 'CoinutUnreadableAnswer',
    ...ambiguous,
  },
  // The nonce may be used up because a proxy has repeated a request that was carried out.
  { fault: '401', answer: says(401, { status: 'UNAUTHORISED' }), type: 'CoinutUnauthorised', ...ambiguous },
  { fault: "a gateway's 403", answer: says(403, 'error code: 1010'), type: 'CoinutForbidden', ...harmless },
  { fault: '429 without a time', answer: says(429, ''), ...limited(soon) },
  { fault: '429 with seconds', answer: retryAfter('7'), ...limited(7_000) },
  { fault: '429 with a date', answer: retryAfter('Wed, 01 Jul 2026 10:00:30 GMT'), ...limited(30_000) },
  { fault: '429 with a date gone by', answer: retryAfter('Wed, 01 Jul 2026 09:00:00 GMT'), ...limited(soon) },
  { fault: '429 with 0, which would be a tight loop', answer: retryAfter('0'), ...limited(soon) },
  { fault: '429 with less than nothing', answer: retryAfter('-60'), ...limited(soon) },
  { fault: '429 with a year', answer: retryAfter('31536000'), ...limited(3_600_000) },
  { fault: '429 with words', answer: retryAfter('later'), ...limited(soon) },
  { fault: 'a page', answer: says(200, '<!doctype html><p>Hi'), type: 'CoinutUnreadableAnswer', ...ambiguous },
  { fault: 'an empty answer', answer: says(200, ''), type: 'CoinutUnreadableAnswer', ...ambiguous },
  { fault: 'a 200 that is no JSON', answer: says(200, 'ok'), type: 'CoinutUnreadableAnswer', ...ambiguous },
  {
    fault: 'a status that nobody knows',
    answer: says(200, { status: 'QUEUED' }),
    type: 'CoinutUnreadableAnswer',
    ...ambiguous,
  },
  {
    fault: 'success without an id',
    answer: says(200, { status: 'SUCCESS', data: { status: 'PENDING' } }),
    type: 'CoinutUnreadableAnswer',
    ...ambiguous,
  },
  {
    fault: 'a redirect',
    answer: says(307, '', { Location: 'http://127.0.0.1:1/' }),
    type: 'CoinutUnreadableAnswer',
    ...ambiguous,
  },
];

const account = bankAccounts.USD;
const input = { customerId: 'c-1', account, mayExist: false };
const listed = { id: 'b-1', currency: 'USD', bankName: account.bankName, accountNo: account.accountNo };

/** A provider that is in trouble for as long as a test says, and afterwards has or has not the account. */
async function startTroubledProvider({ answer, onFirstByte, hangs }: Fault) {
  const state = { well: false, hasAccount: false };
  const server = await startRawServer(
    (socket, { method }) => {
      if (!state.well) return answer?.(socket);
      const list = state.hasAccount ? [listed] : [];
      const body = method === 'POST' ? { bankAccountId: 'b-2' } : { status: 'SUCCESS', data: { list } };
      socket.end(rawAnswer(200, JSON.stringify(body)));
    },
    { onFirstByte: (socket) => (state.well ? undefined : onFirstByte?.(socket)) },
  );
  const patient = activitiesAt(server.url, { timeoutMs: 10_000 });
  return { state, server, patient, troubled: hangs ? activitiesAt(server.url, { timeoutMs: 200 }) : patient };
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
const creates = ({ requests }: RawServer) => requests.filter(({ method }) => method === 'POST').length;

function expectRetry(failure: unknown, type: FailureType, again: Delay): void {
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ type, nonRetryable: again === 'never' });
  if (again !== 'never') expect(failure).toHaveProperty('nextRetryDelay', again === 'policy' ? undefined : again);
}

describe.each(faults)('$fault', (fault) => {
  let provider: Awaited<ReturnType<typeof startTroubledProvider>>;
  beforeEach(async () => {
    provider = await startTroubledProvider(fault);
  });
  afterEach(() => provider.server.stop());

  it('is told to Temporal, and the create is sent no second time by the same attempt', async () => {
    const failure = await failureOf(run(provider.troubled, 'ensureBankAccount', input));
    expectRetry(failure, fault.type, fault.createAgain);
    expect(provider.server.connections()).toBe(1);
  });

  it('before a create leaves it unsent, so that the look-up is repeated soon', async () => {
    const failure = await failureOf(run(provider.troubled, 'ensureBankAccount', { ...input, mayExist: true }));
    expectRetry(failure, fault.type, fault.createAgain === 'policy' ? soon : fault.createAgain);
    expect(creates(provider.server)).toBe(0);
  });

  it('is told to Temporal by a read', async () => {
    const check = { bankAccountId: 'b-1', currency: 'USD' };
    const failure = await failureOf(run(provider.troubled, 'checkBankAccount', check));
    expectRetry(failure, fault.type, fault.readAgain);
  });

  it('is followed by a look-up, which finds what was done after all', async () => {
    await failureOf(run(provider.troubled, 'ensureBankAccount', input));
    Object.assign(provider.state, { well: true, hasAccount: true });
    const before = creates(provider.server);
    expect(await run(provider.patient, 'ensureBankAccount', input, 2)).toMatchObject({ bankAccountId: 'b-1' });
    expect(creates(provider.server)).toBe(before);
  });

  it('is followed by a create if the look-up finds nothing', async () => {
    await failureOf(run(provider.troubled, 'ensureBankAccount', input));
    Object.assign(provider.state, { well: true, hasAccount: false });
    const before = creates(provider.server);
    expect(await run(provider.patient, 'ensureBankAccount', input, 2)).toMatchObject({ bankAccountId: 'b-2' });
    expect(creates(provider.server)).toBe(before + 1);
  });
});

describe('a provider that cannot be reached', () => {
  it('was sent nothing where nobody listens', async () => {
    const activities = activitiesAt(`http://127.0.0.1:${await closedPort()}`);
    for (const [attempt, delay] of [1_000, 2_000, 4_000].entries()) {
      const failure = await failureOf(run(activities, 'ensureBankAccount', input, attempt + 1));
      expectRetry(failure, 'CoinutUnreachable', delay);
    }
  });

  it('was sent nothing where nobody vouches for its certificate', async () => {
    const server = await startUntrustedServer();
    try {
      const failure = await failureOf(run(activitiesAt(server.url), 'ensureBankAccount', input));
      expectRetry(failure, 'CoinutUnreachable', soon);
      expect(server.requests()).toBe(0);
    } finally {
      await server.stop();
    }
  });
});

describe('a refusal of our signature', () => {
  it('names the clock where the Date header shows that it differs', async () => {
    const tenMinutesAgo = new Date(Date.now() - 600_000).toUTCString();
    const server = await startRawServer(says(401, { status: 'UNAUTHORISED' }, { Date: tenMinutesAgo }));
    const failure = await failureOf(run(activitiesAt(server.url), 'ensureBankAccount', input));
    expect(failure).toMatchObject({
      message: expect.stringMatching(/clock differs from ours by \d+ s: set this host/),
    });
    await server.stop();
  });
});
