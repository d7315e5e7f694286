import type { Site } from '../../chaos/parts/site';
import { callbackUrl, relayEnvironment, relayUrl, temporalEnvironment } from '../../chaos/parts/settings';
import { GeneratorProcess } from './generator-process';
import { eventKinds, phaseHeading, phaseLine, shortcomingsOf, type EventKind, type Phase } from './latencies';
import { startMeasuredOrders, type MeasuredOrder } from './measured-orders';
import { relayUsage } from './relay-usage';

export interface RelayExtent {
  readonly ratesPerSecond: readonly number[];
  /** How many events there are at each rate at least, and how long they are sent at least. */
  readonly fewestEvents: number;
  readonly fewestSeconds: number;
  readonly orders: number;
  /** False: only that everything is delivered. The times of few events on a busy machine say nothing. */
  readonly judgesTimes: boolean;
}

/** What a relay may ask Temporal's index in a second: as often as a stock server allows, or as it needs. */
const queriesPerSecond: Readonly<Record<EventKind, string>> = { known: '50', searched: '50', 'searched-slowly': '9' };
const warmUpSeconds = 2;

/**
 * Sends events through a relay process at fixed rates, with as many raw signals to the same orders between them, and
 * answers with where the relay takes longer than it may.
 */
export async function measureRelay(extent: RelayExtent, site: Site, say: (line: string) => void): Promise<string[]> {
  const taskQueue = `bench-${site.settings.runId}`;
  const orders = await startMeasuredOrders(site.client, taskQueue, extent.orders);
  const generator = await GeneratorProcess.start(temporalEnvironment(site.settings, taskQueue));
  const shortcomings: string[] = [];
  try {
    say(phaseHeading);
    for (const kind of eventKinds) {
      const relayPort = await site.port();
      const relay = await startRelay(site, { kind, taskQueue, relayPort });
      for (const ratePerSecond of extent.ratesPerSecond) {
        const measuring = { kind, ratePerSecond, seconds: secondsAt(ratePerSecond, extent), relayPort, orders };
        const { phase, refused } = await measurePhase(measuring, site, generator);
        say(phaseLine(phase));
        shortcomings.push(
          ...(extent.judgesTimes ? shortcomingsOf(phase) : []),
          ...[...new Set(refused)].map((answer) => `Not delivered: ${answer}`),
        );
      }
      await relay.stop();
    }
  } finally {
    generator.stop();
  }
  return shortcomings;
}

function secondsAt(ratePerSecond: number, { fewestEvents, fewestSeconds }: RelayExtent): number {
  return Math.max(fewestSeconds, Math.ceil(fewestEvents / ratePerSecond));
}

function startRelay(
  site: Site,
  { kind, taskQueue, relayPort }: { kind: EventKind; taskQueue: string; relayPort: number },
) {
  const places = { taskQueue, relayPort, intakeUrl: relayUrl(relayPort), providerUrl: 'http://127.0.0.1:9' };
  const environment = relayEnvironment(site.settings, places);
  const further = { VISIBILITY_QUERIES_PER_SECOND: queriesPerSecond[kind], LOG_LEVEL: 'info' };
  return site.startRelay(`relay ${kind}`, { ...environment, ...further });
}

interface Measuring {
  readonly kind: EventKind;
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly relayPort: number;
  readonly orders: readonly MeasuredOrder[];
}

async function measurePhase(
  { kind, ratePerSecond, seconds, relayPort, orders }: Measuring,
  { settings: { secrets } }: Site,
  generator: GeneratorProcess,
): Promise<{ phase: Phase; refused: readonly string[] }> {
  const url = relayUrl(relayPort);
  const webhooks = { callbackUrl: callbackUrl(url), apiKey: secrets.apiKey, apiSecret: secrets.apiSecret };
  const event = kind === 'known' ? 'TRADE_SETTLED' : 'CUSTOMER_APPROVED';
  const load = { relayUrl: url, webhooks, event, orders, ratePerSecond } as const;
  // Its first events also tell the relay whose each trade is.
  const warmUp = Math.max(warmUpSeconds, Math.ceil(orders.length / ratePerSecond));
  await generator.generate({ ...load, seconds: warmUp });
  const before = await relayUsage(url);
  const { relayMs, rawMs, refused } = await generator.generate({ ...load, seconds });
  const after = await relayUsage(url);
  const cpuMsPerEvent = (after.cpuMs - before.cpuMs) / relayMs.length;
  const queries = after.queries - before.queries;
  return { phase: { kind, ratePerSecond, relay: relayMs, raw: rawMs, cpuMsPerEvent, queries }, refused };
}
