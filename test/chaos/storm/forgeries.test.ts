import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { forgeryKinds } from '../../../chaos/storm/fates';
import { forged, harmful } from '../../../chaos/storm/forgeries';
import { signed, signedAnew, type Message, type Signing } from '../../../chaos/storm/messages';
import { unknownMessage, withUnknownStatus } from '../../../chaos/storm/unknowns';
import { judgeWebhook } from '../../../src/coinut/webhooks';

const now = Date.now();
const signing: Signing = {
  apiKey: 'key',
  apiSecret: 'secret',
  bankReportSecret: `whsec_${Buffer.from('of the bank').toString('base64')}`,
  callbackUrl: 'http://127.0.0.1:4711/webhooks/coinut',
};

function trustOf({ channel, headers, body }: Message): string {
  if (channel === 'bank-report') {
    try {
      new Webhook(signing.bankReportSecret).verify(body, { ...headers });
      return 'signed';
    } catch {
      return 'forged';
    }
  }
  const { 'X-API-Key': apiKey = '', 'X-Timestamp': timestamp = '', 'X-Nonce': nonce = '' } = headers;
  const signature = headers['X-Signature'] ?? '';
  const request = {
    headers: { apiKey, timestamp, nonce, signature },
    body: Buffer.from(body),
    callbackUrl: new URL(signing.callbackUrl),
  };
  return judgeWebhook(request, { apiKey: 'key', apiSecrets: ['secret'] }, { toleranceMs: 300_000, now });
}

const webhookBody = JSON.stringify({ event: 'CUSTOMER_APPROVED', data: { id: 'c-1', status: 'APPROVED' } });
const reportBody = JSON.stringify({ tradeId: 't-1', outcome: 'credited', amount: '10.00', currency: 'EUR' });
const genuine = {
  webhook: signed('webhook', webhookBody, signing, { messageId: '', nowMs: now }),
  'bank-report': signed('bank-report', reportBody, signing, { messageId: randomUUID(), nowMs: now }),
};

describe.each(['webhook', 'bank-report'] as const)('a %s', (channel) => {
  it('is authentic, and still so when it is signed anew, under the id that it had', () => {
    const again = signedAnew(genuine[channel], signing, now);
    expect([trustOf(genuine[channel]), trustOf(again)]).toEqual(['signed', 'signed']);
    expect(again.headers).not.toBe(genuine[channel].headers);
    expect(again.headers['webhook-id']).toBe(genuine[channel].headers['webhook-id']);
  });

  it.each(forgeryKinds)('is not authentic when it is forged by %s, and says something else', (kind) => {
    const forgery = forged(kind, genuine[channel], signing, now);
    expect(trustOf(forgery)).not.toBe('signed');
    expect(forgery.body).not.toBe(genuine[channel].body);
  });
});

it('is stale, not forged, for a webhook that was rightly signed an hour ago', () => {
  expect(trustOf(forged('stale', genuine.webhook, signing, now))).toBe('stale');
});

it.each([
  ['CUSTOMER_APPROVED', 'CUSTOMER_REJECTED'],
  ['CUSTOMER_REJECTED', 'CUSTOMER_APPROVED'],
  ['DEPOSIT_ADDRESS_APPROVED', 'DEPOSIT_ADDRESS_REJECTED'],
  ['DEPOSIT_APPROVED', 'DEPOSIT_REJECTED'],
  ['DEPOSIT_REJECTED', 'DEPOSIT_APPROVED'],
  ['TRADE_CREATED', 'TRADE_SETTLED'],
])('makes of %s a harmful %s', (event, contrary) => {
  expect(harmful({ event, data: { id: 'x' } })).toMatchObject({ event: contrary, data: { id: 'x' } });
});

describe('what is unknown', () => {
  it.each(['customer', 'deposit', 'trade', 'trade-without-deposit', 'bank-report'] as const)(
    'is authentic and about another %s each time',
    (kind) => {
      const [one, other] = [unknownMessage(kind, signing, now), unknownMessage(kind, signing, now)];
      expect([trustOf(one.message), trustOf(other.message)]).toEqual(['signed', 'signed']);
      expect(one.keptAs).not.toBe(other.keptAs);
    },
  );

  it('is a status, where the rest of the event is as it was', () => {
    const changed = withUnknownStatus(genuine.webhook, signing, now);
    expect(changed && trustOf(changed)).toBe('signed');
    expect(JSON.parse(changed?.body ?? '')).toEqual({
      event: 'CUSTOMER_APPROVED',
      data: { id: 'c-1', status: 'AWAITING_SECOND_OFFICER' },
    });
  });

  it('has no status where a bank speaks', () => {
    expect(withUnknownStatus(genuine['bank-report'], signing, now)).toBeUndefined();
  });
});
