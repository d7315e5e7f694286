import type { FiatCurrency } from '../../src/banking/currencies';
import { workflowIdOf, type OfframpOrder } from '../../src/signals/offramp-order';
import { Draw } from '../parts/random';
import { accounts } from './accounts';
import { tales, type Tale } from './tales';

/** One order of a run: which tale, when a backend starts it, and with what. */
export interface CastOrder {
  readonly number: number;
  readonly tale: Tale;
  /** Since the beginning of the strikes, in milliseconds. */
  readonly startAtMs: number;
  readonly workflowId: string;
  readonly externalId: string;
  readonly order: OfframpOrder;
  /** What the customer sends, if they send anything. */
  readonly sent: { readonly amount: string; readonly currency: string };
}

export interface CastSettings {
  readonly seed: number;
  readonly orders: number;
  /** The time over which they are started. */
  readonly lastsMs: number;
  /** What all references of the run begin with. */
  readonly prefix: string;
}

/** Few in euros: their accounts are known by an IBAN alone. */
const currencies: Readonly<Record<FiatCurrency, number>> = { EUR: 1, USD: 2, GBP: 2, CAD: 2, AUD: 2, SGD: 2 };
/** Canada has no code for a passing trouble, so that its banks tell other tales (simulator/README.md). */
const withBankCodes: Readonly<Record<FiatCurrency, number>> = { ...currencies, CAD: 0 };
/** Where there are this many orders for each tale, every tale is told. */
const ordersForEveryTale = 5;
const network = ['ETH', 'TRX'] as const;

/**
 * The orders of a run, started evenly over its time; the same seed gives the same. In a large run every tale is told at
 * least once, in a small one those are drawn that come to an end.
 */
export function castOf({ seed, orders, lastsMs, prefix }: CastSettings): CastOrder[] {
  const draw = new Draw(seed);
  const once = orders >= tales.length * ordersForEveryTale ? tales : [];
  const drawn = Array.from({ length: orders - once.length }, () => drawTale(draw));
  const told = shuffled(draw, [...once, ...drawn]);
  return told.map((tale, index) => {
    const reference = `${prefix}${index + 1}`;
    const externalId = `customer-of-${reference}`;
    const currency = draw.weighted(tale.sendsAgain ? withBankCodes : currencies);
    const [deposited, other] = draw.chance(0.5) ? (['USDT', 'USDC'] as const) : (['USDC', 'USDT'] as const);
    const amount = amountOf(tale, index);
    const order: OfframpOrder = {
      reference,
      customer: { externalId, name: 'Ana Lim', email: `ana+amount-${amount}+${tale.tag}@example.com` },
      bankAccount: accounts[currency],
      source: { currency: deposited, network: draw.pick(network) },
      ...(tale.deadlines && { deadlines: tale.deadlines }),
    };
    const startAtMs = Math.round((index * lastsMs) / orders);
    const sent = { amount, currency: tale.tag === 'deposit-wrong-token' ? other : deposited };
    return { number: index + 1, tale, startAtMs, workflowId: workflowIdOf(reference), externalId, order, sent };
  });
}

function drawTale(draw: Draw): Tale {
  const tag = draw.weighted(Object.fromEntries(tales.map(({ tag, share }) => [tag, share])));
  const tale = tales.find((one) => one.tag === tag);
  if (tale === undefined) throw new Error(`There is no tale ${tag}.`);
  return tale;
}

/** Amounts differ, so that no order's money can be taken for another's. A small deposit is what the scenario says. */
function amountOf({ tag }: Tale, index: number): string {
  return tag === 'deposit-small' ? '1.00' : `${100 + index}.${index % 10}0`;
}

function shuffled<T>(draw: Draw, from: readonly T[]): T[] {
  const keyed = from.map((one) => ({ one, at: draw.next() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ one }) => one);
}
