import type { BankReportTarget } from './bank-reports';
import type { BehaviourOf } from './behaviour';
import type { Delivery } from './bookkeeping';
import type { Contract, Detail } from './contracts';
import type { Deliveries } from './deliveries';
import type { EventName } from './events';
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
  /** Nothing is sent, and nothing returned, where no target is set. Those of one subject keep their order. */
  bankReport(report: object, about: BankReportAddress): Delivery | undefined;
}

export interface BankReportAddress {
  /** What it is called in the log of deliveries. */
  event: string;
  subject: string;
  /** Its `webhook-id`; one of its own unless told. */
  messageId?: string | undefined;
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
    bankReport(report, { event, subject, messageId }) {
      if (!bankReportTarget()) return undefined;
      return deliveries.add({ channel: 'bank-report', event, subject, body: JSON.stringify(report), messageId });
    },
  };
}
