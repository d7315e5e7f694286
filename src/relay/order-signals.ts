import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { signalOrder, type SignalOrder } from '../client/deliver';
import { LatestEntries } from './latest-entries';

/** How many signals one order takes in from this relay; Temporal refuses all beyond 10,000 in the life of a workflow. */
export interface SignalLimits {
  /** In all, of those that are proven; as many hints may come on top of them. Some dozens are usual. */
  readonly mostSignals: number;
  /** Of those that only make the order ask the provider, in an hour. */
  readonly mostHintsAnHour: number;
}

export const signalLimits: SignalLimits = { mostSignals: 1_000, mostHintsAnHour: 30 };

/** An order has been sent far more than any order should be; whoever sends more must keep it. */
export class OrderFlooded extends Error {
  override readonly name = 'OrderFlooded';
}

const hourMs = 3_600_000;
const mostRemembered = 20_000;

interface Told {
  signals: number;
  hints: number;
  hintsThisHour: number;
  hoursSince: number;
}

/**
 * Signals orders, each of them once about one and the same message: what Temporal has accepted is no news a second time.
 * Remembers the latest 20,000 orders and messages of this process; whoever is forgotten is told again, which is harmless.
 */
export class OrderSignals {
  readonly #told = new LatestEntries<Told>(mostRemembered);
  readonly #accepted = new LatestEntries<true>(mostRemembered);

  constructor(
    private readonly client: Client,
    private readonly limits: SignalLimits = signalLimits,
    private readonly now: () => number = Date.now,
  ) {}

  /** Signals what a message says; told apart from others by these bytes, which must hold all that is signed. */
  about(message: Uint8Array | string): SignalOrder {
    const digest = createHash('sha256').update(message).digest('base64');
    return async (workflowId, name, payload) => {
      const key = `${workflowId} ${name} ${digest}`;
      if (this.#accepted.get(key)) return true;
      const told = this.#toldTo(workflowId);
      if (told.signals >= this.limits.mostSignals) {
        throw new OrderFlooded(`${workflowId} has been sent ${told.signals} signals; no order needs so many.`);
      }
      const isTaken = await signalOrder(this.client, workflowId, name, payload);
      // What Temporal has not accepted, such as all that comes while it is away, uses nothing up.
      if (!isTaken) return false;
      told.signals += 1;
      this.#accepted.set(key, true);
      return true;
    };
  }

  /** Signals a hint, of which an order hears no more than it may in an hour: it asks the provider for each. */
  get hint(): SignalOrder {
    return async (workflowId, name, payload) => {
      const told = this.#toldTo(workflowId);
      if (told.hintsThisHour >= this.limits.mostHintsAnHour || told.hints >= this.limits.mostSignals) return true;
      told.hintsThisHour += 1;
      // Counted by themselves: whoever sends hints must not use up what proven messages need.
      told.hints += 1;
      return signalOrder(this.client, workflowId, name, payload);
    };
  }

  #toldTo(workflowId: string): Told {
    const hoursSince = Math.floor(this.now() / hourMs);
    const told = this.#told.get(workflowId) ?? { signals: 0, hints: 0, hintsThisHour: 0, hoursSince };
    if (told.hoursSince !== hoursSince) Object.assign(told, { hintsThisHour: 0, hoursSince });
    this.#told.set(workflowId, told);
    return told;
  }
}
