import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './bookkeeping';
import { retryDelayMs } from './delays';
import type { Records } from './records';
import type { Send } from './sender';

/** One try to deliver a webhook or a bank report. */
export interface DeliveryAttempt {
  deliveryId: string;
  channel: Delivery['channel'];
  event: string;
  subject: string;
  at: string;
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** Why there was none. */
  problem?: string;
}

export interface DeliverySettings {
  records: Records;
  send: Send;
  timeScale: number;
  now: () => number;
}

// Only tests and people read the attempts; a long run must not fill the memory with them.
const mostAttempts = 20_000;

/**
 * Delivers webhooks and bank reports until each is acknowledged with 2xx. Those of one subject go in the order they
 * were made; subjects do not wait for each other. What is not acknowledged is still in the records after a restart.
 */
export class Deliveries {
  readonly #settings: DeliverySettings;
  readonly #lanes = new Map<string, Delivery[]>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  readonly attempts: DeliveryAttempt[] = [];

  constructor(settings: DeliverySettings) {
    this.#settings = settings;
  }

  /** Takes up what an earlier process left. */
  resume(): void {
    for (const delivery of this.#settings.records.deliveries.all()) this.#line(delivery);
  }

  /** Records a delivery and begins it as soon as the change it tells of is durable. */
  add(content: Pick<Delivery, 'channel' | 'event' | 'subject' | 'body' | 'messageId'>): Delivery {
    const { records, now } = this.#settings;
    const delivery = records.deliveries.put({ ...records.next(), ...content, dueAtMs: now() });
    this.#line(delivery);
    return delivery;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#running);
  }

  #line(delivery: Delivery): void {
    const lane = this.#lanes.get(delivery.subject);
    if (lane) {
      // It is there already if it was made just before the earlier process's deliveries were taken up.
      if (!lane.some(({ id }) => id === delivery.id)) lane.push(delivery);
      return;
    }
    const started = [delivery];
    this.#lanes.set(delivery.subject, started);
    const run = this.#work(delivery.subject, started).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #work(subject: string, lane: Delivery[]): Promise<void> {
    for (let delivery = lane[0]; delivery && !this.#stopped.signal.aborted; delivery = lane[0]) {
      await this.#settings.records.durable();
      await this.#pause(delivery.dueAtMs - this.#settings.now());
      await this.#deliver(delivery);
      lane.shift();
    }
    this.#lanes.delete(subject);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    for (let failures = 1; !this.#stopped.signal.aborted; failures += 1) {
      if (await this.#acknowledged(delivery)) {
        this.#settings.records.deliveries.delete(delivery.id);
        return;
      }
      await this.#pause(retryDelayMs(failures, this.#settings.timeScale));
    }
  }

  async #acknowledged(delivery: Delivery): Promise<boolean> {
    const { send, now } = this.#settings;
    const { id: deliveryId, channel, event, subject } = delivery;
    const attempt: DeliveryAttempt = { deliveryId, channel, event, subject, at: new Date(now()).toISOString() };
    try {
      attempt.status = await send(delivery, this.#stopped.signal);
    } catch (error) {
      attempt.problem = error instanceof Error ? error.message : String(error);
    }
    this.attempts.push(attempt);
    if (this.attempts.length > mostAttempts) this.attempts.shift();
    return attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
  }

  /** Ends early, without an error, when the deliveries are stopped. */
  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await sleep(milliseconds, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }
}
