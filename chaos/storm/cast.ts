import type { FiatCurrency } from '../../src/banking/currencies';
import { Draw } from '../parts/random';
import { sharedStories, stories, type Story } from './stories';

/** One order of a seed: from where to where. */
export interface CastOrder {
  readonly currency: FiatCurrency;
  readonly network: 'ETH' | 'TRX';
}

/** One customer of a seed, with one order or with two that run at once. */
export interface CastCustomer {
  readonly number: number;
  readonly story: Story;
  readonly amount: string;
  readonly orders: readonly CastOrder[];
}

const currencies = ['EUR', 'USD', 'GBP', 'CAD', 'AUD', 'SGD'] as const satisfies readonly FiatCurrency[];
const mostCustomers = 3;

/** Who plays in a seed. The run in order has the same cast. */
export function castOf(seed: number): readonly CastCustomer[] {
  const draw = new Draw(seed);
  const count = draw.between(2, mostCustomers);
  return Array.from({ length: count }, (_, index) => customer(draw, index + 1));
}

function customer(draw: Draw, number: number): CastCustomer {
  const story = draw.weighted(stories);
  const amount = `${draw.between(20, 900)}.${String(draw.between(0, 99)).padStart(2, '0')}`;
  const currency = draw.pick(currencies);
  const network = draw.pick(['ETH', 'TRX'] as const);
  const first = { currency, network };
  const hasTwo = sharedStories.includes(story) && draw.chance(0.3);
  if (!hasTwo) return { number, story, amount, orders: [first] };
  // An address is one for each customer, currency and network, and a look-up tells accounts apart by their currency.
  const second = {
    currency: draw.pick(currencies.filter((other) => other !== currency)),
    network: network === 'ETH' ? 'TRX' : 'ETH',
  } as const;
  return { number, story, amount, orders: [first, second] };
}
