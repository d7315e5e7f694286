import type { OrderStanding, Standing } from '../checker/orders';
import { judge, type Evidence, type Verdict } from '../checker/verdict';
import type { Books } from './books';
import type { CastOrder } from './cast';
import { isReached, standingText } from './expected';
import type { Hit } from './hits';
import type { Lapse } from './part';

/** An order of the run with all that was found out about it from outside. */
export interface JudgedOrder extends OrderStanding {
  readonly cast: CastOrder;
  readonly running: boolean;
  readonly books: Books;
  /** What was wrong in its own code, by its history. */
  readonly bugs: readonly string[];
}

/** What is to be judged. */
export interface KillEvidence extends Pick<Evidence, 'log' | 'paidTwice' | 'listed'> {
  readonly orders: readonly JudgedOrder[];
  /** The orders that later deposits have made. */
  readonly later: readonly (OrderStanding & { readonly running: boolean })[];
  /** The ids of the deposits that have an owner in Temporal. */
  readonly claimed: readonly string[];
  /** Events that no order has taken. */
  readonly kept: readonly string[];
  readonly hits: readonly Hit[];
  readonly lapses: readonly Lapse[];
}

/** What came of the orders. */
export interface KillVerdict extends Pick<Verdict, 'duplicates'> {
  readonly all: number;
  readonly ended: number;
  /** How many wait for which stated reason. */
  readonly waiting: ReadonlyMap<string, number>;
  /** How many of those that wait do so for what was struck, and not by their tale. */
  readonly waitingForStrikes: number;
  readonly lost: number;
  /** Neither ended nor waiting for a stated reason, though they are there. */
  readonly unfinished: number;
  readonly paidTwice: number;
  /** A sentence for everything that must not be. */
  readonly violations: readonly string[];
}

/** The part of all orders that has to end; the rest has to say what it waits for. */
const leastEnded = 0.95;

/** Judges a run by what the provider, Temporal and the clock say, and by nothing that a worker says of itself. */
export function judgeKills(evidence: KillEvidence): KillVerdict {
  const { log, paidTwice, listed, orders, later } = evidence;
  const laterIds = later.map((order) => ({
    ...order,
    externalId: ownerOf(order.workflowId, orders)?.cast.externalId ?? '',
  }));
  const started = orders.map((order) => ({ ...order, externalId: order.cast.externalId }));
  const known = laterIds.filter(({ workflowId }) => isRightLater(workflowId, orders));
  const checked = judge({ log, paidTwice, listed, orders: [...started, ...known] });
  const everyone = [...orders, ...later];
  const ended = everyone.filter(hasEnded);
  const waits = everyone.flatMap(({ standing }) => (standing.is === 'needing attention' ? [standing.reason] : []));
  const share = ended.length / everyone.length;
  return {
    duplicates: checked.duplicates,
    all: everyone.length,
    ended: ended.length,
    waiting: counted(waits),
    waitingForStrikes: orders.filter(
      ({ standing, cast }) => standing.is === 'needing attention' && !isReached(cast.tale.expected, standing),
    ).length,
    lost: checked.lost.filter(({ standing }) => standing.is === 'broken').length,
    unfinished: checked.lost.filter(({ standing }) => standing.is !== 'broken').length,
    paidTwice: paidTwice.doublePayments.length + paidTwice.overpaid.length + paidTwice.sentBeforeReturn.length,
    violations: [
      ...checked.violations,
      ...orders.flatMap(strayed),
      ...orders.flatMap(wrongMoney),
      ...orders.flatMap((order) => wrongLater(order, later)),
      ...unclaimed(evidence),
      ...orders.flatMap(({ workflowId, bugs }) => bugs.map((bug) => `The code of ${workflowId} failed: ${bug}`)),
      ...evidence.kept.map((workflowId) => `${workflowId} still looks for the order of an event.`),
      ...evidence.lapses.map(({ part }) => `The ${part} ended by itself.`),
      ...(share < leastEnded ? [`Only ${ended.length} of ${everyone.length} orders have ended.`] : []),
      ...(evidence.hits.some(({ inFlight }) => inFlight > 0) ? [] : ['No strike met an order in flight.']),
    ],
  };
}

function hasEnded({ standing, running }: { readonly standing: Standing; readonly running: boolean }): boolean {
  return !running && (standing.is === 'settled' || standing.is === 'ended');
}

/** Stands elsewhere than its tale leads to, for no reason that a strike accounts for. */
function strayed(order: JudgedOrder): string[] {
  const { workflowId, standing, cast } = order;
  const { tag, expected } = cast.tale;
  // What has come to no end is said already.
  const isCounted = standing.is === 'under way' || standing.is === 'broken';
  if (isCounted || isReached(expected, standing) || isAccountedFor(order)) return [];
  return [`${workflowId} (${tag}) is ${standingText(standing)} and not ${standingText(expected)}.`];
}

/**
 * Two things nobody can find out but a person: whether an account was added that the provider shows no number of, and
 * whether a payment was taken on of which the provider shows nothing. It must not show anything of it, indeed.
 */
function isAccountedFor({ standing, cast, books }: JudgedOrder): boolean {
  if (standing.is !== 'needing attention') return false;
  const { bankAccount } = cast.order;
  if (standing.reason === 'outcome-unknown') return 'iban' in bankAccount && books.deposits.length === 0;
  const isPaid = books.trades.some(({ credited }) => credited.length > 0);
  return standing.reason === 'payment-outcome-unknown' && cast.tale.sendsAgain && !isPaid;
}

/** By the provider's books: a settled order's money is on the account, once and in full; an order that came to nothing has none. */
function wrongMoney({ workflowId, standing, books, cast }: JudgedOrder): string[] {
  if (standing.is === 'settled') {
    const problems = books.trades.flatMap(({ id, owed, currency, credited }) => {
      const isRight = credited.length === 1 && credited[0]?.amount === owed && credited[0].currency === currency;
      const paid = credited.map((transfer) => `${transfer.amount} ${transfer.currency}`).join(' and ') || 'nothing';
      return isRight
        ? []
        : [`${workflowId} is settled, but of the trade ${id} the account has ${paid}, not ${owed} ${currency}.`];
    });
    return books.trades.length === 0
      ? [`${workflowId} is settled, but the provider has made no trade for it.`]
      : problems;
  }
  const cameToNothing =
    standing.is === 'ended' && cast.tale.answer === undefined && cast.tale.tag !== 'deposit-refunded';
  if (!cameToNothing || books.deposits.length === 0) return [];
  return [
    `${workflowId} has ended at ${standing.stage}, but the provider has its deposit ${books.deposits.join(', ')}.`,
  ];
}

/** Every deposit after the first of a customer is an order of its own. */
function wrongLater({ workflowId, books }: JudgedOrder, later: KillEvidence['later']): string[] {
  const own = later.filter((order) => order.workflowId.startsWith(laterPrefix(workflowId)));
  const wanted = Math.max(0, books.deposits.length - 1);
  if (own.length === wanted) return [];
  return [
    `${workflowId} has ${own.length} orders of later deposits, where the provider has ${books.deposits.length} deposits.`,
  ];
}

/** A deposit without an owner is money that nobody follows. */
function unclaimed({ log, claimed }: KillEvidence): string[] {
  const owned = new Set(claimed);
  const deposits = log.filter(({ kind }) => kind === 'deposit').map(({ id }) => id);
  return deposits.filter((id) => !owned.has(id)).map((id) => `The deposit ${id} has no owner.`);
}

function laterPrefix(workflowId: string): string {
  return `${workflowId}:deposit:`;
}

function ownerOf(laterId: string, orders: readonly JudgedOrder[]): JudgedOrder | undefined {
  const [workflowId] = laterId.split(':deposit:');
  return orders.find((order) => order.workflowId === workflowId);
}

/** Whether the provider knows the deposit that a later order is named after, as its customer's. */
function isRightLater(laterId: string, orders: readonly JudgedOrder[]): boolean {
  const [, depositId = ''] = laterId.split(':deposit:');
  return ownerOf(laterId, orders)?.books.deposits.includes(depositId) ?? false;
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
