import { bankReportHeaders } from '../../simulator/bank-reports';
import { webhookHeaders } from '../../simulator/webhooks';
import type { DemoSecrets } from '../../demo/settings';

/** What the provider or a bank tells the relay. */
export type SignedMessage =
  | { readonly from: 'provider'; readonly body: string }
  | { readonly from: 'bank'; readonly body: string; readonly id: string };

/** What the relay said to one try. */
export interface Reply {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly said: string;
  readonly retryAfter: string | undefined;
  readonly tookMs: number;
}

export interface RelayTarget {
  readonly relayUrl: string;
  readonly secrets: DemoSecrets;
  /** A sender that hears nothing for so long gives this try up. */
  readonly giveUpAfterMs?: number;
}

/** Each try of the provider's is signed anew; a bank's report keeps its id. */
export function providerMessage(event: string, data: Readonly<Record<string, unknown>>): SignedMessage {
  return { from: 'provider', body: JSON.stringify({ event, data }) };
}

export function bankMessage(id: string, report: Readonly<Record<string, unknown>>): SignedMessage {
  return { from: 'bank', body: JSON.stringify(report), id };
}

/** Makes one try to deliver a message. */
export async function sendMessage(
  { relayUrl, secrets, giveUpAfterMs = 30_000 }: RelayTarget,
  message: SignedMessage,
): Promise<Reply> {
  const { body } = message;
  const url = `${relayUrl}${message.from === 'provider' ? '/webhooks/coinut' : '/bank-reports'}`;
  const headers =
    message.from === 'provider'
      ? webhookHeaders(secrets, url, body, Date.now())
      : bankReportHeaders(secrets.bankReportSecret, message.id, body, Date.now());
  const startedAt = performance.now();
  const took = () => performance.now() - startedAt;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(giveUpAfterMs) });
    const answer = (await response.json()) as { readonly message?: unknown };
    const retryAfter = response.headers.get('retry-after') ?? undefined;
    return { status: response.status, said: String(answer.message), retryAfter, tookMs: took() };
  } catch (error) {
    return {
      status: 0,
      said: brokenOff(error),
      retryAfter: undefined,
      tookMs: took(),
    };
  }
}

/** Why there is no answer. */
function brokenOff(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const { cause } = error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${error.name}${code}`;
}
