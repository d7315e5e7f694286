import { describeOrder, type Standing, type TemporalAccess } from '../checker/orders';
import { until } from '../parts/until';

/** An order whose worker died waits for the activity's timeout, 45 s, and for its next try; twice at the worst. */
export const endDeadlineMs = 180_000;
/** An order that needs attention may be about to help itself. */
const attentionLastsMs = 5_000;

/**
 * How an order stands once it has settled or ended, or needs attention for good. One that never comes to rest, or never
 * comes to be, is given up after a while, for the checker to report.
 */
export async function untilAtRest(temporal: TemporalAccess, workflowId: string): Promise<Standing> {
  let last: Standing = { is: 'under way', stage: 'its start' };
  let attentionSince: number | undefined;
  const atRest = async (): Promise<Standing | undefined> => {
    last = (await describeOrder(temporal, workflowId)).standing;
    if (last.is === 'needing attention') attentionSince ??= performance.now();
    else attentionSince = undefined;
    if (attentionSince !== undefined) return performance.now() - attentionSince < attentionLastsMs ? undefined : last;
    return last.is === 'settled' || last.is === 'ended' ? last : undefined;
  };
  const ask = { deadlineMs: endDeadlineMs, everyMs: 250 };
  return until(`the end of ${workflowId}`, atRest, ask).catch(() => last);
}
