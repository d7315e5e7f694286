import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ConnectionLike } from '@temporalio/client';
import type { TemporalAccess } from '../checker/orders';
import type { Lane } from '../parts/lane';
import {
  providerMessage,
  sendMessage,
  type RelayTarget,
  type Reply,
  type SignedMessage,
} from '../parts/signed-messages';
import type { Site } from '../parts/site';

const againAfterMs = 250;
const triesOfSender = 40;

/** What was answered to a message in the end, and how many tries it took. */
export interface Taken extends Reply {
  readonly refusals: number;
}

/** Where the tries are made: one lane, and what is needed to talk to its relay and to Temporal. */
export class Ground {
  constructor(
    readonly site: Site,
    readonly lane: Lane,
  ) {}

  get client(): Client {
    return this.site.client;
  }

  get connection(): ConnectionLike {
    return this.site.client.connection;
  }

  get temporal(): TemporalAccess {
    const { workflowService, options } = this.site.client.workflow;
    return { workflowService, namespace: options.namespace };
  }

  get #target(): RelayTarget {
    return { relayUrl: this.lane.relayUrl, secrets: this.site.settings.secrets };
  }

  /** Sends a message until it is answered with 2xx, as its sender would. */
  async deliver(message: SignedMessage): Promise<Taken> {
    for (let refusals = 0; ; refusals += 1) {
      const reply = await sendMessage(this.#target, message);
      if (reply.status >= 200 && reply.status < 300) return { ...reply, refusals };
      if (refusals + 1 === triesOfSender) throw new Error(`A message was answered ${reply.status}: ${reply.said}`);
      await delay(againAfterMs);
    }
  }

  /** Has the provider tell the relay something. */
  async tell(event: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    await this.deliver(providerMessage(event, data));
  }
}
