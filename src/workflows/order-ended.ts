import type { Ending } from './expectations';

/** Leaves the journey from wherever it is. Never reaches Temporal: an order completes, it does not fail. */
export class OrderEnded extends Error {
  override readonly name = 'OrderEnded';
  constructor(readonly ending: Ending) {
    super(ending.reason);
  }
}
