import { bankReportHeaders } from './bank-reports';
import type { BankReportTarget } from './bank-reports';
import type { Delivery } from './bookkeeping';
import type { Records } from './records';
import { webhookHeaders } from './webhooks';
import type { WebhookSigner } from './webhooks';

const answerTimeoutMs = 30_000;

/** Makes one try to deliver and returns the HTTP status; throws when there is no answer. */
export type Send = (delivery: Delivery, stopped: AbortSignal) => Promise<number>;

export interface SenderSettings extends WebhookSigner {
  records: Records;
  /** Asked at each try, as it may be set or changed while deliveries wait. */
  bankReportTarget: () => BankReportTarget | undefined;
  now: () => number;
}

/** Signs and posts deliveries. The target is that of the moment of the try, not that of the event. */
export function createSender({ records, bankReportTarget, now, ...signer }: SenderSettings): Send {
  function addressed(delivery: Delivery): { url: string; headers: Record<string, string> } {
    if (delivery.channel === 'bank-report') {
      const target = bankReportTarget();
      if (!target) throw new Error('No bank report URL is set.');
      const { id, messageId = id, body } = delivery;
      return { url: target.url, headers: bankReportHeaders(target.secret, messageId, body, now()) };
    }
    const { callbackUrl } = records.account();
    if (callbackUrl === undefined) throw new Error('No callback URL is set.');
    return { url: callbackUrl, headers: webhookHeaders(signer, callbackUrl, delivery.body, now()) };
  }

  return async (delivery, stopped) => {
    const { url, headers } = addressed(delivery);
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: delivery.body,
      // A redirected request would carry a signature made for another host and path.
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(answerTimeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  };
}
