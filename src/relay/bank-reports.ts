import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { DeliveredEvent, SignalOrder } from '../client/deliver';
import { keepUnmatched } from '../client/unmatched-webhooks';
import { workflowIdOf } from '../signals/offramp-order';
import { providerKey } from '../signals/provider-ids';
import type { BankReport } from '../signals/sightings';
import { saidOfReport } from '../signals/unmatched-webhook';
import { bankReportSchema, type BankReportBody } from './bank-report-schema';
import { deliverToOrders } from './delivery';
import { isWorthALine, type Relay, type RelayAnswer, type RelayRequest } from './relay';

/** An order keeps a report by its id, and takes no text that is much longer. */
const longestId = 200;

/** Verifies, reads and delivers one report of the partner's bank feed, signed as Standard Webhooks says. */
export async function receiveBankReport(relay: Relay, { body, headers, source }: RelayRequest): Promise<RelayAnswer> {
  const { settings, orders } = relay;
  const { bankReportSecret, logger } = settings;
  if (bankReportSecret === undefined) {
    return { status: 404, message: 'Bank reports are not taken here: BANK_REPORT_SECRET is not set.' };
  }
  const verified = verify(body, headers, bankReportSecret);
  if (verified === undefined) {
    if (isWorthALine(relay, source)) logger.warn('bank report refused');
    return { status: 401, message: 'The signature is missing, wrong or too old (see standardwebhooks.com).' };
  }
  if (verified.id.length > longestId) {
    return { status: 400, message: `The webhook-id is longer than ${longestId} characters.` };
  }
  const parsed = bankReportSchema.safeParse(verified.content);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'} ${message}`);
    return { status: 400, message: `The report cannot be read: ${problems.join('; ')}.` };
  }

  const report = reportOf(parsed.data, verified.id);
  const signal = { name: 'bankTransferReported', payload: report };
  const signedBytes = Buffer.concat([Buffer.from(`${verified.id} `), body]);
  const addressee = addresseeOf(parsed.data);
  const delivered = await deliverReport(relay, addressee, signal, orders.about(signedBytes));
  if (!delivered) await keepUnmatched(settings, { signal, ...addressee }, saidOfReport(report, addressee));
  logger.info({ outcome: report.outcome, delivered }, 'bank report');
  relay.metrics.bankReportReceived(report.outcome, delivered ? 'orders' : 'kept');
  if (delivered) return { status: 200, message: 'Delivered.' };
  return { status: 200, message: 'Kept: no running order is known by this report.' };
}

/** Whether a running order has taken the report in. */
async function deliverReport(
  relay: Relay,
  { workflowId, keys }: ReturnType<typeof addresseeOf>,
  signal: DeliveredEvent['signal'],
  signalOrder: SignalOrder,
): Promise<boolean> {
  if (workflowId !== undefined) return signalOrder(workflowId, signal.name, signal.payload);
  return (await deliverToOrders(relay, { signal, keys }, signalOrder)).to === 'orders';
}

/** Which order a report names, or under which keys it is searched. */
export function addresseeOf({
  reference,
  tradeId,
  depositId,
}: Pick<BankReportBody, 'reference' | 'tradeId' | 'depositId'>) {
  const byTrade = tradeId === undefined ? [] : [providerKey('trade', tradeId)];
  const byDeposit = depositId === undefined ? [] : [providerKey('deposit', depositId)];
  return {
    keys: [...byTrade, ...byDeposit],
    ...(reference === undefined ? {} : { workflowId: workflowIdOf(reference) }),
  };
}

function verify(body: Uint8Array, headers: IncomingHttpHeaders, secret: string) {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
  const values = Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
  try {
    const content: unknown = new Webhook(secret).verify(Buffer.from(body), values);
    return { id: values['webhook-id'] ?? '', content };
  } catch (error) {
    // A genuine signature over a body that is no JSON.
    if (error instanceof SyntaxError) return { id: '', content: undefined };
    if (error instanceof WebhookVerificationError) return undefined;
    throw error;
  }
}

function reportOf({ reference: _reference, ...body }: BankReportBody, reportId: string): BankReport {
  const known = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const { outcome } = body;
  return { ...known, outcome, reportId, evidence: 'bank-report', seenAt: new Date().toISOString() };
}
