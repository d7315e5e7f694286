import type { ScenarioTag } from '../../simulator';
import type { Story } from '../story';

type Order = Story['order'];
/** What the simulated provider, the customer and the bank are to do (simulator/README.md). */
export type Tag = ScenarioTag | 'fault-payment-failed-before';

const accounts = {
  EUR: { currency: 'EUR', bankName: 'Deutsche Bank', iban: 'DE89370400440532013000', swift: 'DEUTDEFF' },
  USD: { currency: 'USD', bankName: 'Example Bank', aba: '021000021', accountNo: '1234567890' },
  GBP: { currency: 'GBP', bankName: 'NatWest', iban: 'GB29NWBK60161331926819', swift: 'NWBKGB2L' },
} as const;

/** An order of USDT on Ethereum whose customer's e-mail says what is to happen to it. */
export function orderWith(
  tags: readonly Tag[],
  { currency = 'EUR', deadlines }: { currency?: keyof typeof accounts; deadlines?: Order['deadlines'] } = {},
): Order {
  const name = 'Rosa Klein';
  return {
    customer: { name, email: `${['rosa', ...tags].join('+')}@example.com` },
    bankAccount: { ...accounts[currency], accountName: name },
    source: { currency: 'USDT', network: 'ETH' },
    ...(deadlines && { deadlines }),
  };
}
