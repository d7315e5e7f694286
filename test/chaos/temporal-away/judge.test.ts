import { figuresOf, type Attempt, type Sent } from '../../../chaos/temporal-away/figures';
import { judge, readyAgainAt, type RelaySeen } from '../../../chaos/temporal-away/judge';

const outage = { killedAt: 10_000, backAt: 20_000 };
const allowed = { slowestMs: 12_000, mostMemoryMb: 512, brokenOff: 0.5, readyWithinMs: 5_000 };
const relay: RelaySeen = {
  readiness: [
    { status: 200, askedAt: 9_000, answeredAt: 9_010 },
    { status: 503, askedAt: 11_000, answeredAt: 14_000 },
    { status: 200, askedAt: 18_000, answeredAt: 20_500 },
    { status: 200, askedAt: 22_000, answeredAt: 22_010 },
  ],
  memoryMb: { before: 100, during: 200, after: 210 },
};
const taken = (answeredAt: number, tookMs = 20): Attempt => ({
  ...{ status: 200, said: 'Delivered.', retryAfter: undefined, tookMs, answeredAt },
});
const refused = (answeredAt: number, tookMs = 10_000): Attempt => ({
  ...{ status: 503, said: 'The event could not be stored.', retryAfter: '5', tookMs, answeredAt },
});
const sent: Sent[] = [
  { number: 1, attempts: [taken(5_000)] },
  { number: 2, attempts: [refused(21_000), taken(26_000)] },
  { number: 3, attempts: [taken(30_000)] },
];
const all = new Map([...([1, 2, 3] as const).map((number) => [number, 1] as const)]);
const judged = (given: { sent?: Sent[]; found?: Map<number, number>; relay?: Partial<RelaySeen> } = {}) =>
  judge(given.sent ?? sent, given.found ?? all, { outage, allowed, relay: { ...relay, ...given.relay } });

describe('the judgement on an outage', () => {
  it('has nothing to say where every message was taken and is there', () => {
    expect(judged()).toEqual([]);
    expect(judged({ found: new Map([...all, [2, 2]]) })).toEqual([]);
  });

  it.each<[string, Parameters<typeof judged>[0], RegExp]>([
    [
      'what was acknowledged and is not there',
      {
        found: new Map([
          [1, 1],
          [2, 1],
        ]),
      },
      /^Message 3 was acknowledged, and Temporal does not/,
    ],
    [
      'what was never taken',
      { sent: [{ number: 1, attempts: [refused(15_000)] }], found: new Map() },
      /^Message 1 was never taken in 1 tries/,
    ],
    [
      'a refusal that does not say when to try again',
      { sent: [{ number: 1, attempts: [{ ...refused(15_000), retryAfter: undefined }, taken(21_000)] }] },
      /without Retry-After/,
    ],
    [
      'another refusal',
      { sent: [{ number: 1, attempts: [{ ...refused(15_000), status: 500 }, taken(21_000)] }] },
      /answered 500/,
    ],
    [
      'no answer at all',
      { sent: [{ number: 1, attempts: [{ ...refused(15_000), status: 0, said: 'TimeoutError' }, taken(21_000)] }] },
      /answered 0: TimeoutError/,
    ],
    [
      'slow answers',
      { sent: [{ number: 1, attempts: [refused(15_000, 13_000), taken(21_000)] }] },
      /^1 answers took more than 12 s, one of them 13.0 s/,
    ],
    [
      'a relay that calls itself ready without Temporal',
      { relay: { readiness: [{ status: 200, askedAt: 11_000, answeredAt: 12_000 }, ...relay.readiness] } },
      /not 503 while/,
    ],
    [
      'a relay that was not asked meanwhile',
      { relay: { readiness: relay.readiness.filter(({ status }) => status === 200) } },
      /not 503 while/,
    ],
    [
      'a relay that is not ready again in time',
      { relay: { readiness: [...relay.readiness.slice(0, 2), { status: 200, askedAt: 26_000, answeredAt: 26_000 }] } },
      /not 200 again within 5 s/,
    ],
    [
      'a relay that was not ready before',
      { relay: { readiness: [{ status: 503, askedAt: 1, answeredAt: 2 }, ...relay.readiness] } },
      /not 200 before/,
    ],
    ['a relay that grows', { relay: { memoryMb: { before: 100, during: 600, after: 200 } } }, /from 100 MB to 600 MB/],
  ])('names %s', (_what, given, sentence) => {
    expect(judged(given)).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('the figures of an outage', () => {
  it('count by phase, and from the moment at which Temporal answered again', () => {
    expect(figuresOf(sent, outage)).toEqual({
      ...{
        sent: 3,
        attempts: 4,
        acknowledged: { before: 1, during: 0, after: 2 },
        refused: 1,
        brokenOff: 0,
        slowestMs: 10_000,
      },
      ...{ firstTakenAfterMs: 6_000, allTakenAfterMs: 6_000 },
    });
    expect(readyAgainAt(relay.readiness, outage)).toBe(20_500);
  });
});
