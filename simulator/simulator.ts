import { audit } from './audit';
import type { Audit } from './audit';
import { createAuthentication } from './authentication';
import { openBalances, usualBalances } from './balances';
import type { BankReportTarget } from './bank-reports';
import type { AcceptedCreate } from './bookkeeping';
import { delaysMs } from './delays';
import type { DeliveryAttempt } from './deliveries';
import { createFaultChoice } from './faults';
import type { NextFault } from './faults';
import type { SimulatorOptions } from './options';
import type { Play } from './play';
import { Records } from './records';
import { RequestLog } from './request-log';
import type { LoggedRequest } from './request-log';
import { buildServer } from './server';
import { memoryStore, openDirectoryStore } from './store';
import { createWorld } from './world';

export interface Simulator {
  url: string;
  port: number;
  records: Records;
  play: Play;
  /** Requests to the provider's API, answered or broken off, oldest first. */
  requests: readonly LoggedRequest[];
  /** Tries to deliver webhooks and bank reports, oldest first. */
  attempts: readonly DeliveryAttempt[];
  accepted(): AcceptedCreate[];
  audit(): Audit;
  /** Lets the next requests that match suffer a fault. */
  faultNext(fault: NextFault): void;
  /** Ends every fault that a rule or `faultNext` asked for, or those of `faultNext` that are about this. */
  endFaults(about?: string): void;
  /** Sets where webhooks and bank reports go, for a relay that starts after the simulator. */
  deliverTo(targets: { callbackUrl?: string; bankReport?: BankReportTarget }): void;
  /** Finishes open requests, ends timers and deliveries, closes the records. What was pending stays in the records. */
  stop(): Promise<void>;
}

/** Starts a provider that speaks Coinut's protocol. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { apiKey, apiSecret, host = '127.0.0.1', timeScale = 1, signatureWindowMs = 60_000, now = Date.now } = options;
  let bankReport = options.bankReport;

  const store = options.directory === undefined ? memoryStore() : await openDirectoryStore(options.directory);
  const records = await Records.open(store, now);
  if (options.callbackUrl !== undefined) records.changeAccount({ callbackUrl: options.callbackUrl });

  openBalances(records, options.balances ?? usualBalances);

  const world = createWorld({ options, records, bankReportTarget: () => bankReport });
  const { play, deliveries, readTags } = world;
  const { faults: rules = [], randomFaults: random = { rate: 0, seed: 0 } } = options;
  const faultChoice = createFaultChoice({ records, readTags, rules, random });
  const requestLog = new RequestLog();
  const authenticate = createAuthentication({ apiKey, apiSecret, signatureWindowMs, now });
  const pieceDelayMs = delaysMs.pieceOfSlowAnswer * timeScale;
  const server = buildServer({ ...world, records, requestLog, authenticate, faultChoice, pieceDelayMs });

  async function close(): Promise<void> {
    await server.close();
    await world.stop();
    await records.close();
  }

  try {
    await server.listen({ host, port: options.port ?? 0 });
  } catch (error) {
    await close();
    throw error;
  }
  world.begin();
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator listens on no port.');

  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    records,
    play,
    requests: requestLog.entries,
    attempts: deliveries.attempts,
    accepted: () => records.accepted.all(),
    audit: () => audit(records),
    faultNext: (fault) => faultChoice.next(fault),
    endFaults: (about) => faultChoice.end(about),
    deliverTo: (targets) => {
      if (targets.callbackUrl !== undefined) records.changeAccount({ callbackUrl: targets.callbackUrl });
      if (targets.bankReport) bankReport = targets.bankReport;
    },
    stop: close,
  };
}
