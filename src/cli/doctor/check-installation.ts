import { createCoinutApi } from '../../coinut/api';
import { guideContract } from '../../coinut/contracts/guide';
import { createCoinutHttp } from '../../coinut/http';
import { loadClientConfig, loadRelayConfig, loadWorkerConfig, type WorkerConfig } from '../../config';
import type { Answer } from '../answer';
import { connect } from '../session';
import type { Terminal } from '../terminal';
import { finding, type Finding } from './finding';
import { checkTemporal } from './order-checks';

/** Checks the settings and everything that orders depend on. */
export async function checkInstallation(terminal: Terminal): Promise<Answer> {
  const settings = await checkSettings(terminal);
  const findings = [...settings, ...(await checkOrders(terminal)), ...(await checkProvider(terminal))];
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

/** Looks for a customer who does not exist: a signed request without an effect. */
async function checkProvider({ environment, now }: Terminal): Promise<Finding[]> {
  let config: WorkerConfig;
  try {
    config = loadWorkerConfig(environment);
  } catch {
    // What is missing has been said already.
    return [];
  }
  const { COINUT_BASE_URL: baseUrl, COINUT_API_KEY: apiKey, COINUT_API_SECRET: apiSecret } = config;
  const http = createCoinutHttp({ baseUrl: baseUrl.href, apiKey, apiSecret, timeoutMs: 5_000 });
  const coinut = createCoinutApi({ http, contract: guideContract });
  const look = async (): Promise<string> => {
    await coinut.findCustomer(`doctor-${now().getTime()}`);
    return `${baseUrl.host} accepts our credentials.`;
  };
  const otherwise = 'Check COINUT_BASE_URL, COINUT_API_KEY, COINUT_API_SECRET and the clock of this host.';
  return [await finding('provider', look, otherwise)];
}
