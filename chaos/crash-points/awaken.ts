import type { Client } from '@temporalio/client';
import type { StartedProcess } from '../parts/child-process';
import type { Lane } from '../parts/lane';
import { lastPolls } from '../parts/pollers';
import { until, within } from '../parts/until';

const awakeningDeadlineMs = 60_000;

/**
 * Lets a frozen worker go on, as if no time had passed, until it has finished everything that it was in the middle of
 * or had been handed meanwhile. Answers with what was done to it, in words.
 */
export async function awaken(
  frozen: StartedProcess,
  frozenAt: number,
  { lane, client }: { readonly lane: Lane; readonly client: Client },
): Promise<string> {
  const frozenSeconds = ((performance.now() - frozenAt) / 1000).toFixed(0);
  const awakenedAt = Date.now();
  frozen.thaw();
  const asksForWork = async (): Promise<true | undefined> => {
    const polls = await lastPolls(client, lane.providerQueue);
    return [...polls].some(([identity, at]) => frozen.isKnownAs(identity) && at > awakenedAt) ? true : undefined;
  };
  const asked = until('the awakened worker to ask for work again', asksForWork, { deadlineMs: awakeningDeadlineMs });
  // Where it ends instead, nobody waits for it to ask.
  asked.catch(() => undefined);
  await Promise.race([asked, frozen.ended]);
  // A worker ends only when its activities have.
  await within('the awakened worker to finish its activities', awakeningDeadlineMs, () => frozen.finish());
  return `1 freeze of ${frozenSeconds} s`;
}
