import type { Client } from '@temporalio/client';
import { checkKeys } from '../../client/key-check';
import type { ClientConfig } from '../../config';
import * as searchAttributes from '../../signals/search-attributes';
import { dataConverterOf } from '../../temporal';
import { finding, type Finding } from './finding';

/** Pollers stay listed for minutes after they have gone. A poll takes one minute at most, so two mean: gone. */
const goneAfterMs = 120_000;

/** Everything of Temporal that orders depend on. */
export async function checkTemporal(client: Client, config: ClientConfig): Promise<Finding[]> {
  const { TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: queue } = config;
  const register = 'Register them: temporal operator search-attribute create --name <name> --type <type>.';
  const start = 'Start one: npm run worker.';
  return [
    await finding('namespace', () => describeNamespace(client, namespace), 'Create it, or correct TEMPORAL_NAMESPACE.'),
    await finding('search attributes', () => describeSearchAttributes(client, namespace), register),
    await finding('worker', () => describePollers(client, namespace, queue, 1), start),
    await finding('provider worker', () => describePollers(client, namespace, `${queue}-coinut`, 2), start),
    await finding('payload keys', () => roundTrip(config), 'Correct PAYLOAD_KEYS.'),
    await finding('keys of the workers', () => sameKeys(client, config), 'Correct PAYLOAD_KEYS, here or there.'),
  ];
}

async function describeNamespace({ workflowService }: Client, namespace: string): Promise<string> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const { serverVersion } = await workflowService.getSystemInfo({});
  const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  return `Server ${serverVersion ?? 'of unknown version'}; ended orders are kept for ${seconds / 86_400} days.`;
}

async function describeSearchAttributes(client: Client, namespace: string): Promise<string> {
  const names = Object.values(searchAttributes).map(({ name }) => name);
  const registered = await Promise.all(names.map((name) => isRegistered(client, namespace, name)));
  const missing = names.filter((_name, index) => registered[index] !== true);
  if (missing.length > 0) throw new Error(`The namespace ${namespace} lacks ${missing.join(', ')}`);
  return `All ${names.length} are registered.`;
}

/** A query that names an attribute is refused if it does not exist, and needs no operator's rights. */
async function isRegistered({ workflowService }: Client, namespace: string, name: string): Promise<boolean> {
  try {
    await workflowService.countWorkflowExecutions({ namespace, query: `${name} IS NULL` });
    return true;
  } catch (error) {
    const invalidArgument = error instanceof Error && 'code' in error && error.code === 3;
    if (!invalidArgument) throw error;
    return false;
  }
}

/** `kind` 1 is the workflow queue, 2 the activity queue, in Temporal's API. */
async function describePollers({ workflowService }: Client, namespace: string, name: string, kind: 1 | 2) {
  const { pollers } = await workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: kind });
  const since = Date.now() - goneAfterMs;
  const present = pollers?.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 > since);
  const count = present?.length ?? 0;
  if (count === 0) throw new Error(`No worker polls the task queue ${name}`);
  return `${count} polling the task queue ${name}.`;
}

async function sameKeys(client: Client, { TEMPORAL_TASK_QUEUE: queue, PAYLOAD_KEYS }: ClientConfig): Promise<string> {
  const agreement = await checkKeys(client, queue, PAYLOAD_KEYS);
  if (agreement.keys === 'differ') throw new Error(agreement.problem);
  return agreement.keys === 'agree' ? 'They can read what is written here.' : 'No worker has told of its keys yet.';
}

async function roundTrip(config: ClientConfig): Promise<string> {
  if (config.PAYLOAD_KEYS === 'none') return 'PAYLOAD_KEYS=none: everything is stored in plain text.';
  const codec = dataConverterOf(config).payloadCodecs?.[0];
  const canary = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"canary"') };
  const encoded = (await codec?.encode([canary])) ?? [];
  const [decoded] = (await codec?.decode(encoded)) ?? [];
  if (Buffer.from(decoded?.data ?? []).toString() !== '"canary"') {
    throw new Error('What is encrypted cannot be read back');
  }
  return `The newest of ${config.PAYLOAD_KEYS.ids.length} encrypts and decrypts.`;
}
