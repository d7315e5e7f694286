import { creditedReport } from './bank';
import type { BankReportTarget } from './bank';
import type { BehaviourOf } from './behaviour';
import type { Contract, Detail } from './contracts';
import type { Deliveries } from './deliveries';
import type { EventName } from './events';
import type { Transfer } from './objects';
import type { Records } from './records';

export interface AnnouncementSettings {
  records: Records;
  contract: Contract;
  deliveries: Deliveries;
  behaviourOf: BehaviourOf;
  bankReportTarget: () => BankReportTarget | undefined;
}

/** Tells the partner what happened. The body is that of the moment of the event, whenever it is delivered. */
export interface Announcements {
  event(event: EventName, about: { customerId: string; detail: Detail }): void;
  credited(transfer: Transfer): void;
}

export function createAnnouncements(settings: AnnouncementSettings): Announcements {
  const { records, contract, deliveries, behaviourOf, bankReportTarget } = settings;
  return {
    event(event, { customerId, detail }) {
      const { callbackUrl, subscribedEvents } = records.account();
      // Documented: without a URL or a subscription the event is skipped, and not kept for later.
      if (callbackUrl === undefined || !subscribedEvents.includes(event)) return;
      if (behaviourOf(records.customers.require(customerId)).webhooks === 'lost') return;
      const body = JSON.stringify(contract.webhook(event, detail));
      deliveries.add({ channel: 'webhook', event, subject: detail.id, body });
    },
    credited(transfer) {
      if (!bankReportTarget()) return;
      const body = JSON.stringify(creditedReport(transfer, records.timestamp()));
      deliveries.add({ channel: 'bank-report', event: 'credited', subject: transfer.id, body });
    },
  };
}
