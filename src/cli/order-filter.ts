import type { OrderFilter } from '../client';
import type { OrderAttentionReason } from '../client/order-queries';
import { loadClientConfig } from '../config';
import { namedId, searchKeys } from './provider-id';
import type { Terminal } from './terminal';

/** Which orders to list, as it is typed. */
export interface FilterOptions extends Omit<OrderFilter, 'needsAttention' | 'attentionReason' | 'keys'> {
  /** For whichever reason, or for this one. */
  readonly needsAttention?: true | OrderAttentionReason;
  /** `deposit:d-1`, or the words `deposit d-1`. */
  readonly id?: readonly string[];
}

/** The filter that the options mean. */
export function orderFilter(terminal: Terminal, { needsAttention, id, ...others }: FilterOptions): OrderFilter {
  return {
    ...others,
    ...(needsAttention !== undefined && { needsAttention: true }),
    ...(needsAttention !== undefined && needsAttention !== true && { attentionReason: needsAttention }),
    ...(id && { keys: keysOf(terminal, id) }),
  };
}

function keysOf(terminal: Terminal, id: readonly string[]): string[] {
  // What is typed wrongly should be said before what is set wrongly.
  const named = namedId(id);
  return searchKeys(named, loadClientConfig(terminal.environment).PAYLOAD_KEYS);
}
