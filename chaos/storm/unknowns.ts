import { createHash, randomUUID } from 'node:crypto';
import type { UnknownKind } from './fates';
import { signed, type Message, type Signing } from './messages';

/** A rightly signed message about something that no order has to do with. */
export interface UnknownMessage {
  readonly kind: UnknownKind;
  readonly message: Message;
  /** What the id of the workflow begins with that must keep it. */
  readonly keptAs: string;
}

/** A valid address that nobody was given. */
const nobodysAddress = '0x52908400098527886E0F7030069857D2E4169EE7';

/** Says something of this kind for the first and only time. */
export function unknownMessage(kind: UnknownKind, signing: Signing, nowMs: number): UnknownMessage {
  const id = randomUUID();
  const webhook = (event: string, data: object, keptAs: string): UnknownMessage => {
    const body = JSON.stringify({ event, data });
    return { kind, message: signed('webhook', body, signing, { messageId: '', nowMs }), keptAs };
  };
  switch (kind) {
    case 'customer':
      return webhook('CUSTOMER_APPROVED', { id, status: 'APPROVED' }, `unmatched-customerApproved-customer:${id}-`);
    case 'deposit': {
      const receiver = { id: randomUUID(), customerId: randomUUID(), address: nobodysAddress, network: 'ETH' };
      const deposit = { id, currency: 'USDT', amount: '77.00', status: 'RECEIVED', receiverDepositAddress: receiver };
      return webhook('DEPOSIT_RECEIVED', deposit, `unmatched-depositReceived-deposit:${id}-`);
    }
    case 'trade': {
      const trade = { ...tradeOf(id), deposit: { id: randomUUID() } };
      return webhook('TRADE_SETTLED', trade, `unmatched-tradeSettled-trade:${id}-`);
    }
    case 'trade-without-deposit':
      return webhook('TRADE_SETTLED', tradeOf(id), `unmatched-tradeSettled-trade:${id}-`);
    case 'bank-report': {
      const report = { tradeId: id, outcome: 'credited', amount: '70.00', currency: 'EUR' };
      const messageId = randomUUID();
      const message = signed('bank-report', JSON.stringify(report), signing, { messageId, nowMs });
      // It names no object of the provider's that could stand in the name; reports are told apart by their ids.
      const digest = createHash('sha256').update(messageId).digest('hex').slice(0, 16);
      return { kind, message, keptAs: `unmatched-bankTransferReported-unnamed-${digest}` };
    }
  }
}

function tradeOf(tradeId: string) {
  const from = { fromAmount: '77.00', fromCurrency: 'USDT' };
  return { id: tradeId, tradeId, ...from, toAmount: '70.00', toCurrency: 'EUR', status: 'SETTLED' };
}

/** The same event with a status that is in no document. `undefined` if it has none. */
export function withUnknownStatus({ channel, body }: Message, signing: Signing, nowMs: number): Message | undefined {
  if (channel !== 'webhook') return undefined;
  const content = JSON.parse(body) as { data: object };
  const changed = { ...content, data: { ...content.data, status: 'AWAITING_SECOND_OFFICER' } };
  return signed('webhook', JSON.stringify(changed), signing, { messageId: '', nowMs });
}
