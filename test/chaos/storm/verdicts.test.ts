import { castOf } from '../../../chaos/storm/cast';
import { playerOf } from '../../../chaos/storm/play';
import { isAtRest, isAtWork, isPast, type Standing } from '../../../chaos/storm/standings';
import { wronglyAnswered, type Sent } from '../../../chaos/storm/tally';
import { wronglyKept } from '../../../chaos/storm/unmatched';

const [cast] = castOf(1);
if (cast === undefined) throw new Error('Seed 1 has no cast.');
const player = playerOf(1, 'storm', cast, 'x-');

describe('what the relay answers', () => {
  const answered = (sent: Sent, status: number) =>
    wronglyAnswered([{ player, event: 'TRADE_SETTLED ETH #1', sent, answer: { status, tries: 1 }, atMs: 0 }]);

  it.each([200, 202, 400, 404])('is wrong if it says %i to what is forged', (status) => {
    expect(answered({ what: 'forged', kind: 'stale' }, status)).toEqual([
      expect.stringContaining(`A forged message of seed 1`),
    ]);
  });

  it.each([401, 429])('is a refusal if it says %i to what is forged', (status) => {
    expect(answered({ what: 'forged', kind: 'stale' }, status)).toEqual([]);
  });

  it.each<Sent>([
    { what: 'event', copy: 1, of: 1, late: false },
    { what: 'unknown', kind: 'trade' },
    { what: 'unknown-status' },
  ])('is wrong if it refuses what is rightly signed: $what', (sent) => {
    expect(answered(sent, 200)).toEqual([]);
    expect(answered(sent, 401)).toHaveLength(1);
  });
});

describe('what is unknown', () => {
  const unknowns = [{ kind: 'trade', keptAs: 'unmatched-tradeSettled-trade:t-1-' }] as const;
  const own = { workflowId: 'unmatched-tradeSettled-trade:t-1-0123456789abcdef', running: true };

  it('is to be kept as one workflow, which goes on', () => {
    expect(wronglyKept([own], unknowns)).toEqual([]);
    expect(wronglyKept([], unknowns)).toEqual([expect.stringContaining('kept 0 times')]);
    expect(wronglyKept([own, { ...own, workflowId: `${own.workflowId}0` }], unknowns)).toEqual([
      expect.stringContaining('kept 2 times'),
    ]);
    expect(wronglyKept([{ ...own, running: false }], unknowns)).toEqual([expect.stringContaining('was dropped')]);
  });

  it('is not what an order is there for: that may not be kept in the end', () => {
    const early = { workflowId: 'unmatched-tradeSettled-trade:t-2-0123456789abcdef', running: false };
    expect(wronglyKept([own, early], unknowns)).toEqual([]);
    expect(wronglyKept([own, { ...early, running: true }], unknowns)).toEqual([
      expect.stringContaining('its order is there'),
    ]);
  });
});

describe('an order', () => {
  const at = (stage: Standing['stage'], changes: Partial<Standing> = {}): Standing => {
    return { stage, running: true, needsAttention: false, ...changes };
  };

  it('is at rest where only time or a person can change anything', () => {
    expect(isAtRest(at('watching-for-return'))).toBe(true);
    expect(isAtRest(at('awaiting-trade', { needsAttention: true }))).toBe(true);
    expect(isAtRest(at('awaiting-deposit', { running: false }))).toBe(true);
    expect(isAtRest(at('awaiting-bank-transfer'))).toBe(false);
  });

  it('is at work where it waits for nobody but its worker', () => {
    expect(isAtWork(at('creating-flow'))).toBe(true);
    expect(isAtWork(at('confirming-deposit'))).toBe(false);
    expect(isAtWork(at('creating-flow', { needsAttention: true }))).toBe(false);
  });

  it('is past an event once it has left the stage after that which the event leads out of', () => {
    expect(isPast(at('confirming-deposit'), 'awaiting-deposit')).toBe(false);
    expect(isPast(at('awaiting-trade'), 'awaiting-deposit')).toBe(true);
    expect(isPast(at('awaiting-deposit', { running: false }), 'awaiting-deposit')).toBe(true);
  });
});
