import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** The search attributes of an order. They are stored in plain text: no personal data may ever stand in one. */
export const offrampStageKey = defineSearchAttributeKey('OfframpStage', SearchAttributeType.KEYWORD);
export const offrampCurrencyKey = defineSearchAttributeKey('OfframpCurrency', SearchAttributeType.KEYWORD);
export const offrampNeedsAttentionKey = defineSearchAttributeKey('OfframpNeedsAttention', SearchAttributeType.BOOL);
/** Why an order needs attention; `overdue` where it needs none, and something expected was not heard. */
export const offrampAttentionReasonKey = defineSearchAttributeKey(
  'OfframpAttentionReason',
  SearchAttributeType.KEYWORD,
);
export const offrampNextActionAtKey = defineSearchAttributeKey('OfframpNextActionAt', SearchAttributeType.DATETIME);
export const coinutIdsKey = defineSearchAttributeKey('CoinutIds', SearchAttributeType.KEYWORD_LIST);
