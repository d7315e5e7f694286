import type { LaterReturn } from '../../src/signals/later-return';
import { noFacts } from '../../src/workflows/facts';

const hourMs = 3_600_000;

/** The reference of one of the orders that wait together. */
export function waitingReference(number: number): string {
  return `herd-${number}:return:1`;
}

/**
 * What starts an order at a bank transfer that has just failed for a passing reason, with its money back: it waits for
 * the bank's next window, and sends the money again.
 */
export function waitingOrder(number: number, nowMs: number): LaterReturn {
  const at = (hours: number) => new Date(nowMs + hours * hourMs).toISOString();
  const day = (hours: number) => at(hours).slice(0, 10);
  const [customerId, depositId, tradeId] = ['c', 'd', 't'].map((kind) => `${kind}-herd-${number}`);
  const seen = { evidence: 'webhook', seenAt: at(-2) } as const;
  const money = { amount: '229.80', currency: 'EUR' } as const;
  const ids = { customerId: String(customerId), bankAccountId: `b-herd-${number}`, flowId: `f-herd-${number}` };
  const [deposit, trade] = [String(depositId), String(tradeId)];
  const traded = { fromAmount: '250.00', fromCurrency: 'USDT', toAmount: money.amount, toCurrency: money.currency };
  return {
    reference: waitingReference(number),
    report: {
      ...{ reportId: `r-herd-${number}`, tradeId: trade, attempt: 1, outcome: 'failed', code: 'ED05', ...money },
      ...{ fundsReturned: true, occurredAt: at(-1), evidence: 'bank-report', seenAt: at(-1) },
    },
    record: {
      source: { currency: 'USDT', network: 'ETH' },
      payoutAccount: {
        ...{ currency: 'EUR', bankName: 'Deutsche Bank', iban: 'DE89370400440532013000' },
        ...{ swift: 'DEUTDEFF', accountName: 'Ana Lim' },
      },
      ids: { ...ids, depositId: deposit, tradeId: trade },
      amounts: { deposited: { amount: '250.00', currency: 'USDT' }, paidOut: money, rate: '0.9192' },
      facts: {
        ...noFacts,
        customers: { [ids.customerId]: { approved: { customerId: ids.customerId, status: 'APPROVED', ...seen } } },
        deposits: {
          [deposit]: {
            approved: { depositId: deposit, amount: '250.00', currency: 'USDT', status: 'CONFIRMED', ...seen },
          },
        },
        trades: { [trade]: { settled: { tradeId: trade, depositId: deposit, ...traded, status: 'SETTLED', ...seen } } },
      },
      sentTransfers: [
        {
          ...{ attempt: 1, tradeId: trade, depositId: deposit, ...money, progress: 'queued', submitAt: at(-2) },
          ...{ expected: { earliest: day(24), latest: day(48) }, graceEndsAt: at(96) },
        },
      ],
      ...{ overruled: [], answered: [] },
    },
  };
}
