import { metricMeter } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { Webhook } from 'standardwebhooks';
import type { BackendNotification } from '../signals/notification';
import { cancellationSignal } from './cancellation-signal';
import { postOutwards } from './outward-post';

export interface NotificationDependencies {
  readonly url: URL;
  /** As Standard Webhooks writes secrets. */
  readonly secret: string;
  /** Whether the address may be one that cannot be reached from the internet. */
  readonly allowPrivate: boolean;
  readonly now: () => Date;
}

/** Longer than any backend should take to note something down. */
const timeoutMs = 10_000;

export function createNotificationActivities({ url, secret, allowPrivate, now }: NotificationDependencies) {
  const webhook = new Webhook(secret);
  return {
    /** Delivers a notification once: signed as Standard Webhooks says, taken if the answer is 2xx. */
    async notifyBackend({ id, ...body }: BackendNotification): Promise<void> {
      const text = JSON.stringify(body);
      const at = now();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': webhook.sign(id, at, text),
      };
      const answer = await postOutwards({ url, headers, body: text, allowPrivate, timeoutMs }, cancellationSignal());
      if (answer.status < 200 || answer.status > 299) {
        const message = `The backend answered ${answer.status} to ${body.type}; it should answer 2xx.`;
        throw ApplicationFailure.create({ type: 'NotificationNotTaken', message });
      }
      const taken = metricMeter.createCounter('offramp_notifications_total', '1', 'What the backend has taken.');
      taken.add(1, { type: body.type });
    },
  };
}
