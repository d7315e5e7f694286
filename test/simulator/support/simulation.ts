import { startSimulator } from '../../../simulator';
import type { Simulator, SimulatorOptions } from '../../../simulator';
import { object, text } from './narrowing';
import { apiKey, apiSecret, get, post } from './partner';
import { startReceiver } from './receiver';
import type { Receiver } from './receiver';

export const bankReportSecret = 'whsec_c2ltdWxhdG9yIGJhbmsgcmVwb3J0IHNlY3JldA==';
export const callbackPath = '/webhooks/coinut?tenant=a%20b';

const running: { stop(): Promise<void> }[] = [];

/** A simulator on a free port that is stopped by `stopAll`. */
export async function simulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const started = await startSimulator({ apiKey, apiSecret, timeScale: 0.05, ...options });
  running.push(started);
  return started;
}

export async function receiver(...settings: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...settings);
  running.push(started);
  return started;
}

/** The options that send webhooks and bank reports to a receiver. */
export function deliveredTo({ url }: Receiver) {
  return {
    callbackUrl: url + callbackPath,
    bankReport: { url: `${url}/bank-reports`, secret: bankReportSecret },
  };
}

export async function stopAll(): Promise<void> {
  for (const started of running.splice(0).reverse()) await started.stop();
}

/** What an order makes before its deposit, under the guide's contract. */
export async function makeFlow(base: string, customerId: string, currency = 'EUR') {
  const bankAccount = { customerId, currency, bankName: 'Deutsche Bank', accountNo: '1234567890', swift: 'DEUTDEFF' };
  const bankAccountId = text((await post(base, '/bank-account/add', bankAccount)).body.bankAccountId);
  const from = { customerId, currency: 'USDT', network: 'ETH' };
  const answer = await post(base, '/autoramp-flow/offramp', { from, to: bankAccountId });
  const { fromDepositAddress } = await detail(base, '/autoramp-flow/detail', text(answer.body.flowId));
  return { bankAccountId, flowId: text(answer.body.flowId), answer, fromDepositAddress };
}

export async function makeCustomer(base: string, email: string): Promise<string> {
  const customer = { name: 'Ana Lim', email, type: 'DEPOSITOR', isIndividual: true, externalId: `external ${email}` };
  return text((await post(base, '/customer/create', customer)).body.customerId);
}

export async function detail(base: string, path: string, id: string): Promise<Record<string, unknown>> {
  return object((await get(base, `${path}?id=${id}`)).body.data);
}
