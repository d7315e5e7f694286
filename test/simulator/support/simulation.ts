import { startSimulator } from '../../../simulator';
import type { ContractName, Simulator, SimulatorOptions } from '../../../simulator';
import { object, text } from './narrowing';
import { apiKey, apiSecret, get, post, postForm } from './partner';
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
export function deliveredTo({ url }: Pick<Receiver, 'url'>) {
  return {
    callbackUrl: url + callbackPath,
    bankReport: { url: `${url}/bank-reports`, secret: bankReportSecret },
  };
}

export async function stopAll(): Promise<void> {
  for (const started of running.splice(0).reverse()) await started.stop();
}

export const contractNames = ['guide', 'openapi-2026-07'] as const satisfies readonly ContractName[];

/** What an order makes before its deposit. */
export async function makeFlow(
  base: string,
  customerId: string,
  { currency = 'EUR', network = 'ETH', contract = 'guide' }: FlowChoices = {},
) {
  const bankAccount = { customerId, currency, bankName: 'Deutsche Bank', accountNo: '1234567890', swift: 'DEUTDEFF' };
  const add = contract === 'guide' ? post : postForm;
  const bankAccountId = madeId((await add(base, '/bank-account/add', bankAccount)).body, 'bankAccountId');
  const from = { customerId, currency: 'USDT', network };
  const answer = await post(base, '/autoramp-flow/offramp', { from, to: bankAccountId });
  const flowId = madeId(answer.body, 'flowId');
  const { fromDepositAddress } = await detail(base, '/autoramp-flow/detail', flowId);
  return { bankAccountId, flowId, answer, fromDepositAddress };
}

export interface FlowChoices {
  currency?: string;
  network?: string;
  contract?: ContractName;
}

export async function makeCustomer(base: string, email: string): Promise<string> {
  const customer = { name: 'Ana Lim', email, type: 'DEPOSITOR', isIndividual: true, externalId: `external ${email}` };
  return madeId((await post(base, '/customer/create', customer)).body, 'customerId');
}

/** The id of what a create made: the guide has a name for it, the other contract has it under `data`. */
function madeId(body: Record<string, unknown>, name: string): string {
  return text(body[name] ?? object(body.data).id);
}

export async function detail(base: string, path: string, id: string): Promise<Record<string, unknown>> {
  return object((await get(base, `${path}?id=${id}`)).body.data);
}
