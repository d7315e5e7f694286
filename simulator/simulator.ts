import { createAnnouncements } from './announcements';
import { audit } from './audit';
import type { Audit } from './audit';
import { createAuthentication } from './authentication';
import type { BankReportTarget } from './bank';
import type { AcceptedCreate } from './bookkeeping';
import { contracts } from './contracts';
import type { ContractName } from './contracts';
import { Deliveries } from './deliveries';
import type { DeliveryAttempt } from './deliveries';
import { createIntake } from './intake';
import { stepsAfter } from './journey';
import type { Occurrence } from './journey';
import { createPlay } from './play';
import type { Play } from './play';
import { Records } from './records';
import { RequestLog } from './request-log';
import type { LoggedRequest } from './request-log';
import { Schedule } from './schedule';
import { createSender } from './sender';
import { buildServer } from './server';
import { createSteps } from './steps';
import { memoryStore, openDirectoryStore } from './store';

export interface SimulatorOptions {
  apiKey: string;
  apiSecret: string;
  /** Default: the guide's. */
  contract?: ContractName;
  /** Default: 127.0.0.1. */
  host?: string;
  /** Default: 0, any free port. */
  port?: number;
  /** Where the records survive a restart; absent, they live in memory. */
  directory?: string;
  /** Takes the place of a callback URL in the records. */
  callbackUrl?: string;
  bankReport?: BankReportTarget;
  /** Factor for every delay; 0: no delays. Default: 1. */
  timeScale?: number;
  /** Default: 60 seconds. */
  signatureWindowMs?: number;
  /** False: nothing happens by itself, only what `play` is told. Default: true. */
  autoplay?: boolean;
  now?: () => number;
}

export interface Simulator {
  url: string;
  port: number;
  records: Records;
  play: Play;
  /** Answered requests to the provider's API, oldest first. */
  requests: readonly LoggedRequest[];
  /** Tries to deliver webhooks and bank reports, oldest first. */
  attempts: readonly DeliveryAttempt[];
  accepted(): AcceptedCreate[];
  audit(): Audit;
  /** Sets where webhooks and bank reports go, for a relay that starts after the simulator. */
  deliverTo(targets: { callbackUrl?: string; bankReport?: BankReportTarget }): void;
  /** Finishes open requests, ends timers and deliveries, closes the records. What was pending stays in the records. */
  stop(): Promise<void>;
}

/** Starts a provider that speaks Coinut's protocol. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { apiKey, apiSecret, timeScale = 1, now = Date.now } = options;
  const contract = contracts[options.contract ?? 'guide'];
  const autoplay = options.autoplay ?? true;
  let bankReport = options.bankReport;
  const bankReportTarget = () => bankReport;

  const store = options.directory === undefined ? memoryStore() : await openDirectoryStore(options.directory);
  const records = await Records.open(store, now);
  if (options.callbackUrl !== undefined) records.changeAccount({ callbackUrl: options.callbackUrl });

  const send = createSender({ records, bankReportTarget, now, apiKey, apiSecret });
  const deliveries = new Deliveries({ records, send, timeScale, now });
  const announcements = createAnnouncements({ records, contract, deliveries, bankReportTarget });
  const schedule = new Schedule({ records, timeScale, now });
  const follow = (occurrence: Occurrence) => {
    if (!autoplay) return;
    for (const step of stepsAfter(occurrence, records)) schedule.plan(step);
  };
  const play = createPlay({ records, contract, announcements, follow });
  const steps = createSteps(records, play);
  const intake = createIntake({ records, contract, follow });
  const requestLog = new RequestLog();
  const signatureWindowMs = options.signatureWindowMs ?? 60_000;
  const authenticate = createAuthentication({ apiKey, apiSecret, signatureWindowMs, now });
  const server = buildServer({ records, contract, intake, play, deliveries, requestLog, authenticate });

  async function close(): Promise<void> {
    await server.close();
    schedule.stop();
    await deliveries.stop();
    await records.close();
  }

  try {
    await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  } catch (error) {
    await close();
    throw error;
  }
  deliveries.resume();
  if (autoplay) schedule.begin(({ name, subject }) => steps[name](subject));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator listens on no port.');

  return {
    url: `http://${options.host ?? '127.0.0.1'}:${address.port}`,
    port: address.port,
    records,
    play,
    requests: requestLog.entries,
    attempts: deliveries.attempts,
    accepted: () => records.accepted.all(),
    audit: () => audit(records),
    deliverTo: (targets) => {
      if (targets.callbackUrl !== undefined) records.changeAccount({ callbackUrl: targets.callbackUrl });
      if (targets.bankReport) bankReport = targets.bankReport;
    },
    stop: close,
  };
}
