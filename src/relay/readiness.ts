import { checkKeys } from '../client/key-check';
import type { CallsInTime } from './in-time';
import type { RelayAnswer, RelaySettings } from './relay';

/** How long keys that agreed are taken to agree. */
const agreedForMs = 60_000;
const askForAtMostMs = 3_000;

/** Says whether this relay can do its work: Temporal answers, and the workers can read what it writes there. */
export class Readiness {
  #agreedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: RelaySettings,
    private readonly calls: CallsInTime,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async answer(): Promise<RelayAnswer> {
    const { client, deliveryTimeoutMs = askForAtMostMs } = this.settings;
    const timeoutMs = Math.min(askForAtMostMs, deliveryTimeoutMs);
    try {
      return await this.calls.wait(
        timeoutMs,
        client.withDeadline(Date.now() + timeoutMs, () => this.#ask()),
      );
    } catch {
      return { status: 503, message: 'Temporal does not answer.' };
    }
  }

  async #ask(): Promise<RelayAnswer> {
    const { client, taskQueue, payloadKeys } = this.settings;
    if (this.now() < this.#agreedUntilMs) {
      await client.workflowService.getSystemInfo({});
      return { status: 200, message: 'Temporal answers.' };
    }
    const agreement = await checkKeys(client, taskQueue, payloadKeys);
    if (agreement.keys === 'differ') return { status: 503, message: agreement.problem };
    if (agreement.keys === 'agree') this.#agreedUntilMs = this.now() + agreedForMs;
    return { status: 200, message: 'Temporal answers.' };
  }
}
