import { placeTable, summary } from '../../../chaos/around-the-end/report';
import { violationsOf, type EndingResult } from '../../../chaos/around-the-end/result';

const ended: EndingResult = {
  ending: 'cancelled',
  workflowId: 'offramp-end-1',
  tries: [
    { number: 1, ending: 'cancelled', place: 'heard before the end', refusals: 0, answeredAfterEndMs: -12 },
    {
      number: 2,
      ending: 'cancelled',
      place: 'kept after the end',
      outcome: 'later-deposit',
      refusals: 1,
      answeredAfterEndMs: 300,
    },
  ],
  playedAgain: 1,
  failures: [],
  endTookMs: 120,
};
const lossy: EndingResult = {
  ending: 'rejected',
  workflowId: 'offramp-end-2',
  tries: [{ number: 3, ending: 'rejected', place: 'lost', why: 'it is nowhere', refusals: 0 }],
  playedAgain: 0,
  failures: ['a task failed'],
};

describe('the report on the ends', () => {
  it('counts by end and by place', () => {
    const [, , cancelled] = placeTable([ended, lossy]);
    expect(cancelled?.split(/\s{2,}/)).toEqual(['cancelled', '1', '120 ms', '2', '1', '0', '1', '0', '0', '1']);
    expect(
      placeTable([ended, lossy])
        .at(-1)
        ?.split(/\s{2,}/),
    ).toEqual(['all', '2', '3', '1', '0', '1', '0', '1', '1']);
  });

  it('tells how close to the ends the answers came, and what became of what was kept', () => {
    const text = summary([ended, lossy], 1_500);
    expect(text).toContain('3 messages around 2 ends; of those about orders that ended, 1 were answered within 50 ms');
    expect(text).toContain('Kept: 1 later-deposit. Refused and sent again: 1. Lost: 1. Everything took 1.5 s.');
  });

  it('names each message that is lost, and each task that failed', () => {
    expect(violationsOf(ended)).toEqual([]);
    expect(violationsOf(lossy)).toEqual([
      'offramp-end-2 (rejected): message 3 is lost: it is nowhere.',
      'offramp-end-2 (rejected): a task failed',
    ]);
  });
});
