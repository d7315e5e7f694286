import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  ServerFailure,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import {
  besideCreate,
  failurePolicies,
  ownFailureTypes,
  temporalFailure,
  waitingFailureTypes,
} from '../../src/activities/failures';
import { CoinutFailed, CoinutNoAnswer, CoinutServerError } from '../../src/coinut/errors';
import { attentionReasons } from '../../src/signals/attention-reasons';
import { failureReasons, troubleOf } from '../../src/workflows/failure-reasons';

const create = { creates: true, ours: false };
const read = { creates: false, ours: false };
const ours = { creates: false, ours: true };

/** As a workflow sees an activity that failed for good. */
const failed = (cause: Error) => new ActivityFailure('x', 'ensureFlow', '7', RetryState.TIMEOUT, 'worker-1', cause);
const ofType = (type: string) => failed(ApplicationFailure.create({ type, message: 'x' }));
const timeout = (type: TimeoutType, cause?: Error) =>
  failed(Object.assign(new TimeoutFailure('x', undefined, type), { cause }));

describe('the reason for which an order stands still', () => {
  it('is known for every type of failure, and for no other', () => {
    const types = [...Object.keys(failurePolicies), ...ownFailureTypes, ...waitingFailureTypes];
    expect(Object.keys(failureReasons).sort()).toEqual(types.sort());
  });

  it.each(Object.entries(failureReasons).filter(([, reason]) => reason !== 'as-it-was-called'))(
    'is the same whatever call failed with %s: %s',
    (type, reason) => {
      expect(Object.keys(attentionReasons)).toContain(reason);
      for (const call of [create, read]) expect(troubleOf(ofType(type), call)).toMatchObject({ reason });
    },
  );

  it.each(Object.entries(failureReasons).filter(([, reason]) => reason === 'as-it-was-called'))(
    'says whether something may have been done after %s',
    (type) => {
      expect(troubleOf(ofType(type), create)).toMatchObject({ reason: 'outcome-unknown', passing: false });
      expect(troubleOf(ofType(type), read)).toMatchObject({ reason: 'provider-unavailable', passing: true });
    },
  );

  it.each(['NoTableKnowsThis', 'constructor', '__proto__', ''])(
    'is sensible for a type that is not known: "%s"',
    (type) => {
      expect(troubleOf(ofType(type), create)).toMatchObject({ reason: 'outcome-unknown', passing: false });
      expect(troubleOf(ofType(type), read)).toMatchObject({ reason: 'provider-unavailable', passing: true });
      expect(troubleOf(ofType(type), ours)).toMatchObject({ reason: 'unexpected-failure', passing: true });
    },
  );

  it.each([
    ['a failure of the server', failed(new ServerFailure('x', false))],
    ['a failure without a cause', new ActivityFailure('x', 'readFlow', '7', RetryState.TIMEOUT, 'worker-1', undefined)],
    ['something that is no failure', new Error('x')],
  ])('is sensible for %s', (_why, error) => {
    expect(troubleOf(error, create)).toMatchObject({ reason: 'outcome-unknown' });
    expect(troubleOf(error, read)).toMatchObject({ reason: 'provider-unavailable' });
  });

  it('is none where the order called the activity off', () => {
    expect(troubleOf(failed(new CancelledFailure('x')), create)).toBeUndefined();
  });
});

describe('a create that ran out of time', () => {
  const unreachable = ApplicationFailure.create({ type: 'CoinutUnreachable', message: 'x' });

  it.each([
    ['in an attempt', TimeoutType.START_TO_CLOSE, undefined],
    ['in all, while an attempt was running', TimeoutType.SCHEDULE_TO_CLOSE, undefined],
    ['in all, after an attempt that sent nothing', TimeoutType.SCHEDULE_TO_CLOSE, unreachable],
  ])('may have been carried out: %s', (_why, type, cause) => {
    expect(troubleOf(timeout(type, cause), create)).toMatchObject({ reason: 'outcome-unknown', passing: false });
    expect(troubleOf(timeout(type, cause), read)).toMatchObject({ reason: 'provider-unavailable', passing: true });
  });
});

describe('a look-up beside a create', () => {
  it.each([new CoinutNoAnswer('x'), new CoinutFailed('x', { providerMessage: 'y' }), new CoinutServerError('x')])(
    'leaves nothing in doubt, so that the order goes on by itself: $name',
    async (error) => {
      const thrown: unknown = await besideCreate(() => Promise.reject(error)).catch((caught: unknown) => caught);
      const [beside, sent] = [temporalFailure(thrown, 9), temporalFailure(error, 9)];
      if (!(beside instanceof Error) || !(sent instanceof Error)) throw new Error('These are no failures.');
      expect(troubleOf(failed(beside), create)).toMatchObject({ reason: 'provider-unavailable', passing: true });
      expect(troubleOf(failed(sent), create)).toMatchObject({ reason: 'outcome-unknown', passing: false });
    },
  );
});

describe('what an operator reads', () => {
  it("is our sentence, and the provider's words if it gave any", () => {
    const failure = ApplicationFailure.create({
      type: 'CoinutFailed',
      message: 'It failed.',
      details: ['maintenance'],
    });
    expect(troubleOf(failed(failure), read)?.detail).toBe('It failed. The provider says: maintenance');
    const silent = ApplicationFailure.create({ message: 'It failed.', details: [{ nothingUnderWay: true }] });
    expect(troubleOf(failed(silent), read)?.detail).toBe('It failed.');
  });
});
