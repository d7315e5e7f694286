import { z } from 'zod';

const auditSchema = z.object({
  creates: z.record(z.string(), z.number()),
  duplicates: z.array(z.object({ kind: z.string(), ids: z.array(z.string()) })),
  transfers: z.array(z.object({ id: z.string() })),
  doublePayments: z.array(z.object({ tradeId: z.string() })),
});

const requestsSchema = z.array(z.object({ method: z.string(), path: z.string(), fault: z.string().optional() }));

/** What the simulated provider was made to create, what of it twice, and which requests it spoiled on purpose. */
export interface ProviderAudit extends z.infer<typeof auditSchema> {
  readonly faults: readonly string[];
}

/** Asks the provider's own books, which know nothing of the worker's. */
export async function readAudit(simulatorUrl: string): Promise<ProviderAudit> {
  const made = auditSchema.parse(await read(simulatorUrl, 'audit'));
  const requests = requestsSchema.parse(await read(simulatorUrl, 'requests'));
  const faults = requests.flatMap(({ method, path, fault }) => (fault ? [`${method} ${path} ${fault}`] : []));
  return { ...made, faults };
}

async function read(simulatorUrl: string, what: 'audit' | 'requests'): Promise<unknown> {
  const answer = await fetch(new URL(`/simulator/${what}`, simulatorUrl));
  if (!answer.ok) throw new Error(`The simulated provider answered ${answer.status} when asked for its ${what}.`);
  return answer.json();
}

/** The audit in two lines. */
export function auditText({ creates, duplicates, transfers, doublePayments, faults }: ProviderAudit): string {
  const made = Object.entries(creates)
    // Payments are made only to send a transfer again.
    .filter(([kind, count]) => kind !== 'transfer' && (kind !== 'payment' || count > 0))
    .map(([kind, count]) => `${kind} ${count}`);
  const twice = duplicates.map(({ kind, ids }) => `${kind} ${ids.join(' and ')}`);
  return [
    `Made at the provider: ${made.join(', ')}, bank transfers ${transfers.length}; ` +
      `duplicates ${duplicates.length}${twice.length > 0 ? ` (${twice.join('; ')})` : ''}, ` +
      `double payments ${doublePayments.length}`,
    `Faults of the provider: ${faults.length > 0 ? faults.join(', ') : 'none'}`,
  ].join('\n');
}
