/** The kinds of the provider's objects that a sweep goes through (DESIGN section 5, *Sweep*). */
export const sweptKinds = ['customer', 'deposit', 'trade'] as const;
export type SweptKind = (typeof sweptKinds)[number];

/** How one object stood when a sweep saw it. */
export interface SweptObject {
  readonly id: string;
  /** The provider's own word, or nothing. */
  readonly status: string;
  /** When it was made by the provider's clock, whose zone is not known: only to be compared with others of it. */
  readonly madeAtMs?: number;
}

/** What a sweep leaves for the next one, of one kind of objects. */
export interface SweptState {
  /** When the newest was made, by the provider's clock. */
  readonly newestMs?: number;
  /** What is not final, or new enough to be listed once more; those first that were looked at longest ago. */
  readonly seen: readonly SweptObject[];
}

/** What became of the changes that a sweep found. */
export interface SweepCounts {
  /** How many objects it looked at. */
  readonly looked: number;
  /** How many had changed since the sweep before. */
  readonly changed: number;
  /** How many of these an order was told of, since it seemed not to know. */
  readonly told: number;
  /** How many no order is known by, so that a workflow of their own looks after them. */
  readonly unmatched: number;
  /** How many could not be read or told yet, which the next sweep tries again. */
  readonly postponed: number;
}

/** The result of the workflow `sweep`, which Temporal hands to the next run of its schedule. */
export interface SweepResult {
  readonly sweptAt: string;
  readonly counts: SweepCounts;
  readonly state: Readonly<Record<SweptKind, SweptState>>;
}

/** Whether what a schedule hands over is what a sweep has left. */
export function isSweepResult(value: unknown): value is SweepResult {
  if (typeof value !== 'object' || value === null || !('state' in value)) return false;
  const { state } = value;
  return typeof state === 'object' && state !== null && sweptKinds.every((kind) => kind in state);
}

/** The schedule, and the workflows it starts, of the workers on one task queue. */
export function sweepScheduleId(taskQueue: string): string {
  return `sweep-${taskQueue}`;
}
