/** What a relay has used and done so far, by its own metrics. */
export interface RelayUsage {
  readonly cpuMs: number;
  readonly queries: number;
}

export async function relayUsage(relayUrl: string): Promise<RelayUsage> {
  const text = await (await fetch(`${relayUrl}/metrics`)).text();
  const value = (name: string): number => {
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
    if (line === undefined) throw new Error(`The relay does not tell ${name}.`);
    return Number(line.split(' ')[1]);
  };
  return {
    cpuMs: value('process_cpu_seconds_total') * 1_000,
    queries: value('offramp_relay_visibility_queries_total'),
  };
}
