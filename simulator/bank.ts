import type { Announcements } from './announcements';
import { addTo, takeFrom } from './balances';
import { reportOn } from './bank-reports';
import type { Saying } from './bank-reports';
import type { Occurrence } from './journey';
import type { Payment, Trade, Transfer } from './objects';
import type { Records } from './records';
import type { Scheme } from './return-reasons';

/** What becomes of a transfer. */
export interface Conclusion {
  status: 'CREDITED' | 'FAILED' | 'RETURNED';
  fundsReturned?: boolean | undefined;
  code?: string | undefined;
  scheme?: Scheme | undefined;
  /** The moment of the call unless told, or of the first time where it is told again. */
  occurredAt?: string | undefined;
}

export interface Resent {
  payment: Payment;
  attempt: number;
}

/** The bank behind the provider: what happens to transfers, and what the partner hears of it. The two may differ. */
export interface Bank {
  /** Takes a trade's money on its way: the provider's own attempt 1, or what a payment sends again. */
  queue(trade: Trade, bankAccountId: string, resent?: Resent): Transfer;
  /** Money that comes back is put on the partner's balance, and taken from it again if it is credited after all. */
  conclude(transfer: Transfer, conclusion: Conclusion): Transfer;
  say(transfer: Transfer, saying: Saying, messageId?: string): void;
}

export interface BankSettings {
  records: Records;
  announcements: Announcements;
  follow: (occurrence: Occurrence) => void;
}

export function createBank({ records, announcements, follow }: BankSettings): Bank {
  function moveFunds(before: Transfer, after: Transfer): void {
    if (before.fundsReturned === after.fundsReturned) return;
    const move = after.fundsReturned ? addTo : takeFrom;
    move(records, after.currency, after.amount);
  }

  return {
    queue(trade, bankAccountId, resent) {
      const { payment, attempt = 1 } = resent ?? {};
      const transfer = records.keepTransfer({
        ...records.stamp(),
        tradeId: trade.id,
        bankAccountId,
        attempt,
        ...(payment && { paymentId: payment.id, paymentReference: payment.reference }),
        amount: payment?.amount ?? trade.toAmount,
        currency: payment?.currency ?? trade.toCurrency,
        status: 'QUEUED',
        fundsReturned: false,
      });
      follow({ happened: 'transfer-queued', transfer });
      return transfer;
    },

    conclude(before, { status, fundsReturned = false, code, scheme, occurredAt }) {
      const again = before.status === status ? before.occurredAt : undefined;
      const after = records.keepTransfer({
        ...before,
        ...{ status, fundsReturned, code, scheme },
        occurredAt: occurredAt ?? again ?? records.timestamp(),
      });
      moveFunds(before, after);
      if (status === 'CREDITED') follow({ happened: 'transfer-credited', transfer: after });
      return after;
    },

    say(transfer, saying, messageId) {
      const report = reportOn(transfer, saying, records.timestamp());
      announcements.bankReport(report, { event: saying.outcome, subject: transfer.id, messageId });
    },
  };
}
