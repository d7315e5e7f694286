import type { Message } from './messages';
import type { Player } from './play';
import type { Answer } from './sending';
import type { LostEvent, Sent, Tally } from './tally';

/** An event that has come, as deliveries of it are noted. */
export interface Told {
  readonly player: Player;
  /** Its name, and which one of that name it was. */
  readonly event: string;
  /** Its place among all events, in the order in which they happened. */
  readonly number: number;
}

/** Writes down what a storm does. */
export class StormLog {
  readonly #startedAt = performance.now();
  readonly #tally = {
    ...{ events: 0, bankReports: 0, late: 0, overtaken: 0 },
    lost: [] as LostEvent[],
    deliveries: [] as Tally['deliveries'][number][],
    unknowns: [] as Tally['unknowns'][number][],
  };
  /** How often an event of a name has come, by player. */
  readonly #came = new Map<string, number>();
  /** The latest event of a player that was sent, by its number. */
  readonly #reached = new Map<Player, number>();

  get tally(): Tally {
    return this.#tally;
  }

  /** Notes that an event has come. Events of one name are numbered for each customer. */
  came(player: Player, name: string, channel: Message['channel']): Told {
    const key = `${player.externalId} ${name}`;
    const sequence = (this.#came.get(key) ?? 0) + 1;
    this.#came.set(key, sequence);
    this.#tally.events += 1;
    if (channel === 'bank-report') this.#tally.bankReports += 1;
    return { player, event: `${name} #${sequence}`, number: this.#tally.events };
  }

  lost(event: LostEvent): void {
    this.#tally.lost.push(event);
  }

  delayed(): void {
    this.#tally.late += 1;
  }

  unknown(what: Tally['unknowns'][number]): void {
    this.#tally.unknowns.push(what);
  }

  /** Notes that a copy leaves, perhaps after one of an event that happened later. */
  leaves({ player, number }: Told): void {
    const reached = this.#reached.get(player) ?? 0;
    if (number < reached) this.#tally.overtaken += 1;
    this.#reached.set(player, Math.max(number, reached));
  }

  answered({ player, event }: Told, sent: Sent, answer: Answer): void {
    this.#tally.deliveries.push({ player, event, sent, answer, atMs: performance.now() - this.#startedAt });
  }
}
