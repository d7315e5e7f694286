import { temporal } from '@temporalio/proto';
import { timelineOf } from '../../../chaos/checker/timeline';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
const { WorkflowTaskFailedCause } = temporal.api.enums.v1;
const beganAt = Date.parse('2026-11-28T18:00:00.000Z');

/** Events a tenth of a second apart, numbered from 1. */
function history(...attributes: readonly HistoryEvent[]): HistoryEvent[] {
  return attributes.map((attribute, index) => {
    const atMs = beganAt + index * 100;
    const eventTime = { seconds: Math.floor(atMs / 1_000), nanos: (atMs % 1_000) * 1_000_000 };
    return { ...attribute, eventId: index + 1, eventTime } as unknown as HistoryEvent;
  });
}

function shown(attributes: Readonly<Record<string, unknown>>): HistoryEvent {
  const fields = Object.entries(attributes).map(([name, value]) => [
    name,
    { data: Buffer.from(JSON.stringify(value)) },
  ]);
  return {
    upsertWorkflowSearchAttributesEventAttributes: { searchAttributes: { indexedFields: Object.fromEntries(fields) } },
  };
}

const started: HistoryEvent = { workflowExecutionStartedEventAttributes: {} };
const scheduled: HistoryEvent = { activityTaskScheduledEventAttributes: { activityType: { name: 'ensureFlow' } } };
const completed = (scheduledEventId: number) =>
  ({ activityTaskCompletedEventAttributes: { scheduledEventId } }) as unknown as HistoryEvent;

describe('the timeline of an order', () => {
  it('tells from when to when something was under way', () => {
    const { startedAt, works } = timelineOf(history(started, scheduled, started, completed(2)));
    expect(startedAt).toBe(beganAt);
    expect(works).toEqual([{ what: 'ensureFlow', from: beganAt + 100, to: beganAt + 300 }]);
  });

  it('tells of decisions likewise, and of what is not over', () => {
    const task: HistoryEvent = { workflowTaskScheduledEventAttributes: {} };
    const timedOut = { workflowTaskTimedOutEventAttributes: { scheduledEventId: 1 } } as unknown as HistoryEvent;
    expect(timelineOf(history(task, timedOut, scheduled)).works).toEqual([
      { what: 'workflow task', from: beganAt, to: beganAt + 100 },
      { what: 'ensureFlow', from: beganAt + 200, to: undefined },
    ]);
  });

  it('knows when an order rests: while it needs a person, once it is settled, and at its end', () => {
    const events = history(
      started,
      shown({ OfframpStage: 'awaiting-deposit', OfframpNeedsAttention: false }),
      shown({ OfframpNeedsAttention: true }),
      shown({ OfframpNeedsAttention: false }),
      shown({ OfframpStage: 'watching-for-return' }),
      { workflowExecutionCompletedEventAttributes: {} },
    );
    expect(timelineOf(events).rests).toEqual([
      { at: beganAt + 200, atRest: true },
      { at: beganAt + 300, atRest: false },
      { at: beganAt + 400, atRest: true },
    ]);
  });

  it('names failures of the code, and not those that the server makes itself', () => {
    const failed = (cause: number, message: string): HistoryEvent => ({
      workflowTaskFailedEventAttributes: { cause, failure: { message } },
    });
    const { bugs } = timelineOf(
      history(
        failed(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND, 'something came meanwhile'),
        failed(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR, 'another history'),
      ),
    );
    expect(bugs).toEqual(['another history']);
  });
});
