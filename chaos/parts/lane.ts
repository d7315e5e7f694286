import { startSimulator, type EventName, type Simulator } from '../../simulator';
import { createOfframpClient, type OfframpClient } from '../../src/client';
import type { StartedProcess } from './child-process';
import { ProviderProxy } from './provider-proxy';
import {
  bankReportUrl,
  callbackUrl,
  relayEnvironment,
  relayUrl,
  signatureWindowMs,
  workerEnvironment,
  type LanePlaces,
} from './settings';
import type { Site } from './site';

/** The provider's steps take this part of the time that the demo gives them. */
const timeScale = 0.5;

/** What differs from lane to lane. */
export interface LaneOptions {
  /** False: the provider does nothing by itself. */
  readonly autoplay?: boolean;
  /** How long the provider accepts a signature. */
  readonly signatureWindowMs?: number;
  /** Further settings of its workers. */
  readonly workerEnvironment?: Readonly<Record<string, string>>;
  /** Of another worker than the usual one. */
  readonly workerEntry?: string | undefined;
  /** Of another relay than the usual one. */
  readonly relayEntry?: string | undefined;
  /** Where webhooks and bank reports are sent to, if something stands before the relay. */
  readonly intakeUrl?: string;
}

/**
 * A provider, a relay, a worker, and the proxy between worker and provider, with a task queue of their own, so that
 * what happens to this worker happens to no order of another lane.
 */
export class Lane {
  readonly provider: Simulator;
  readonly proxy: ProviderProxy;
  readonly offramps: OfframpClient;
  /** Rejects when something ends that was not told to. */
  readonly failed: Promise<never>;
  readonly #site: Site;
  readonly name: string;
  readonly #places: LanePlaces;
  readonly #options: LaneOptions;
  readonly #workers: StartedProcess[] = [];
  readonly #ending = new AbortController();
  #started = 0;
  #relay: StartedProcess | undefined;
  #fail: (reason: unknown) => void = () => undefined;

  private constructor(
    site: Site,
    name: string,
    parts: {
      provider: Simulator;
      proxy: ProviderProxy;
      relayPort: number;
      intakeUrl: string;
      options: LaneOptions;
    },
  ) {
    this.#options = parts.options;
    this.#site = site;
    this.name = name;
    this.provider = parts.provider;
    this.proxy = parts.proxy;
    const taskQueue = `chaos-${site.settings.runId}-${name}`;
    const { relayPort, proxy, intakeUrl } = parts;
    this.#places = { taskQueue, relayPort, intakeUrl, providerUrl: proxy.url };
    this.offramps = createOfframpClient({ client: site.client, taskQueue });
    this.failed = new Promise((_resolve, reject) => (this.#fail = reject));
    this.failed.catch(() => undefined);
  }

  /** Resolves once an order could be started. */
  static async start(site: Site, name: string, options: LaneOptions = {}): Promise<Lane> {
    const { apiKey, apiSecret, bankReportSecret } = site.settings.secrets;
    const relayPort = await site.port();
    const { intakeUrl = relayUrl(relayPort) } = options;
    const provider = await startSimulator({
      apiKey,
      apiSecret,
      timeScale,
      signatureWindowMs: options.signatureWindowMs ?? signatureWindowMs,
      autoplay: options.autoplay ?? true,
      callbackUrl: callbackUrl(intakeUrl),
      bankReport: { url: bankReportUrl(intakeUrl), secret: bankReportSecret },
    });
    const proxy = await ProviderProxy.start(provider.url);
    const lane = new Lane(site, name, { provider, proxy, relayPort, intakeUrl, options });
    try {
      await Promise.all([lane.#startRelay(), lane.startWorker()]);
      return lane;
    } catch (error) {
      await lane.stop();
      throw error;
    }
  }

  get taskQueue(): string {
    return this.#places.taskQueue;
  }

  /** Where the activities that call the provider are handed out. */
  get providerQueue(): string {
    return `${this.taskQueue}-coinut`;
  }

  /** Where the relay itself listens. */
  get relayUrl(): string {
    return relayUrl(this.#places.relayPort);
  }

  get relay(): StartedProcess {
    if (this.#relay === undefined) throw new Error(`Lane ${this.name} has no relay.`);
    return this.#relay;
  }

  /** Aborted when the lane is stopped, for whatever works in it by itself. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** The worker that was started last. */
  get worker(): StartedProcess {
    const worker = this.#workers.at(-1);
    if (worker === undefined) throw new Error(`Lane ${this.name} has no worker.`);
    return worker;
  }

  /** Starts another worker on the same task queue, in the place of one that is gone or frozen. */
  async startWorker(further: Readonly<Record<string, string>> = {}): Promise<void> {
    const { settings } = this.#site;
    this.#started += 1;
    const name = `worker ${this.name} ${this.#started}`;
    const environment = {
      ...workerEnvironment(settings, this.#places),
      ...this.#options.workerEnvironment,
      ...further,
    };
    const worker = await this.#site.startWorker(name, environment, this.#options.workerEntry);
    worker.failed.catch(this.#fail);
    this.#workers.push(worker);
  }

  /** From now on the provider tells of everything but this. */
  lose(events: readonly EventName[]): void {
    const { records } = this.provider;
    const subscribedEvents = records.account().subscribedEvents.filter((event) => !events.includes(event));
    records.changeAccount({ subscribedEvents });
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    const relay = this.#relay ? [this.#relay] : [];
    await Promise.all([...this.#workers, ...relay].map((started) => started.stop()));
    await this.proxy.stop();
    await this.provider.stop();
  }

  async #startRelay(): Promise<void> {
    const relay = await this.#site.startRelay(
      `relay ${this.name}`,
      relayEnvironment(this.#site.settings, this.#places),
      this.#options.relayEntry,
    );
    relay.failed.catch(this.#fail);
    this.#relay = relay;
  }
}
