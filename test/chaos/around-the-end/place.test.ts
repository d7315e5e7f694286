import { placeOf, type Traces } from '../../../chaos/around-the-end/place';

const deposit: Traces = {
  ending: 'cancelled',
  saying: 'deposit',
  said: 'Delivered.',
  timesHeard: 1,
  orderEnded: true,
  accountedFor: true,
  unmatched: undefined,
};
const nowhere = { timesHeard: 0, accountedFor: false };

describe('the place of a message', () => {
  it.each<[string, Partial<Traces>, string]>([
    ['heard, and handed on as the order ended', {}, 'heard before the end'],
    ['heard, and the order goes on', { orderEnded: false }, 'kept from ending'],
    ['looked after as an unmatched event', { ...nowhere, unmatched: 'looked after' }, 'kept after the end'],
    ['a repetition that an ended order knows', { ...nowhere, saying: 'repetition', said: 'Known: …' }, 'known, ended'],
    ['a repetition that was heard', { saying: 'repetition', accountedFor: false }, 'heard before the end'],
    [
      'dismissed before anybody heard it',
      { ...nowhere, ending: 'dismissed', unmatched: 'dismissed' },
      'kept after the end',
    ],
    ['delivered before it was dismissed', { ending: 'dismissed', unmatched: 'delivered' }, 'heard before the end'],
  ])('of one that is %s', (_what, traces, place) => {
    expect(placeOf({ ...deposit, ...traces })).toEqual({ place });
  });

  it.each<[string, Partial<Traces>, RegExp]>([
    ['in no history and not kept', nowhere, /said "Delivered\.", and it is nowhere/],
    ['heard and forgotten as the order ended', { accountedFor: false }, /does not account for it/],
    ['heard twice', { timesHeard: 2 }, /heard 2 times/],
    ['news that the relay took for long known', { ...nowhere, said: 'Known: its order has ended.' }, /nowhere/],
    ['dismissed and delivered all the same', { ending: 'dismissed', unmatched: 'dismissed' }, /has heard it 1 times/],
    ['said to be delivered, and not heard', { ...nowhere, ending: 'dismissed', unmatched: 'delivered' }, /heard it 0/],
  ])('is none where it is %s', (_what, traces, why) => {
    expect(placeOf({ ...deposit, ...traces })).toEqual({ place: 'lost', why: expect.stringMatching(why) });
  });
});
