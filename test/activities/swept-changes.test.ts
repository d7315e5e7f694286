import fc from 'fast-check';
import { sweptObjects } from '../../src/activities/swept-reading';
import { horizonOf, isBeyond, overlapMs, stillToRead, sweptChanges } from '../../src/activities/swept-changes';
import type { SweptObject, SweptState } from '../../src/signals/sweep';

const noon = Date.parse('2026-11-24T12:00:00Z');
const minute = 60_000;
const made = (id: string, status: string, minutesAgo = 0): SweptObject => ({
  id,
  status,
  madeAtMs: noon - minutesAgo * minute,
});
const ids = (objects: readonly SweptObject[]) => objects.map(({ id }) => id);

it('takes a time beyond the present for the present, lest all that comes later seem old', () => {
  const listed = [
    { id: 'wrong', status: 'RECEIVED', timestamp: '2099-01-01T00:00:00Z' },
    { id: 'right', status: 'RECEIVED', timestamp: new Date(noon - minute).toISOString() },
  ];
  const objects = sweptObjects(listed, noon);
  expect(objects.map(({ madeAtMs }) => madeAtMs)).toEqual([noon, noon - minute]);
  const { state } = sweptChanges('deposit', undefined, objects, []);
  const later = sweptChanges('deposit', state, [made('later', 'RECEIVED', -5)], []);
  expect(ids(later.changed)).toEqual(['later']);
});

describe('what has changed since the sweep before', () => {
  const before: SweptState = {
    newestMs: noon - 60 * minute,
    seen: [made('open', 'RECEIVED', 600), made('same', 'RECEIVED', 600), made('recent', 'CONFIRMED', 62)],
  };

  it('is what is new, and what stands differently', () => {
    const seen = [
      made('new', 'RECEIVED', 1),
      made('new-and-final', 'CONFIRMED', 2),
      made('recent', 'CONFIRMED', 62),
      made('open', 'CONFIRMED', 600),
      made('same', 'RECEIVED', 600),
    ];
    const { changed } = sweptChanges('deposit', before, seen, []);
    expect(ids(changed)).toEqual(['new', 'new-and-final', 'open']);
  });

  it('does not include what was made before the sweep before and is listed beside the new', () => {
    const { changed } = sweptChanges('deposit', before, [made('new', 'RECEIVED'), made('old', 'CONFIRMED', 500)], []);
    expect(ids(changed)).toEqual(['new']);
  });

  it('includes what was made while nothing swept for days', () => {
    const aWeekAgo = { newestMs: noon - 7 * 1_440 * minute, seen: [] };
    const seen = [made('today', 'CONFIRMED'), made('five-days-ago', 'CONFIRMED', 5 * 1_440)];
    expect(ids(sweptChanges('deposit', aWeekAgo, seen, []).changed)).toEqual(['today', 'five-days-ago']);
  });

  it('is what is open, the first time: how old the rest is nobody knows', () => {
    const seen = [made('held', 'ACTION_REQUIRED', 5), made('done', 'CONFIRMED', 5), made('strange', 'NEW_WORD', 6)];
    expect(ids(sweptChanges('deposit', undefined, seen, []).changed)).toEqual(['held', 'strange']);
  });

  it('is found once, however often it is swept', () => {
    const objects = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        status: fc.constantFrom('RECEIVED', 'ACTION_REQUIRED', 'CONFIRMED', ''),
        madeAtMs: fc.integer({ min: noon - 2_000 * minute, max: noon }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(objects, (listed) => {
        const seen = [...new Map(listed.map((object) => [object.id, object])).values()];
        const first = sweptChanges('deposit', undefined, seen, []);
        const second = sweptChanges('deposit', first.state, seen, []);
        expect(second.changed).toEqual([]);
        expect(sweptChanges('deposit', second.state, seen, []).state).toEqual(second.state);
      }),
    );
  });
});

describe('what a sweep leaves for the next one', () => {
  it('is what is open or new, so that it does not grow with what is over', () => {
    const seen = [made('new', 'SETTLED', 1), made('over', 'SETTLED', 100), made('open', 'PROCESSING', 100)];
    const { state } = sweptChanges('trade', undefined, seen, []);
    expect(state.newestMs).toBe(noon - minute);
    expect(ids(state.seen)).toEqual(['new', 'open']);
  });

  it('begins with what was left over this time', () => {
    const { state } = sweptChanges('trade', undefined, [made('read', 'OPEN', 9)], [made('unread', 'OPEN', 900)]);
    expect(ids(state.seen)).toEqual(['unread', 'read']);
  });

  it('forgets customers who have not been approved for a month, but no money', () => {
    const [month, now] = [31 * 1_440, made('new', 'PENDING')];
    expect(ids(sweptChanges('customer', undefined, [now], [made('old', 'PENDING', month)]).state.seen)).toEqual([
      'new',
    ]);
    expect(ids(sweptChanges('deposit', undefined, [now], [made('old', 'HELD', month)]).state.seen)).toContain('old');
  });

  it('has to be read one by one where lists do not show it any more', () => {
    const before = { seen: [made('listed', 'OPEN', 9), made('unlisted', 'OPEN', 9), made('over', 'SETTLED', 9)] };
    expect(ids(stillToRead('trade', before, [made('listed', 'OPEN', 9)]))).toEqual(['unlisted']);
  });
});

describe('how far back a sweep looks', () => {
  it('is a little further than the newest that the sweep before has seen', () => {
    expect(horizonOf({ newestMs: noon, seen: [] }, [])).toBe(noon - overlapMs);
  });

  it('is some days the first time, and everything where the provider tells no times', () => {
    expect(horizonOf(undefined, [made('a', 'OPEN'), made('b', 'OPEN', 5)])).toBe(noon - 3 * 1_440 * minute);
    expect(horizonOf(undefined, [{ id: 'a', status: 'OPEN' }])).toBeUndefined();
  });

  it.each<[string, SweptObject[], boolean]>([
    ['a page that ends beyond it', [made('a', 'OPEN', 5), made('b', 'OPEN', 70)], true],
    ['a page that does not reach it', [made('a', 'OPEN', 5), made('b', 'OPEN', 55)], false],
    ['a list from old to new, whose new ones come last', [made('a', 'OPEN', 90), made('b', 'OPEN', 70)], false],
    ['a list in no order', [made('a', 'OPEN', 70), made('b', 'OPEN', 5), made('c', 'OPEN', 90)], false],
    ['a page all of one time, which may run either way', [made('a', 'OPEN', 70), made('b', 'OPEN', 70)], false],
    ['a page with an object without a time', [made('a', 'OPEN', 70), { id: 'b', status: 'OPEN' }], false],
    ['a page that begins with one', [{ id: 'a', status: 'OPEN' }, made('b', 'OPEN', 80), made('c', 'OPEN', 80)], false],
  ])('is known of %s', (_what, page, expected) => {
    expect(isBeyond(page, noon - 60 * minute)).toBe(expected);
  });
});
