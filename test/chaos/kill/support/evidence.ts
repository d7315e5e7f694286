import type { Standing } from '../../../../chaos/checker/orders';
import { nothingPaidTwice } from '../../../../chaos/checker/paid-twice';
import { emptyBooks, type Books } from '../../../../chaos/kill/books';
import { castOf, type CastOrder } from '../../../../chaos/kill/cast';
import type { JudgedOrder, KillEvidence } from '../../../../chaos/kill/judge';
import { tales } from '../../../../chaos/kill/tales';
import type { ScenarioTag } from '../../../../simulator';
import type { FiatCurrency } from '../../../../src/banking/currencies';
import { accounts } from '../../../../chaos/kill/accounts';
import { logOf } from '../../support/accepted';

const [someone] = castOf({ seed: 1, orders: 1, lastsMs: 1_000, prefix: 'kill-' });

/** An order of a tale, under a reference of its own. */
export function castOrder(tag: ScenarioTag, number = 1, currency: FiatCurrency = 'SGD'): CastOrder {
  const tale = tales.find((one) => one.tag === tag);
  if (someone === undefined || tale === undefined) throw new Error(`There is no tale ${tag}.`);
  const reference = `kill-${number}`;
  return {
    ...{ number, tale, startAtMs: 0, workflowId: `offramp-${reference}`, externalId: `customer-of-${reference}` },
    order: { ...someone.order, reference, bankAccount: accounts[currency] },
    sent: { amount: '250.00', currency: 'USDT' },
  };
}

/** The books of a customer whose one deposit was traded and has arrived. */
export function paidBooks(number = 1): Books {
  const money = { amount: '90.00', currency: 'SGD' };
  return {
    deposits: [`d-${number}`],
    payments: [],
    trades: [{ id: `t-${number}`, owed: money.amount, currency: money.currency, credited: [money] }],
  };
}

export function judged(cast: CastOrder, standing: Standing, changes: Partial<JudgedOrder> = {}): JudgedOrder {
  const books = standing.is === 'settled' ? paidBooks(cast.number) : emptyBooks;
  return { workflowId: cast.workflowId, cast, standing, running: false, books, bugs: [], ...changes };
}

/** What is found of a run in which these orders were played and all else is as it should be. */
export function evidenceOf(orders: readonly JudgedOrder[], changes: Partial<KillEvidence> = {}): KillEvidence {
  const deposits = orders.flatMap(({ books }) => books.deposits);
  const struck = { atMs: 0, part: 'relay', how: 'kill', forMs: 500, struckAt: 1_000, backAt: 2_000 } as const;
  const log = logOf(
    ...orders.map(({ cast }) => ['customer', `c-${cast.number}`, cast.externalId] as const),
    ...orders.map(({ cast }) => ['flow', `f-${cast.number}`, `address-${cast.number} to c-${cast.number}`] as const),
    ...deposits.map((id) => ['deposit', id, `transaction of ${id}`] as const),
  );
  return {
    ...{ log, paidTwice: nothingPaidTwice, orders, later: [], kept: [], lapses: [] },
    listed: orders.map(({ workflowId }) => workflowId),
    claimed: deposits,
    hits: [{ strike: struck, inFlight: 3, inTheMidst: 1 }],
    ...changes,
  };
}
