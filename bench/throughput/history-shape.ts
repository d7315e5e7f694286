import type { temporal } from '@temporalio/proto';
import { temporal as protocol } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
/** How many events of each type a history has; types by their names, such as `TIMER_STARTED`. */
export type HistoryShape = ReadonlyMap<string, number>;

/** Only a clock that is moved on writes these; nobody moves the clocks of real orders. */
const ofMovedClocks = ['WORKFLOW_EXECUTION_OPTIONS_UPDATED', 'WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED'];
/** On a busy machine several messages share a task, or a task is repeated; neither is the order's doing. */
const ofWorkflowTasks = /^WORKFLOW_TASK_/;
const mostTasksApart = 3;

/** Of how many events of which type a history consists, without those that only moving its clock has written. */
export function shapeOf(events: readonly Pick<HistoryEvent, 'eventType'>[]): HistoryShape {
  const shape = new Map<string, number>();
  for (const { eventType } of events) {
    const name = nameOf(eventType);
    if (!ofMovedClocks.includes(name)) shape.set(name, (shape.get(name) ?? 0) + 1);
  }
  return shape;
}

export function eventCount(shape: HistoryShape): number {
  return [...shape.values()].reduce((sum, count) => sum + count, 0);
}

/** The history with the fewest events: that of a run in which no task had to be repeated. */
export function leanest(shapes: readonly HistoryShape[]): HistoryShape {
  const [first, ...others] = shapes;
  if (first === undefined) throw new Error('There is no history to look at.');
  return others.reduce((least, shape) => (eventCount(shape) < eventCount(least) ? shape : least), first);
}

/** Where two histories differ, one sentence each; workflow tasks may be a few apart. */
export function shapeDifferences(ours: HistoryShape, control: HistoryShape): string[] {
  return [...new Set([...ours.keys(), ...control.keys()])].sort().flatMap((type) => {
    const [count, controlCount] = [ours.get(type) ?? 0, control.get(type) ?? 0];
    const allowed = ofWorkflowTasks.test(type) ? mostTasksApart : 0;
    if (Math.abs(count - controlCount) <= allowed) return [];
    return [`${type}: ${count} in an order's history, ${controlCount} in the control's.`];
  });
}

function nameOf(eventType: HistoryEvent['eventType']): string {
  // A history read from JSON may have the names already.
  const name = typeof eventType === 'string' ? eventType : protocol.api.enums.v1.EventType[eventType ?? 0];
  return String(name).replace(/^EVENT_TYPE_/, '');
}
