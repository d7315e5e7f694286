import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import pino from 'pino';
import { createWalletKeys } from '../../../src/encryption/secret-keys';
import { parsePayloadKeys } from '../../../src/encryption/key-ring';
import type { RelaySettings } from '../../../src/relay/relay';
import { createRelay } from '../../../src/relay/server';
import { testPayloadKeys } from '../../support/payload-keys';

export interface RunningRelay {
  readonly url: string;
  /** Everything it has logged, at every level. */
  log(): string;
  close(): Promise<void>;
}

/** The queue of the workflows that the relays of one test file start; nobody works on it. */
export const keptOn = `offramp-of-relay-tests-${randomUUID()}`;

/** How many events Temporal looks after that no order is known by. */
export async function keptUnmatched(client: Client, taskQueue = keptOn): Promise<number> {
  return (await client.workflow.count(`WorkflowType = "unmatchedWebhook" AND TaskQueue = "${taskQueue}"`)).count;
}

const payloadKeys = parsePayloadKeys(testPayloadKeys);

type Choices = Partial<RelaySettings> & Pick<RelaySettings, 'client'>;

/** A relay on a free port, which expects webhooks to be signed for the address that it listens at. */
export async function startRelay(choices: Choices): Promise<RunningRelay> {
  const lines: string[] = [];
  const callbackUrl = new URL('http://127.0.0.1/webhooks/coinut');
  const relay = createRelay({
    logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    callbackUrl,
    taskQueue: keptOn,
    secrets: { apiKey: 'test-key', apiSecrets: ['test-secret', 'previous-secret'] },
    signatures: 'required',
    toleranceMs: 300_000,
    bankReportSecret: undefined,
    walletKeys: createWalletKeys(payloadKeys, 'test-secret'),
    payloadKeys,
    ...choices,
  });
  const url = await relay.listen({ port: 0, host: '127.0.0.1' });
  callbackUrl.host = new URL(url).host;
  return { url, log: () => lines.join(''), close: () => relay.close() };
}
