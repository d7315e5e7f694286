import type { ForgeryKind, UnknownKind } from './fates';
import type { Player } from './play';
import type { Answer } from './sending';

/** What was sent in the place of an event, or along with it. */
export type Sent =
  | { readonly what: 'event'; readonly copy: number; readonly of: number; readonly late: boolean }
  | { readonly what: 'forged'; readonly kind: ForgeryKind }
  | { readonly what: 'unknown'; readonly kind: UnknownKind }
  | { readonly what: 'unknown-status' };

/** A message that was sent, and what the relay said to it. */
export interface Delivery {
  readonly player: Player;
  /** The event's name, and which one of that name it was. */
  readonly event: string;
  readonly sent: Sent;
  readonly answer: Answer;
  /** Since the storm began. */
  readonly atMs: number;
}

/** An event of which nobody is ever told. */
export interface LostEvent {
  readonly player: Player;
  readonly name: string;
  /** By these the order is found that it was for; without them it was for all orders of the customer. */
  readonly network?: string;
  readonly depositId?: string;
}

/** Everything that a storm has done. */
export interface Tally {
  /** Events of the provider and of the bank that the storm took in. */
  readonly events: number;
  readonly bankReports: number;
  readonly late: number;
  readonly lost: readonly LostEvent[];
  readonly deliveries: readonly Delivery[];
  /** What the workflows must be named that keep what is unknown. */
  readonly unknowns: readonly { readonly kind: UnknownKind; readonly keptAs: string }[];
  /** Deliveries of an event after one of the same customer that had happened later. */
  readonly overtaken: number;
}

/** Sentences about everything that the relay should not have answered as it did. */
export function wronglyAnswered(deliveries: readonly Delivery[]): string[] {
  return deliveries.flatMap(({ player: { seed, cast }, event, sent, answer: { status } }) => {
    const of = `of seed ${seed}, customer ${cast.number} (${event})`;
    const taken = status >= 200 && status < 300;
    if (sent.what === 'forged') {
      // 429 is what a source hears that has sent too many of them: no less a refusal.
      const refused = status === 401 || status === 429;
      return refused ? [] : [`A forged message ${of}, ${sent.kind}, was answered ${status} and not refused.`];
    }
    return taken ? [] : [`A rightly signed message ${of}, ${sent.what}, was answered ${status}.`];
  });
}
