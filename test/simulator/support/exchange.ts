import type { LoggedRequest, Simulator } from '../../../simulator';
import { eventually } from './eventually';
import { send } from './partner';

/** How a request ended for whoever sent it; no answer where the exchange broke. */
export interface Exchange {
  logged: LoggedRequest;
  answer: { status: number; body: string; headers: Headers } | undefined;
}

/** Sends one signed request that may suffer a fault, and gives up as soon as it is logged that nothing will come. */
export async function exchange(
  provider: Simulator,
  method: string,
  target: string,
  content?: unknown,
): Promise<Exchange> {
  const number = provider.requests.length;
  const givingUp = new AbortController();
  const whole = send(provider.url, method, target, content, givingUp.signal).then(async (response) => ({
    status: response.status,
    body: await response.text(),
    headers: response.headers,
  }));
  const answer = whole.catch(() => undefined);
  const logged = await eventually('the request is logged', () => provider.requests[number]);
  if (logged.fault?.startsWith('hang')) givingUp.abort();
  return { logged, answer: await answer };
}
