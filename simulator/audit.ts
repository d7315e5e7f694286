import { acceptedKinds } from './bookkeeping';
import type { AcceptedCreate, AcceptedKind } from './bookkeeping';
import { findPaidTwice } from './double-payments';
import type { PaidTwice } from './double-payments';
import type { Payment, Transfer } from './objects';
import type { Records } from './records';

/** What was made, what was made more than once, and what was paid twice. */
export interface Audit extends PaidTwice {
  creates: Record<AcceptedKind, number>;
  duplicates: { kind: AcceptedKind; naturalKey: string; ids: string[] }[];
  transfers: Omit<Transfer, 'sequence' | 'createdAt' | 'bankAccountId'>[];
  /** Payments whose reference fits no trade. */
  unlinkedPayments: Pick<Payment, 'id' | 'reference' | 'amount' | 'currency' | 'status'>[];
}

export function audit(records: Records): Audit {
  const accepted = records.accepted.all();
  const transfers = records.transfers.all();
  const linked = new Set(transfers.map(({ paymentId }) => paymentId));
  return {
    creates: countByKind(accepted),
    duplicates: duplicates(accepted),
    transfers: transfers.map(({ sequence: _s, createdAt: _c, bankAccountId: _b, ...transfer }) => transfer),
    unlinkedPayments: records.payments
      .where(({ id }) => !linked.has(id))
      .map(({ id, reference, amount, currency, status }) => ({ id, reference, amount, currency, status })),
    ...findPaidTwice({ states: records.transferStates.all(), transfers, trades: records.trades.all() }),
  };
}

function countByKind(accepted: readonly AcceptedCreate[]): Audit['creates'] {
  const creates = { customer: 0, 'bank-account': 0, flow: 0, deposit: 0, trade: 0, transfer: 0, payment: 0 };
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
