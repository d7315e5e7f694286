import type { EndingName, Saying } from './schedule';

/** Where messages go that the relay has answered with 2xx. */
export const places = [
  /** In the order's history, and the order has ended: what it left behind accounts for it. */
  'heard before the end',
  /** In the order's history, and the order goes on. */
  'kept from ending',
  /** Temporal has it as an unmatched event, or as what this has become. */
  'kept after the end',
  /** Nothing new about an object of an order that has ended, as the relay said. */
  'known, ended',
  'lost',
] as const;
export type Place = (typeof places)[number];

/** What can be found out of one message afterwards. */
export interface Traces {
  readonly ending: EndingName;
  readonly saying: Saying;
  /** The relay's answer that counted. */
  readonly said: string;
  /** How often it stands in the order's history as a signal. */
  readonly timesHeard: number;
  readonly orderEnded: boolean;
  /** Whether what the order left behind (its claims, what it handed on, the facts in its record) tells of the message. */
  readonly accountedFor: boolean;
  /** What became of the relay's own unmatched event, or that it is looked after; `undefined` if there is none. */
  readonly unmatched: string | undefined;
}

export interface Verdict {
  readonly place: Place;
  /** Why it counts as lost. */
  readonly why?: string;
}

/** Where a message went; `lost`, with the reason, wherever the traces do not add up. */
export function placeOf(traces: Traces): Verdict {
  const { ending, saying, said, timesHeard, orderEnded, accountedFor, unmatched } = traces;
  if (timesHeard > 1) return lost(`it was heard ${timesHeard} times`);
  if (ending === 'dismissed') return placeOfDismissed(traces);
  if (timesHeard === 1) {
    if (saying !== 'repetition' && !accountedFor) return lost('it was heard, and the order does not account for it');
    return { place: orderEnded ? 'heard before the end' : 'kept from ending' };
  }
  if (unmatched !== undefined) return { place: 'kept after the end' };
  if (saying === 'repetition' && said.startsWith('Known')) return { place: 'known, ended' };
  return lost(`the relay said "${said}", and it is nowhere`);
}

/** An unmatched event is delivered, and then heard; or it is dismissed, and then nothing of it comes later. */
function placeOfDismissed({ timesHeard, unmatched }: Traces): Verdict {
  if (unmatched === 'delivered' && timesHeard === 1) return { place: 'heard before the end' };
  if (unmatched === 'dismissed' && timesHeard === 0) return { place: 'kept after the end' };
  return lost(`its unmatched event is ${unmatched ?? 'not there'}, and the order has heard it ${timesHeard} times`);
}

function lost(why: string): Verdict {
  return { place: 'lost', why };
}
