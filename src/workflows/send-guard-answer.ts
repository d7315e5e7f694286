import { isWanted } from '../banking/send-guard';
import type { SendGuardAnswer } from '../signals/status';
import type { Journey } from './journey';
import { isAskedFor, isKnownPayment } from './order-transfers';

/** What of an order decides whether its payment may leave. */
export type SendGuardOrder = Pick<Journey, 'sending' | 'facts' | 'transferVerdict' | 'hasCommands' | 'sendRefusal'>;

/**
 * Whether the payment that an order has asked for may leave now. Everything heard counts; what an operator has asked for
 * and the order has not acted on yet may change its mind, so it refuses until it has.
 */
export function answerSendGuard(journey: SendGuardOrder, question: unknown): SendGuardAnswer {
  const { sending, transferVerdict } = journey;
  if (sending === undefined || !isAskedFor(sending, question))
    return refused('The order does not ask for this payment.');
  if (journey.hasCommands) return refused('An operator has asked for something in the meantime.');
  if (!isWanted(transferVerdict, sending)) return refused('Something heard in the meantime speaks against it.');
  if (isKnownPayment(journey.facts, sending)) return refused('The provider has made this payment already.');
  const refusal = journey.sendRefusal(sending, sending);
  return refusal === undefined ? { allowed: true } : refused(refusal.sentence);
}

function refused(sentence: string): SendGuardAnswer {
  return { allowed: false, sentence };
}
