import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from './messages';

/** What an intake said to a message in the end. */
export interface Answer {
  readonly status: number;
  /** How often it was sent, because there was no answer or one that asks to send it again. */
  readonly tries: number;
}

const answerWithinMs = 30_000;
const mostTries = 40;
const retryAfterMs = 250;
const longestRetryMs = 5_000;

const paths = { webhook: '/webhooks/coinut', 'bank-report': '/bank-reports' } as const;

/** Sends one message, as often as a real sender would: until there is an answer below 500. */
export async function sendUntilAnswered(relayUrl: string, message: Message): Promise<Answer> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const status = await sendOnce(relayUrl, message);
    if (status < 500) return { status, tries };
    await delay(Math.min(retryAfterMs * 2 ** (tries - 1), longestRetryMs));
  }
  throw new Error(`The relay has not taken in a ${message.channel} in ${mostTries} tries.`);
}

/** 503 if there is no answer. */
export async function sendOnce(relayUrl: string, { channel, headers, body }: Message): Promise<number> {
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const response = await fetch(new URL(paths[channel], relayUrl), { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 503;
  }
}
