import { laterDepositReference } from '../../src/signals/later-deposit';
import { laterReturnReference } from '../../src/signals/later-return';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { Ground } from './ground';
import type { Said } from './sayings';
import { handedOnId } from './trace';

/** Ends whatever still runs because of one order, which would only take its worker's time from the others. */
export async function clearUp({ client }: Ground, reference: string, said: readonly Said[]): Promise<void> {
  const workflowId = workflowIdOf(reference);
  const ofDeposits = said.flatMap(({ depositId }) =>
    depositId === undefined
      ? []
      : [handedOnId(workflowId, depositId), workflowIdOf(laterDepositReference(reference, depositId))],
  );
  const ids = [workflowId, workflowIdOf(laterReturnReference(reference, 1)), ...ofDeposits];
  for (const id of [...ids, ...said.map(({ unmatchedId }) => unmatchedId)]) {
    // Most of them are not there, or have ended.
    await client.workflow
      .getHandle(id)
      .terminate('It has been looked at.')
      .catch(() => undefined);
  }
}
