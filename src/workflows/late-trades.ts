import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import type { TradeSighting } from '../signals/sightings';
import { local } from './activity-options';
import type { Facts } from './facts';
import type { Journey } from './journey';

const { handOnTrade } = proxyLocalActivities<LocalActivities>(local);

interface LateTrade {
  readonly signal: 'tradeCreated' | 'tradeSettled';
  readonly trade: TradeSighting;
}

/**
 * Hands on what the provider has said of trades since it was decided that the order ends: money of which nobody here takes
 * care any more. The order forgets it, so that what it leaves behind is what it ended with.
 */
export async function handOnLateTrades(journey: Journey): Promise<void> {
  const { workflowId: declinedBy } = workflowInfo();
  for (const { signal, trade } of lateTrades(journey)) {
    const { tradeId } = trade;
    const heard = journey.facts.trades[tradeId];
    const awaited = `trade ${tradeId} to be handed on`;
    await journey.step(journey.stage, awaited, () => handOnTrade({ signal, trade, declinedBy }), { instant: true });
    // More may have been heard of it meanwhile, which is handed on next.
    if (journey.facts.trades[tradeId] === heard) forget(journey, tradeId);
  }
}

export function hasLateTrades(journey: Journey): boolean {
  return lateTrades(journey).length > 0;
}

/** Trades that were not known at the end, and those of which it was not known that they are settled. */
function lateTrades({ facts, tradesAtEnd }: Journey): LateTrade[] {
  if (tradesAtEnd === undefined || facts.trades === tradesAtEnd) return [];
  return Object.keys(facts.trades)
    .sort()
    .flatMap((tradeId): LateTrade[] => {
      const { created, settled, observed } = facts.trades[tradeId] ?? {};
      const atEnd = tradesAtEnd[tradeId];
      if (settled !== undefined) {
        return atEnd?.settled === undefined ? [{ signal: 'tradeSettled', trade: settled }] : [];
      }
      const made = created ?? observed;
      return atEnd === undefined && made !== undefined ? [{ signal: 'tradeCreated', trade: made }] : [];
    });
}

function forget(journey: Journey, tradeId: string): void {
  const { [tradeId]: _, ...others } = journey.facts.trades;
  const atEnd = journey.tradesAtEnd?.[tradeId];
  const trades: Facts['trades'] = atEnd === undefined ? others : { ...others, [tradeId]: atEnd };
  journey.facts = { ...journey.facts, trades };
}
