import { InvalidConfiguration, loadClientConfig, loadRelayConfig, loadWorkerConfig } from '../../config';
import type { Answer } from '../answer';
import { connect } from '../session';
import type { Terminal } from '../terminal';
import { finding, type Finding } from './finding';
import { checkTemporal } from './order-checks';
import { checkProvider } from './provider-checks';
import { checkRelay } from './relay-check';

/** Checks the settings and everything that orders depend on. */
export async function checkInstallation(terminal: Terminal): Promise<Answer> {
  const settings = await checkSettings(terminal);
  const findings = [...settings, ...(await checkOrders(terminal)), ...(await checkServices(terminal))];
  const bad = findings.filter(({ ok }) => !ok).length;
  const text = findings.map(({ check, ok, message }) => `${ok ? 'ok    ' : 'failed'}  ${check}: ${message}`).join('\n');
  const failure = bad === 0 ? {} : { failure: `${bad} of ${findings.length} checks failed.` };
  return { json: { ok: bad === 0, findings }, text, ...failure };
}

async function checkSettings({ environment }: Terminal): Promise<Finding[]> {
  const processes = [
    ['settings of the worker', () => loadWorkerConfig(environment)],
    ['settings of the relay', () => loadRelayConfig(environment)],
  ] as const;
  const complete = (load: () => unknown) => async () => {
    load();
    return Promise.resolve('Complete.');
  };
  const otherwise = 'The settings are listed in README.md.';
  return Promise.all(processes.map(([check, load]) => finding(check, complete(load), otherwise)));
}

async function checkOrders(terminal: Terminal): Promise<Finding[]> {
  const further: Finding[] = [];
  const reach = async (): Promise<string> => {
    const config = loadClientConfig(terminal.environment);
    const client = await connect(config);
    try {
      further.push(...(await checkTemporal(client, config)));
    } finally {
      await client.connection.close();
    }
    return `Reached at ${config.TEMPORAL_ADDRESS}.`;
  };
  const reached = await finding('Temporal', reach, 'Then run doctor again.');
  return [reached, ...further];
}

/** Checks what the settings lead to. Where they are incomplete, that has been said already. */
async function checkServices({ environment, now }: Terminal): Promise<Finding[]> {
  const worker = completeOrNothing(() => loadWorkerConfig(environment));
  const relay = completeOrNothing(() => loadRelayConfig(environment));
  return [...(worker ? await checkProvider(worker, now) : []), ...(relay ? [await checkRelay(relay)] : [])];
}

function completeOrNothing<T>(load: () => T): T | undefined {
  try {
    return load();
  } catch (error) {
    if (error instanceof InvalidConfiguration) return undefined;
    throw error;
  }
}
