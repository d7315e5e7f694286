import { readAnswer } from '../../coinut/answers';
import { createCoinutHttp } from '../../coinut/http';
import type { WorkerConfig } from '../../config';
import { finding, type Finding } from './finding';

const timeoutMs = 5_000;
/** A signature lives 60 s at the provider (docs/provider.md, *Signatures*); with clocks this far apart a slow call fails. */
const largestSkewMs = 20_000;

/** Checks by one signed read without an effect that the provider takes our credentials, and that the clocks agree. */
export async function checkProvider(config: WorkerConfig, now: () => Date): Promise<Finding[]> {
  const { COINUT_BASE_URL: baseUrl, COINUT_API_KEY: apiKey, COINUT_API_SECRET: apiSecret } = config;
  const http = createCoinutHttp({ baseUrl: baseUrl.href, apiKey, apiSecret, timeoutMs });
  let date: string | undefined;
  const read = async (): Promise<string> => {
    const answer = await http.send(http.sign({ operation: 'read the balance', method: 'GET', path: '/balance' }));
    date = answer.date;
    readAnswer(answer);
    return `${baseUrl.host} accepts our credentials.`;
  };
  const otherwise = 'Check COINUT_BASE_URL, COINUT_API_KEY, COINUT_API_SECRET and the clock of this host.';
  const provider = await finding('provider', read, otherwise);
  const skewMs = date === undefined ? Number.NaN : Date.parse(date) - now().getTime();
  // Without an answer there is no clock to compare with; that there is none has been said.
  return Number.isNaN(skewMs) ? [provider] : [provider, clock(skewMs)];
}

function clock(skewMs: number): Finding {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  const ok = Math.abs(skewMs) <= largestSkewMs;
  const found = seconds < 2 ? "Agrees with the provider's." : `Differs from the provider's by ${seconds} s.`;
  return { check: 'clock', ok, message: ok ? found : `${found} Set the clock of this host.` };
}
