import type { Conclusion } from '../bank';
import type { Transfer } from '../objects';
import type { Records } from '../records';
import { Refusal } from '../refusal';
import type { Play, PlayedFailure, PlaySettings, TransferOptions } from './play';

type TransferPlay = Pick<Play, 'creditTransfer' | 'failTransfer' | 'returnTransfer' | 'returnFunds' | 'reportBank'>;

/** What the bank does, and what it says. */
export function transferPlay({ records, bank, announcements }: PlaySettings): TransferPlay {
  async function ends(tradeId: string, status: 'FAILED' | 'RETURNED', played: PlayedFailure = {}): Promise<Transfer> {
    const { webhook, report = webhook, amount, currency, attempt, ...why } = played;
    const transfer = bank.conclude(transferOf(records, tradeId, attempt), { status, ...why });
    const outcome = status === 'FAILED' ? 'failed' : 'returned';
    if (report !== false) bank.say(transfer, { outcome, ...why, amount, currency });
    await records.durable();
    return transfer;
  }

  return {
    async creditTransfer(tradeId, { attempt, webhook, amount, currency, occurredAt } = {}) {
      const conclusion: Conclusion = { status: 'CREDITED', occurredAt };
      const transfer = bank.conclude(transferOf(records, tradeId, attempt), conclusion);
      if (webhook !== false) bank.say(transfer, { outcome: 'credited', amount, currency });
      await records.durable();
      return transfer;
    },

    failTransfer: (tradeId, played) => ends(tradeId, 'FAILED', played),
    returnTransfer: (tradeId, played) => ends(tradeId, 'RETURNED', played),

    async returnFunds(tradeId, { attempt, webhook }: TransferOptions = {}) {
      const { status, code, scheme, ...transfer } = transferOf(records, tradeId, attempt);
      if (status !== 'FAILED' && status !== 'RETURNED') {
        throw new Refusal('FAILED', 'the transfer has neither failed nor come back');
      }
      return ends(tradeId, status, { attempt: transfer.attempt, webhook, code, scheme, fundsReturned: true });
    },

    async reportBank(report, { webhookId } = {}) {
      const subject = [report.reference, report.tradeId, report.depositId].find((named) => typeof named === 'string');
      const delivery = announcements.bankReport(report, {
        event: typeof report.outcome === 'string' ? report.outcome : 'report',
        subject: `reported by hand ${typeof subject === 'string' ? subject : ''}`,
        messageId: webhookId,
      });
      if (!delivery) throw new Refusal('FAILED', 'it is not set where bank reports go');
      await records.durable();
      return delivery;
    },
  };
}

/** The trade's latest transfer, or the latest of that attempt. */
function transferOf(records: Records, tradeId: string, attempt?: number): Transfer {
  const transfer = records.transfers
    .where((candidate) => candidate.tradeId === tradeId && (attempt ?? candidate.attempt) === candidate.attempt)
    .at(-1);
  if (!transfer) throw new Refusal('FAILED', 'transfer not found');
  return transfer;
}
