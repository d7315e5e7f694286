import { startSimulator, type EventName, type Simulator } from '../../simulator';
import { createOfframpClient, type OfframpClient } from '../../src/client';
import type { StartedProcess } from './child-process';
import { ProviderProxy } from './provider-proxy';
import { bankReportUrl, callbackUrl, signatureWindowMs, workerEnvironment } from './settings';
import type { Site } from './site';

/** The customers' and the provider's steps take this part of the time that the demo gives them. */
const timeScale = 0.5;

/**
 * A provider, a worker, and the proxy between them, with a task queue of their own, so that what happens to this
 * worker happens to no order of another lane.
 */
export class Lane {
  readonly #site: Site;
  readonly #name: string;
  readonly #taskQueue: string;
  readonly #workers: StartedProcess[] = [];
  #fail: (reason: unknown) => void = () => undefined;
  /** Rejects when something ends that was not told to. */
  readonly failed = new Promise<never>((_resolve, reject) => (this.#fail = reject));
  readonly provider: Simulator;
  readonly proxy: ProviderProxy;
  readonly offramps: OfframpClient;

  private constructor(site: Site, name: string, provider: Simulator, proxy: ProviderProxy) {
    this.#site = site;
    this.#name = name;
    this.#taskQueue = `chaos-${site.settings.runId}-${name}`;
    this.provider = provider;
    this.proxy = proxy;
    this.offramps = createOfframpClient({ client: site.client, taskQueue: this.#taskQueue });
    this.failed.catch(() => undefined);
    site.failed.catch(this.#fail);
  }

  /** Resolves once an order could be started. */
  static async start(site: Site, name: string): Promise<Lane> {
    const { apiKey, apiSecret, bankReportSecret } = site.settings.secrets;
    const provider = await startSimulator({
      apiKey,
      apiSecret,
      timeScale,
      signatureWindowMs,
      callbackUrl: callbackUrl(site.settings),
      bankReport: { url: bankReportUrl(site.settings), secret: bankReportSecret },
    });
    const lane = new Lane(site, name, provider, await ProviderProxy.start(provider.url));
    try {
      await lane.startWorker();
      return lane;
    } catch (error) {
      await lane.stop();
      throw error;
    }
  }

  /** Where the activities that call the provider are handed out. */
  get providerQueue(): string {
    return `${this.#taskQueue}-coinut`;
  }

  /** The worker that was started last. */
  get worker(): StartedProcess {
    const worker = this.#workers.at(-1);
    if (worker === undefined) throw new Error(`Lane ${this.#name} has no worker.`);
    return worker;
  }

  /** Starts another worker on the same task queue, in the place of one that is gone or frozen. */
  async startWorker(): Promise<void> {
    const name = `worker ${this.#name} ${this.#workers.length + 1}`;
    const environment = workerEnvironment(this.#site.settings, this.#taskQueue, this.proxy.url);
    const worker = await this.#site.startWorker(name, environment);
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
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.proxy.stop();
    await this.provider.stop();
  }
}
