import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { ValueError } from '@temporalio/common';
import { isKeyCanary, keyDisagreement, type KeyCanary } from '../encryption/key-canary';
import type { KeyRing } from '../encryption/key-ring';
import { keyRingOf } from '../encryption/payload-codec';
import { PayloadKeyMissing } from '../encryption/payload-errors';
import { sweepScheduleId } from '../signals/sweep';

/** Whether the workers of a task queue can read what is written with certain keys; `unknown` before the first has begun. */
export type KeyAgreement =
  | { readonly keys: 'agree' | 'unknown' }
  | { readonly keys: 'differ'; /** Why, and what to do. */ readonly problem: string };

/** Thrown where a process could not read what others have written, or would write what they cannot read. */
export class PayloadKeysDiffer extends Error {
  override readonly name = 'PayloadKeysDiffer';
}

/**
 * Compares these keys with those that the worker that began last had. Throws where Temporal cannot be asked, which is no
 * answer.
 */
export async function checkKeys(client: Client, taskQueue: string, keyRing: KeyRing | 'none'): Promise<KeyAgreement> {
  try {
    const canary = await readKeyCanary(client, taskQueue);
    if (canary === undefined) return { keys: 'unknown' };
    const problem = keyDisagreement(keyRing, canary);
    return problem === undefined ? { keys: 'agree' } : { keys: 'differ', problem };
  } catch (error) {
    if (!(error instanceof PayloadKeysDiffer)) throw error;
    return { keys: 'differ', problem: error.message };
  }
}

/**
 * Throws {@link PayloadKeysDiffer} where no worker of the task queue could read what this client writes. Before the first
 * worker there is nothing to compare with, and the answer is `unknown`.
 */
export async function requireSameKeys(client: Client, taskQueue: string): Promise<'agree' | 'unknown'> {
  const agreement = await checkKeys(client, taskQueue, keysOf(client));
  if (agreement.keys === 'differ') throw new PayloadKeysDiffer(agreement.problem);
  return agreement.keys;
}

/** What a client encrypts with. */
function keysOf({ options }: Client): KeyRing | 'none' {
  return options.loadedDataConverter.payloadCodecs.map(keyRingOf).find((keyRing) => keyRing !== undefined) ?? 'none';
}

/** What the worker that began last has left. Throws {@link PayloadKeysDiffer} where the keys of this client do not open it. */
export async function readKeyCanary(client: Client, taskQueue: string): Promise<KeyCanary | undefined> {
  try {
    const { action } = await client.schedule.getHandle(sweepScheduleId(taskQueue)).describe();
    const { keyCanary } = action.memo ?? {};
    if (keyCanary === undefined || isKeyCanary(keyCanary)) return keyCanary;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    if (!(error instanceof ValueError || error instanceof PayloadKeyMissing)) throw error;
    // It says in a sentence which key is missing.
    throw new PayloadKeysDiffer(error.message, { cause: error });
  }
  throw new PayloadKeysDiffer(
    'What the workers have written cannot be read here: TEMPORAL_NAMESPACE differs, or a key of PAYLOAD_KEYS is not the ' +
      'one that they hold under the same id.',
  );
}
