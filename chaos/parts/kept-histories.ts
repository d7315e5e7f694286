import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowClient } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

/** Writes the histories of orders into a directory, one file each, so that what went wrong can be replayed. */
export async function keepHistories(
  client: WorkflowClient,
  workflowIds: readonly string[],
  directory: string,
): Promise<void> {
  for (const workflowId of workflowIds) {
    // One that is not there has no history, which is for others to report.
    const history = await client
      .getHandle(workflowId)
      .fetchHistory()
      .catch(() => undefined);
    if (history) await writeFile(join(directory, `${workflowId.replaceAll(':', '-')}.json`), historyToJSON(history));
  }
}
