import { bankReportHeaders } from '../../simulator/bank-reports';
import { webhookHeaders } from '../../simulator/webhooks';

/** A webhook or a bank's report, as it goes over the wire. */
export interface Message {
  readonly channel: 'webhook' | 'bank-report';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What messages are signed with, and for which address. */
export interface Signing {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly bankReportSecret: string;
  readonly callbackUrl: string;
}

/**
 * The headers that make a body authentic. They come from the simulator, which signs by itself: a mistake of the relay's
 * in what it checks cannot hide in what it is sent.
 */
export function signed(
  channel: Message['channel'],
  body: string,
  { callbackUrl, bankReportSecret, ...signer }: Signing,
  { messageId, nowMs }: { readonly messageId: string; readonly nowMs: number },
): Message {
  const headers =
    channel === 'webhook'
      ? webhookHeaders(signer, callbackUrl, body, nowMs)
      : bankReportHeaders(bankReportSecret, messageId, body, nowMs);
  return { channel, headers, body };
}

/** The same message as its sender signs it when it tries once more: under the id that it had. */
export function signedAnew({ channel, headers, body }: Message, signing: Signing, nowMs: number): Message {
  return signed(channel, body, signing, { messageId: headers['webhook-id'] ?? '', nowMs });
}
