import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastingFreePort } from '../../demo/ports';
import {
  bankReportUrl,
  callbackUrl,
  relayEnvironment,
  relayUrl,
  workerEnvironment,
  type LanePlaces,
} from '../parts/settings';
import type { Site } from '../parts/site';
import { Part, type Lapse, type Running } from './part';
import { openBanks, timeScale, type KillSettings } from './settings';
import type { PartName } from './strikes';

/** Other programs than the usual ones. */
export interface Programs {
  readonly worker: string;
  readonly relay: string;
}

/** Two workers, a relay, a provider and Temporal, each a process that may be struck. */
export class KillSystem {
  readonly taskQueue: string;
  readonly providerUrl: string;
  /** Where the provider keeps its records. */
  readonly providerDirectory: string;
  readonly #parts = new Map<PartName, Part>();

  private constructor(taskQueue: string, providerUrl: string, providerDirectory: string) {
    this.taskQueue = taskQueue;
    this.providerUrl = providerUrl;
    this.providerDirectory = providerDirectory;
  }

  /** Resolves once an order could be started. */
  static async start(site: Site, name: string, kill: KillSettings, programs?: Programs): Promise<KillSystem> {
    const { settings, directory } = site;
    const [relayPort, providerPort] = [await lastingFreePort(), await lastingFreePort()];
    const providerUrl = `http://127.0.0.1:${providerPort}`;
    const places: LanePlaces = {
      ...{ taskQueue: `chaos-${settings.runId}-${name}`, relayPort, providerUrl },
      intakeUrl: relayUrl(relayPort),
    };
    const providerDirectory = join(directory, `provider-${name}`);
    await mkdir(providerDirectory, { recursive: true });
    const overlay = join(directory, 'open-banks.json');
    await writeFile(overlay, openBanks);
    const system = new KillSystem(places.taskQueue, providerUrl, providerDirectory);
    const worker = {
      ...workerEnvironment(settings, places),
      ...{
        COINUT_SIGNATURE_WINDOW: `${kill.signatureWindowMs} ms`,
        SWEEP_INTERVAL: kill.sweepInterval,
        BANKING_OVERLAY: overlay,
      },
    };
    const provider = {
      ...providerEnvironment(site, places),
      ...{ SIMULATOR_PORT: String(providerPort), SIMULATOR_DATA: providerDirectory },
      SIMULATOR_SIGNATURE_WINDOW_MS: String(kill.signatureWindowMs),
    };
    const relay = relayEnvironment(settings, places);
    const log = (part: PartName, start: number): string => `${name} ${part} ${start}`;
    try {
      await Promise.all([
        system.#add('temporal', (start) => temporalOf(site, start)),
        system.#add('provider', (start) => site.startProvider(log('provider', start), provider)),
        system.#add('relay', (start) => site.startRelay(log('relay', start), relay, programs?.relay)),
        ...(['worker 1', 'worker 2'] as const).map((part) =>
          system.#add(part, (start) => site.startWorker(log(part, start), worker, programs?.worker)),
        ),
      ]);
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  part(name: PartName): Part {
    const part = this.#parts.get(name);
    if (part === undefined) throw new Error(`There is no ${name}.`);
    return part;
  }

  /** Resolves once everything is there again. */
  async untilUp(): Promise<void> {
    await Promise.all([...this.#parts.values()].map((part) => part.untilUp()));
  }

  get lapses(): readonly Lapse[] {
    return [...this.#parts.values()].flatMap(({ lapses }) => lapses);
  }

  get failedStarts(): number {
    return [...this.#parts.values()].reduce((sum, { failedStarts }) => sum + failedStarts, 0);
  }

  /** Ends the provider alone, so that its records can be opened. */
  async stopProvider(): Promise<void> {
    await this.part('provider').stop();
  }

  /** Ends everything but Temporal, which is the site's. */
  async stop(): Promise<void> {
    await Promise.all([...this.#parts.values()].map((part) => part.stop()));
  }

  async #add(name: PartName, begin: (start: number) => Promise<Running>): Promise<void> {
    this.#parts.set(name, await Part.start(name, begin));
  }
}

/** The site's own server the first time, and then one on the same port with the same file. */
async function temporalOf({ temporal }: Site, start: number): Promise<Running> {
  if (start > 1) await temporal.startAgain();
  return {
    ended: temporal.gone(),
    kill: () => void temporal.kill(),
    freeze: () => temporal.freeze(),
    thaw: () => temporal.thaw(),
    // The site does that, once all that is to be asked of it has been.
    stop: () => Promise.resolve(),
  };
}

function providerEnvironment({ settings }: Site, { intakeUrl }: LanePlaces) {
  const { apiKey, apiSecret, bankReportSecret } = settings.secrets;
  return {
    ...{ COINUT_API_KEY: apiKey, COINUT_API_SECRET: apiSecret, BANK_REPORT_SECRET: bankReportSecret },
    SIMULATOR_TIME_SCALE: String(timeScale),
    SIMULATOR_CALLBACK_URL: callbackUrl(intakeUrl),
    SIMULATOR_BANK_REPORT_URL: bankReportUrl(intakeUrl),
  };
}
