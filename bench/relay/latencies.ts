/** How long each of many answers took, in milliseconds. */
export type Latencies = readonly number[];

/** What is compared with raw signals of the same time: events whose order is known, and those that are searched for. */
export const eventKinds = ['known', 'searched', 'searched-slowly'] as const;
export type EventKind = (typeof eventKinds)[number];

/** How much longer than a raw signal an event may take, in milliseconds. */
export const limitsMs: Readonly<Record<EventKind, { readonly p50?: number; readonly p99: number }>> = {
  known: { p50: 3, p99: 15 },
  searched: { p99: 60 },
  // Held to the searches that a stock server allows.
  'searched-slowly': { p99: 150 },
};

/** What one phase has measured: events through the relay beside as many raw signals. */
export interface Phase {
  readonly kind: EventKind;
  readonly ratePerSecond: number;
  readonly relay: Latencies;
  readonly raw: Latencies;
  /** Of the relay's process, in milliseconds an event. */
  readonly cpuMsPerEvent: number;
  /** Searches that the relay has made. */
  readonly queries: number;
}

/** The value below which this part of all values lies, by the nearest rank. */
export function percentile(values: Latencies, percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function phaseLine({ kind, ratePerSecond, relay, raw, cpuMsPerEvent, queries }: Phase): string {
  const ms = (values: Latencies, percent: number) => percentile(values, percent).toFixed(1).padStart(7);
  return [
    kind.padEnd(16),
    `${ratePerSecond}/s`.padStart(5),
    String(relay.length).padStart(7),
    ...[ms(relay, 50), ms(raw, 50), ms(relay, 99), ms(raw, 99)],
    cpuMsPerEvent.toFixed(2).padStart(7),
    String(queries).padStart(8),
  ].join('  ');
}

export const phaseHeading = 'kind              rate   events  p50 ms      raw   p99 ms      raw   cpu ms  searches';

/** Where a phase falls short of what is promised. Of few events, only the median says anything. */
export function shortcomingsOf({ kind, ratePerSecond, relay, raw }: Phase): string[] {
  const limits = limitsMs[kind];
  const judged = relay.length < fewestForP99 ? [50] : [50, 99];
  return judged.flatMap((percent) => {
    const most = percent === 50 ? limits.p50 : limits.p99;
    const over = percentile(relay, percent) - percentile(raw, percent);
    if (most === undefined || over <= most) return [];
    return [
      `${kind} at ${ratePerSecond}/s: p${percent} is ${over.toFixed(1)} ms above raw signals; it may be ${most}.`,
    ];
  });
}

/** The 99th percentile of fewer is one or two values. */
export const fewestForP99 = 400;
