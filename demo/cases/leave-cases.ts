import { createOfframpClient } from '../../src/client';
import { loadClientConfig } from '../../src/config';
import { connectClient } from '../../src/temporal';
import { referencePrefix } from '../story';
import type { RunningSystem } from '../system';
import { table } from '../table';
import { operatorCases } from './cases';
import { standsAs, type OperatorCase, type SeenStanding } from './operator-case';
import { Scene, type Surroundings } from './scene';
import { turns } from './turns';

/** As many as a machine with two cores has something to do with at each moment. */
const casesAtOnce = 8;

/** A case as it was left: how it stands, or why it does not. */
export interface LeftCase {
  readonly operatorCase: Pick<OperatorCase, 'name' | 'shows'>;
  readonly workflowId: string;
  /** The order's reference, or the id of an event that no order is known by. */
  readonly subject: string;
  readonly standing?: SeenStanding;
  readonly problem?: string;
}

export interface LeavingSettings {
  readonly say: (line: string) => void;
  /** Nothing is awaited any longer once this is aborted. */
  readonly signal: AbortSignal;
}

/** Brings every case to where it needs an operator, several at once, and leaves them there. */
export async function leaveCases(
  { environment, runId, simulatorUrl }: RunningSystem,
  { say, signal }: LeavingSettings,
): Promise<readonly LeftCase[]> {
  const config = loadClientConfig(environment);
  const client = await connectClient(config);
  const offramps = createOfframpClient({ client, taskQueue: config.TEMPORAL_TASK_QUEUE });
  const surroundings = { client, offramps, simulatorUrl, referencePrefix: referencePrefix(runId), signal };
  say(`\n${operatorCases.length} more orders are brought to where each needs an operator:`);
  const inTurn = turns(casesAtOnce);
  const left = await Promise.all(operatorCases.map((one) => inTurn(() => leaveCase(surroundings, one, say))));
  await client.connection.close();
  return left;
}

async function leaveCase(
  surroundings: Surroundings,
  operatorCase: OperatorCase,
  say: (line: string) => void,
): Promise<LeftCase> {
  const { name, shows } = operatorCase;
  const scene = new Scene(surroundings, operatorCase);
  try {
    await operatorCase.bring(scene);
    const standing = await scene.standing();
    const { subject, workflowId } = scene;
    if (!standsAs(operatorCase.stands, standing)) {
      const instead = `${JSON.stringify(standing)} instead of ${JSON.stringify(operatorCase.stands)}`;
      return { operatorCase, workflowId, subject, standing, problem: `${subject} stands as ${instead}.` };
    }
    say(`  ${name}: ${shows}`);
    return { operatorCase, workflowId, subject, standing };
  } catch (error) {
    surroundings.signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    const { subject, workflowId } = scene;
    return { operatorCase, workflowId, subject, problem: `${subject} was not brought to ${name}: ${reason}` };
  }
}

/** What was left, with the entry of the runbook that says how each is repaired. */
export function leftTable(left: readonly Omit<LeftCase, 'workflowId'>[]): string[] {
  const rows = left.map(({ operatorCase: { name }, subject, standing }) => [
    subject,
    standing?.stage ?? '-',
    standing?.needsAttention ?? '-',
    `docs/runbook.md#${name}`,
  ]);
  return table(['reference', 'stage', 'needs attention for', 'how to repair it'], rows);
}
