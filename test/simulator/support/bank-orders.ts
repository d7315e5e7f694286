import type { ContractName, Simulator } from '../../../simulator';
import { eventually } from './eventually';
import { parsed } from './narrowing';
import type { Receiver } from './receiver';
import type { SettledTrade } from './resends';
import { makeCustomer, makeFlow } from './simulation';

/** An order of a customer with a tag, once its deposit is traded; the rest happens by itself. In USD unless told. */
export async function begun(
  provider: Simulator,
  contract: ContractName,
  tag: string,
  { name = 'ana', currency = 'USD' } = {},
): Promise<SettledTrade> {
  const { records, url } = provider;
  const customerId = await makeCustomer(url, `${name}+${tag}@example.com`);
  await eventually('the customer is approved', () => records.customers.require(customerId).status === 'APPROVED');
  const { bankAccountId } = await makeFlow(url, customerId, { contract, currency });
  const { id: tradeId, toAmount: amount } = await eventually('the deposit is traded', () =>
    records.trades.all().find(({ depositId }) => records.deposits.require(depositId).customerId === customerId),
  );
  return { tradeId, bankAccountId, amount, currency };
}

/** Waits until nothing is planned and nothing undelivered: whatever did not happen by then never will. */
export async function quiet({ records }: Simulator): Promise<void> {
  await eventually('all is over', () => records.steps.all().length === 0 && records.deliveries.all().length === 0);
}

/** The bank's reports in words: `1 failed R32, money back`. The amount is named only if it is not 249.50. */
export function said(relay: Receiver): string[] {
  return relay.bankReports().map(({ body }) => {
    const { attempt = '?', outcome, code, fundsReturned, amount } = parsed(body);
    const words = [attempt, outcome, code, amount === '249.50' ? undefined : amount];
    const spoken = words.filter((word) => typeof word === 'string' || typeof word === 'number');
    return spoken.join(' ') + (fundsReturned === true ? ', money back' : '');
  });
}
