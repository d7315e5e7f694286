import type { AttentionReason } from '../../src/signals/attention-reasons';
import type { OfframpOutcome, OfframpStage } from '../../src/signals/stages';
import type { Story } from '../story';
import type { Scene } from './scene';

/** How an order, or an event that no order is known by, is to stand: without outcome or attention where none is named. */
export interface Standing {
  /** Any, if absent. */
  readonly stage?: OfframpStage;
  readonly outcome?: OfframpOutcome;
  readonly needsAttention?: AttentionReason;
}

/** An order that cannot go on without an operator, and how it gets there and out again. */
export interface OperatorCase {
  /** The end of the order's reference, the id of its entry in docs/runbook.md, and the name of that entry's picture. */
  readonly name: string;
  /** What has happened, in a sentence. */
  readonly shows: string;
  readonly order: Story['order'];
  /** Starts the order and resolves once it stands as `stands` says. */
  readonly bring: (scene: Scene) => Promise<void>;
  readonly stands: Standing;
  /** What has to happen outside before the command helps: the provider lets a deposit go, say. */
  readonly putRight?: (scene: Scene) => Promise<void>;
  /** What happens outside after the command, which only an order that was repaired comes through. */
  readonly afterwards?: (scene: Scene) => Promise<void>;
  readonly repaired: Standing;
}

/** How something was seen to stand. */
export type SeenStanding = { readonly [Aspect in keyof Standing]: string };

/** Whether something stands as it is expected to. */
export function standsAs(expected: Standing, actual: SeenStanding): boolean {
  return (
    (expected.stage === undefined || expected.stage === actual.stage) &&
    expected.outcome === actual.outcome &&
    expected.needsAttention === actual.needsAttention
  );
}
