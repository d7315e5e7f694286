import type { Step } from './bookkeeping';
import { delaysMs } from './delays';
import type { PlannedStep } from './journey';
import type { Records } from './records';

export interface ScheduleSettings {
  records: Records;
  timeScale: number;
  now: () => number;
}

/** Keeps the steps that are still to come, in the records, and takes each when it is due. */
export class Schedule {
  readonly #settings: ScheduleSettings;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #take: ((step: Step) => Promise<unknown>) | undefined;

  constructor(settings: ScheduleSettings) {
    this.#settings = settings;
  }

  /** Begins to take steps, those an earlier process left included. Overdue ones come at once. */
  begin(take: (step: Step) => Promise<unknown>): void {
    this.#take = take;
    for (const step of this.#settings.records.steps.all()) this.#wait(step);
  }

  plan({ name, subject, delay }: PlannedStep): void {
    const { records, timeScale, now } = this.#settings;
    const dueAtMs = now() + delaysMs[delay] * timeScale;
    this.#wait(records.steps.put({ ...records.next(), name, subject, dueAtMs }));
  }

  stop(): void {
    this.#take = undefined;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #wait(step: Step): void {
    if (this.#timers.has(step.id)) return;
    const due = () => {
      this.#timers.delete(step.id);
      if (!this.#take) return;
      // Removed in the same synchronous section as the step's own change, so that a kill loses neither or both.
      this.#settings.records.steps.delete(step.id);
      // A step that fails is a defect of the simulator: the unhandled rejection ends the process, visibly.
      void this.#take(step);
    };
    this.#timers.set(step.id, setTimeout(due, Math.max(0, step.dueAtMs - this.#settings.now())));
  }
}
