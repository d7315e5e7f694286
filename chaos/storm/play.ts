import type { OfframpOrder } from '../../src/signals/offramp-order';
import { workflowIdOf } from '../../src/signals/offramp-order';
import type { CastCustomer, CastOrder } from './cast';

/** Whether the events of a customer pass through the storm, or come one after the other, each once. */
export type Weather = 'storm' | 'calm';

/** A customer of a seed, in one of the two runs. */
export interface Player {
  readonly seed: number;
  readonly weather: Weather;
  readonly cast: CastCustomer;
  readonly externalId: string;
  readonly orders: readonly PlayedOrder[];
}

export interface PlayedOrder extends CastOrder {
  readonly reference: string;
  readonly workflowId: string;
}

/** Names a customer of a seed and their orders, as no other run on the same Temporal server does. */
export function playerOf(seed: number, weather: Weather, cast: CastCustomer, prefix: string): Player {
  const externalId = `${prefix}${seed}-${cast.number}-${weather}`;
  const orders = cast.orders.map((order) => {
    const reference = `${externalId}-${order.network}`;
    return { ...order, reference, workflowId: workflowIdOf(reference) };
  });
  return { seed, weather, cast, externalId, orders };
}

/** What it is called in sentences: the same in both runs. */
export function orderText({ seed, cast }: Player, { currency, network }: CastOrder): string {
  return `seed ${seed}, customer ${cast.number} (${cast.story}), ${network} to ${currency}`;
}

const holder = { accountName: 'Ana Lim' };
const accounts = {
  EUR: { currency: 'EUR', bankName: 'Deutsche Bank', iban: 'DE89370400440532013000', swift: 'DEUTDEFF' },
  USD: { currency: 'USD', bankName: 'Example Bank', accountNo: '1234567890', aba: '021000021' },
  GBP: { currency: 'GBP', bankName: 'NatWest', iban: 'GB29NWBK60161331926819', swift: 'NWBKGB2L' },
  CAD: {
    currency: 'CAD',
    bankName: 'Royal Bank',
    accountNo: '1234567',
    institutionNumber: '003',
    transit: '00012',
  },
  AUD: { currency: 'AUD', bankName: 'Westpac', accountNo: '12345678', bsb: '032000' },
  SGD: { currency: 'SGD', bankName: 'DBS', accountNo: '0012345678', swift: 'DBSSSGSG' },
} as const;

/** An order as a backend would start it. */
export function offrampOf(
  { cast: { story, amount }, externalId }: Player,
  { reference, currency, network }: PlayedOrder,
): OfframpOrder {
  return {
    reference,
    customer: { externalId, name: 'Ana Lim', email: `ana+${story}+amount-${amount}@example.com` },
    bankAccount: { ...accounts[currency], ...holder },
    source: { currency: 'USDT', network },
  };
}
