import type { RelayConfig } from '../../config';
import { finding, type Finding } from './finding';

const timeoutMs = 3_000;

/** Checks that the relay runs where its settings say, and reaches Temporal. */
export async function checkRelay({ RELAY_HOST: host, RELAY_PORT: port }: RelayConfig): Promise<Finding> {
  const url = `http://${addressOf(host)}:${port}/ready`;
  const ask = async (): Promise<string> => {
    const answered = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
    if (answered === undefined) throw new Error(`${url} does not answer`);
    if (!answered.ok) throw new Error(`${url} answers ${answered.status}, so it does not reach Temporal`);
    return `${url} is ready.`;
  };
  return finding('relay', ask, 'Start it (npm run relay), or correct RELAY_HOST and RELAY_PORT.');
}

/** Every interface of this host can be reached by its own address; a bare IPv6 address needs brackets in a URL. */
function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
