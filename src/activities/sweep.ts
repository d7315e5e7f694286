import { metricMeter, sleep } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { deliver, signalOrder, withWalletKeys, type DeliveredEvent, type WalletKeysOf } from '../client/deliver';
import { keepUnmatched, unmatchedBefore } from '../client/unmatched-webhooks';
import type { CoinutApi } from '../coinut/api';
import { CoinutError } from '../coinut/errors';
import { routeEvent, type ProviderEvent } from '../signals/provider-events';
import type { SweepResult, SweptKind, SweptObject, SweptState } from '../signals/sweep';
import type { DepositClaims } from './deposit-claim';
import { ifKnown } from './failures';
import { horizonOf, isBeyond, postponedStatus, stillToRead, sweptChanges, withPostponed } from './swept-changes';
import { mayNotKnow } from './swept-news';
import { sweptObjects, sweptReadings } from './swept-reading';

export interface SweepDependencies {
  readonly client: Client;
  readonly coinut: CoinutApi;
  readonly taskQueue: string;
  readonly claims: Pick<DepositClaims, 'ownerOf'>;
  readonly walletKeys: WalletKeysOf;
  readonly now: () => Date;
  /** How long to wait before each call to the provider, whose limit is for all of its callers together. */
  readonly pauseMs: number;
}

/** Open objects that are too old to be listed are read one by one; what is left over the next sweep reads. */
const mostReads = 100;

/** So many objects in a row without an answer are the provider's trouble, and not theirs. */
const mostUnanswered = 3;

/** What became of a change: `known` to its orders already, or `unmatched` and looked after by a workflow of its own. */
type Telling = 'told' | 'known' | 'unmatched' | 'of-no-concern' | 'postponed';

export function createSweepActivities(dependencies: SweepDependencies) {
  const { client, coinut, taskQueue, claims, walletKeys, now, pauseMs } = dependencies;
  const pause = async () => (pauseMs > 0 ? sleep(pauseMs) : undefined);
  const readings = sweptReadings(coinut, pause);

  /** Everything that is new by the provider's lists, and how it stands with what was open before. */
  async function look(
    kind: SweptKind,
    before: SweptState | undefined,
    ifShown: IfShown,
  ): Promise<{ seen: SweptObject[]; unread: SweptObject[] }> {
    const { walk, read } = readings[kind];
    const presentMs = now().getTime();
    let horizonMs: number | undefined;
    const listed = await walk(async (page) => {
      const objects = sweptObjects(page, presentMs);
      horizonMs ??= horizonOf(before, objects);
      await pause();
      return isBeyond(objects, horizonMs);
    });
    const seen = sweptObjects(listed, presentMs);
    const open = stillToRead(kind, before, seen);
    const unread: SweptObject[] = [];
    for (const object of open.slice(0, mostReads)) {
      const found = await ifShown(() => read(object.id));
      if (found === 'postponed') unread.push(object);
      else if (found !== undefined) seen.push({ ...object, status: found.status ?? '' });
    }
    return { seen, unread: [...open.slice(mostReads), ...unread] };
  }

  async function sweepKind(kind: SweptKind, before: SweptState | undefined, ifShown: IfShown) {
    const { seen, unread } = await look(kind, before, ifShown);
    const { changed, state } = sweptChanges(kind, before, seen, unread);
    const tellings: { readonly object: SweptObject; readonly telling: Telling }[] = [];
    const postponedBefore = new Set(before?.seen.flatMap(({ id, status }) => (status === postponedStatus ? [id] : [])));
    for (const object of changed) {
      const event = await ifShown(() => readings[kind].event(object));
      tellings.push({ object, telling: await tell(kind, event, postponedBefore.has(object.id)) });
    }
    const postponed = tellings.flatMap(({ object, telling }) => (telling === 'postponed' ? [object] : []));
    return { state: withPostponed(state, postponed), looked: seen.length, tellings };
  }

  /** Routes a change as its webhook would have been (DESIGN section 5), unless whoever it concerns seems to know. */
  async function tell(
    kind: SweptKind,
    event: ProviderEvent | 'postponed' | undefined,
    again: boolean,
  ): Promise<Telling> {
    if (event === 'postponed') return 'postponed';
    if (event === undefined) return 'of-no-concern';
    const routed = routeEvent(event, { evidence: 'sweep', seenAt: now().toISOString() });
    if (routed?.objectKey === undefined) return 'of-no-concern';
    const { signal, objectKey } = routed;
    const delivered = withWalletKeys(routed, walletKeys);
    const delivery = await deliver(client, delivered, { concerns: (order) => mayNotKnow(order, signal, objectKey) });
    if (delivery.to === 'orders') return delivery.workflowIds.length > 0 ? 'told' : 'known';
    if (delivery.to === 'ended-orders') return 'of-no-concern';
    // An order may not be listed yet by a customer it has just made. Those of other business are none of ours.
    if (kind === 'customer') return again ? 'of-no-concern' : 'postponed';
    return tellNobodys(event, delivered, objectKey);
  }

  /** An order that has just begun is not listed yet, but its claim to the deposit stands from that moment on. */
  async function tellNobodys(event: ProviderEvent, delivered: DeliveredEvent, objectKey: string): Promise<Telling> {
    const depositId = depositOf(event);
    const owner = depositId === undefined ? undefined : await claims.ownerOf(depositId);
    if (owner !== undefined) {
      const { name, payload } = delivered.signal;
      return (await signalOrder(client, owner, name, payload)) ? 'told' : 'of-no-concern';
    }
    const before = await unmatchedBefore(client, objectKey);
    // Its order may just be being made.
    if (before !== undefined) return before === 'running' ? 'postponed' : 'of-no-concern';
    await keepUnmatched({ client, taskQueue }, delivered, 'sweep');
    return 'unmatched';
  }

  return {
    /** Looks at everything that is new or open, and tells orders what they may not know. Repeating it is harmless. */
    async sweepProvider(before?: SweepResult['state']): Promise<SweepResult> {
      const sweptAt = now().toISOString();
      const ifShown = createIfShown();
      const customer = await sweepKind('customer', before?.customer, ifShown);
      const deposit = await sweepKind('deposit', before?.deposit, ifShown);
      const trade = await sweepKind('trade', before?.trade, ifShown);
      const all = [customer, deposit, trade];
      const tellings = all.flatMap((swept) => swept.tellings);
      recordSweep(tellings.map(({ telling }) => telling));
      const count = (wanted: Telling) => tellings.filter(({ telling }) => telling === wanted).length;
      return {
        sweptAt,
        counts: {
          looked: all.reduce((total, { looked }) => total + looked, 0),
          changed: tellings.length,
          told: count('told'),
          unmatched: count('unmatched'),
          postponed: count('postponed'),
        },
        state: { customer: customer.state, deposit: deposit.state, trade: trade.state },
      };
    },
  };
}

/** That a sweep has come to its end, and what it found; see docs/metrics.md. */
function recordSweep(tellings: readonly Telling[]): void {
  const finished = metricMeter.createGauge(
    'offramp_sweep_finished_timestamp_seconds',
    'int',
    's',
    'When a sweep ended.',
  );
  const changes = metricMeter.createCounter(
    'offramp_sweep_changes_total',
    '1',
    'What became of changes that sweeps found.',
  );
  finished.set(Math.floor(Date.now() / 1_000));
  for (const became of tellings) changes.add(1, { became });
}

function depositOf(event: ProviderEvent): string | undefined {
  if ('deposit' in event) return event.deposit.id;
  return 'trade' in event ? event.trade.depositId : undefined;
}

type IfShown = <T>(read: () => Promise<T>) => Promise<T | 'postponed' | undefined>;

/**
 * Reads objects one by one: a single one that the provider will not show must not keep all others from being found. Where
 * several in a row get no answer, the read fails.
 */
function createIfShown(): IfShown {
  let unanswered = 0;
  return async (read) => {
    try {
      const shown = await ifKnown(read);
      unanswered = 0;
      return shown;
    } catch (error) {
      if (!(error instanceof CoinutError)) throw error;
      unanswered = error.name === 'CoinutNoAnswer' ? unanswered + 1 : 0;
      if (trouble.includes(error.name) && unanswered <= mostUnanswered) return 'postponed';
      throw error;
    }
  };
}

/** What may be one object's trouble, rather than that of the provider or of the way to it. */
const trouble: readonly CoinutError['name'][] = [
  'CoinutFailed',
  'CoinutInvalidParameters',
  'CoinutNoAnswer',
  'CoinutServerError',
  'CoinutUnreadableAnswer',
];
