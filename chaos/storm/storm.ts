import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Records } from '../../simulator/records';
import { listen } from '../parts/listen';
import { isLosable, readEvent, stageLeftBy, type StormEvent } from './event';
import { fateOf, type Copy, type Fate } from './fates';
import { forged } from './forgeries';
import { signedAnew, type Message, type Signing } from './messages';
import type { Player } from './play';
import { sendOnce, sendUntilAnswered } from './sending';
import { StormLog, type Told } from './storm-log';
import type { Sent, Tally } from './tally';
import { unknownMessage, withUnknownStatus } from './unknowns';

/** What a storm rages in. */
export interface Landscape {
  readonly relayUrl: string;
  readonly records: Records;
  readonly signing: Signing;
  /** Whose event it is, by the partner's own id of the customer. */
  readonly playerOf: (externalId: string) => Player;
}

/** An event whose copies wait until its order has gone on without it. */
export interface LateEvent {
  readonly player: Player;
  readonly stageLeft: ReturnType<typeof stageLeftBy>;
  readonly network?: string;
}

const headersPassedOn = /^(?:content-type|x-|webhook-)/;

/**
 * Stands where the relay is registered, takes every webhook and bank report at its first word, and delivers it as the
 * seed says: not at all, several times, later than what came after it, along with what is forged or nobody's. What is
 * for a customer of the calm is passed on at once, in order, and the relay's answer handed back.
 */
export class Storm {
  readonly url: string;
  /** Rejects when something could not be delivered at all. */
  readonly failed: Promise<never>;
  readonly #close: () => Promise<void>;
  readonly #log = new StormLog();
  readonly #calm = new Map<Player, Promise<unknown>>();
  #late: { event: LateEvent; release: () => void }[] = [];
  #landscape: Landscape | undefined;
  #underWay = 0;
  #fail: (reason: unknown) => void = () => undefined;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
    this.failed = new Promise((_resolve, reject) => (this.#fail = reject));
    this.failed.catch(() => undefined);
  }

  static async start(): Promise<Storm> {
    const server = createServer();
    const { url, close } = await listen(server);
    const storm = new Storm(url, close);
    server.on('request', (request, response) => {
      storm.#take(request, response).catch((error: unknown) => {
        storm.#fail(error);
        response.destroy();
      });
    });
    return storm;
  }

  /** What comes before this is answered 503, and so comes again. */
  blowIn(landscape: Landscape): void {
    this.#landscape = landscape;
  }

  /** Messages that have not been answered yet, but for those of late events. */
  get underWay(): number {
    return this.#underWay;
  }

  get lateEvents(): number {
    return this.#late.length;
  }

  /** Lets the copies of late events go of which this says so. */
  releaseLate(isPast: (event: LateEvent) => boolean): void {
    const due = this.#late.filter(({ event }) => isPast(event));
    this.#late = this.#late.filter((late) => !due.includes(late));
    for (const { release } of due) release();
  }

  get tally(): Tally {
    return this.#log.tally;
  }

  async stop(): Promise<void> {
    await this.#close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const landscape = this.#landscape;
    const message = messageOf(request, await buffer(request));
    if (landscape === undefined) return void response.writeHead(503).end();
    const event = readEvent(message, landscape.records);
    const player = landscape.playerOf(event.customer.externalId ?? '');
    if (player.weather === 'calm') return void response.writeHead(await this.#passOn(player, message, landscape)).end();
    this.#scatter(event, { player, message, landscape });
    response.writeHead(200).end();
  }

  /** Events of the calm never overtake one another. */
  async #passOn(player: Player, message: Message, { relayUrl }: Landscape): Promise<number> {
    const before = this.#calm.get(player) ?? Promise.resolve();
    const passed = before.then(() => sendOnce(relayUrl, message));
    this.#calm.set(player, passed);
    this.#underWay += 1;
    return passed.finally(() => (this.#underWay -= 1));
  }

  #scatter({ name, address, depositId }: StormEvent, given: Given): void {
    const { player, message } = given;
    const named = { player, ...(address && { network: address.network }) };
    const told = this.#log.came(player, address ? `${name} ${address.network}` : name, message.channel);
    const fate = fateOf(player.seed, `${player.cast.number} ${told.event}`, { losable: isLosable(name) });
    if (fate.copies.length === 0) this.#log.lost({ ...named, name, ...(depositId && { depositId }) });
    const release = (): void => this.#sendCopies(fate, told, given);
    if (fate.late) {
      this.#log.delayed();
      this.#late.push({ event: { ...named, stageLeft: stageLeftBy(name) }, release });
    } else {
      release();
    }
    this.#sendAlong(fate, told, given);
  }

  #sendCopies({ copies, late }: Fate, told: Told, { message, landscape }: Given): void {
    for (const [index, copy] of copies.entries()) {
      const sent = { what: 'event', copy: index + 1, of: copies.length, late } as const;
      this.#send(told, sent, { afterMs: copy.afterMs, landscape, message: () => copied(message, copy, landscape) });
    }
  }

  #sendAlong({ forged: forgery, unknown, unknownStatus }: Fate, told: Told, { message, landscape }: Given): void {
    const { signing } = landscape;
    if (forgery) {
      const { kind, afterMs } = forgery;
      const made = (): Message => forged(kind, message, signing, Date.now());
      this.#send(told, { what: 'forged', kind }, { afterMs, landscape, message: made });
    }
    if (unknown) {
      const { kind, message: strange, keptAs } = unknownMessage(unknown.kind, signing, Date.now());
      this.#log.unknown({ kind, keptAs });
      for (const copy of unknown.copies) {
        const made = (): Message => copied(strange, copy, landscape);
        this.#send(told, { what: 'unknown', kind }, { afterMs: copy.afterMs, landscape, message: made });
      }
    }
    const changed = unknownStatus && withUnknownStatus(message, signing, Date.now());
    if (changed) {
      const { afterMs } = unknownStatus;
      this.#send(told, { what: 'unknown-status' }, { afterMs, landscape, message: () => changed });
    }
  }

  /** The message is made at the moment at which it is sent, and signed then. */
  #send(
    told: Told,
    sent: Sent,
    { afterMs, message, landscape }: { afterMs: number; message: () => Message; landscape: Landscape },
  ): void {
    this.#underWay += 1;
    const work = async (): Promise<void> => {
      await delay(afterMs);
      if (sent.what === 'event') this.#log.leaves(told);
      this.#log.answered(told, sent, await sendUntilAnswered(landscape.relayUrl, message()));
    };
    void work()
      .catch(this.#fail)
      .finally(() => (this.#underWay -= 1));
  }
}

interface Given {
  readonly player: Player;
  readonly message: Message;
  readonly landscape: Landscape;
}

function copied(message: Message, copy: Copy, { signing }: Landscape): Message {
  return copy.signed === 'anew' ? signedAnew(message, signing, Date.now()) : message;
}

function messageOf({ url, headers }: IncomingMessage, body: Buffer): Message {
  const passedOn = Object.entries(headers).filter(([name]) => headersPassedOn.test(name));
  return {
    channel: url?.startsWith('/bank-reports') === true ? 'bank-report' : 'webhook',
    headers: Object.fromEntries(passedOn.map(([name, value]) => [name, String(value)])),
    body: body.toString('utf8'),
  };
}
