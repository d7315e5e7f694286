import { TypedSearchAttributes } from '@temporalio/common';
import type { FiatCurrency } from '../banking/currencies';
import { coinutIdsKey, offrampCurrencyKey, offrampNeedsAttentionKey, offrampStageKey } from './search-attributes';
import type { OfframpStage } from './stages';

/** What an order is listed and found by from its first moment on. */
export function initialAttributes({
  stage,
  currency,
  keys = [],
}: {
  readonly stage: OfframpStage;
  readonly currency: FiatCurrency;
  /** The provider's ids that are known already, as keys of `CoinutIds`. */
  readonly keys?: readonly string[];
}): TypedSearchAttributes {
  return new TypedSearchAttributes([
    ...(keys.length === 0 ? [] : [{ key: coinutIdsKey, value: [...keys] }]),
    { key: offrampStageKey, value: stage },
    { key: offrampCurrencyKey, value: currency },
    { key: offrampNeedsAttentionKey, value: false },
  ]);
}
