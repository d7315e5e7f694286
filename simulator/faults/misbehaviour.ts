import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Records } from '../records';
import type { RequestLog } from '../request-log';
import type { FaultChoice } from './choice';
import { faultNamed } from './faults';
import type { Effect, Fault, FaultName } from './faults';
import { HeldConnections } from './held-connections';
import { cut, trickled, withUnknownStatus } from './spoiled-answers';

export interface MisbehaviourSettings {
  records: Records;
  requestLog: RequestLog;
  faultChoice: FaultChoice;
  /** The pause before each piece of an answer that trickles. */
  pieceDelayMs: number;
}

/**
 * Lets requests suffer their faults, and logs every request before its answer leaves or its connection breaks, so that
 * whoever has noticed also finds the entry.
 */
export class Misbehaviour {
  readonly #settings: MisbehaviourSettings;
  readonly #suffered = new WeakMap<FastifyRequest, Fault & { name: FaultName }>();
  readonly #held = new HeldConnections();

  constructor(settings: MisbehaviourSettings) {
    this.#settings = settings;
  }

  /** Before an authentic request is processed: keeps it from that, if its fault says so. */
  async begin(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { faultChoice, records } = this.#settings;
    const name = await faultChoice.choose(request);
    const fault = name && faultNamed(name);
    if (!fault) return;
    this.#suffered.set(request, fault);
    if (fault.processed) return;
    if (fault.effect.kind === 'answer') return instead(reply, fault.effect).send(fault.effect.body);
    reply.hijack();
    // That the fault was given must not be forgotten by a kill.
    await records.durable();
    this.#log(request, undefined, fault.name);
    await this.#breakOff(request, fault.effect);
  }

  /** Before an answer leaves, which is durable by now: returns what leaves in its place. */
  async end(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<unknown> {
    const fault = this.#suffered.get(request);
    const effect = fault?.processed === true ? fault.effect : undefined;
    this.#log(request, statusSeen(effect, reply.statusCode), fault?.name);
    if (!effect) return answer;
    switch (effect.kind) {
      case 'answer':
        instead(reply, effect);
        return effect.body;
      case 'spoil':
        return typeof answer === 'string' ? this.#spoiled(reply, effect.how, answer) : answer;
      case 'reset':
      case 'hang':
        await this.#breakOff(request, effect);
        // Into a connection that is closed.
        return answer;
    }
  }

  /** Closes the connections that are held without an answer. */
  stop(): void {
    this.#held.letGo();
  }

  async #breakOff({ raw }: FastifyRequest, { kind }: Effect): Promise<void> {
    if (kind === 'reset') raw.socket.resetAndDestroy();
    else await this.#held.hold(raw.socket);
  }

  #spoiled(reply: FastifyReply, how: 'trickle' | 'cut' | 'unknown-status', answer: string) {
    if (how === 'unknown-status') return reply.statusCode === 200 ? withUnknownStatus(answer) : answer;
    reply.header('content-length', Buffer.byteLength(answer));
    return how === 'cut' ? cut(answer) : trickled(answer, this.#settings.pieceDelayMs);
  }

  #log(request: FastifyRequest, status: number | undefined, fault: FaultName | undefined): void {
    const { requestLog, records } = this.#settings;
    requestLog.add(request, { at: records.timestamp(), status, fault });
  }
}

function instead(reply: FastifyReply, { status, headers }: Effect & { kind: 'answer' }): FastifyReply {
  return reply.code(status).headers(headers);
}

/** The status that the other side gets to see, if any. */
function statusSeen(effect: Effect | undefined, status: number): number | undefined {
  if (effect?.kind === 'answer') return effect.status;
  return effect === undefined || effect.kind === 'spoil' ? status : undefined;
}
