import { acceptedKinds } from './bookkeeping';
import type { AcceptedCreate, AcceptedKind } from './bookkeeping';
import type { Transfer } from './objects';
import type { Records } from './records';

/** What was made, and what was made more than once. */
export interface Audit {
  creates: Record<AcceptedKind, number>;
  duplicates: { kind: AcceptedKind; naturalKey: string; ids: string[] }[];
  transfers: Pick<Transfer, 'id' | 'tradeId' | 'attempt' | 'amount' | 'currency' | 'status'>[];
}

export function audit(records: Records): Audit {
  const accepted = records.accepted.all();
  return {
    creates: countByKind(accepted),
    duplicates: duplicates(accepted),
    transfers: records.transfers.all().map(({ id, tradeId, attempt, amount, currency, status }) => ({
      id,
      tradeId,
      attempt,
      amount,
      currency,
      status,
    })),
  };
}

function countByKind(accepted: readonly AcceptedCreate[]): Audit['creates'] {
  const creates = { customer: 0, 'bank-account': 0, flow: 0, deposit: 0, trade: 0, transfer: 0 };
  for (const { kind } of accepted) creates[kind] += 1;
  return creates;
}

function duplicates(accepted: readonly AcceptedCreate[]): Audit['duplicates'] {
  return acceptedKinds.flatMap((kind) => {
    const idsByKey = new Map<string, string[]>();
    for (const create of accepted) {
      if (create.kind !== kind) continue;
      idsByKey.set(create.naturalKey, [...(idsByKey.get(create.naturalKey) ?? []), create.id]);
    }
    return [...idsByKey].filter(([, ids]) => ids.length > 1).map(([naturalKey, ids]) => ({ kind, naturalKey, ids }));
  });
}
