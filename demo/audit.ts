import { z } from 'zod';

const auditSchema = z.object({
  creates: z.record(z.string(), z.number()),
  duplicates: z.array(z.object({ kind: z.string(), ids: z.array(z.string()) })),
  transfers: z.array(z.object({ id: z.string() })),
});

/** What the simulated provider was made to create, and what of it twice. */
export type ProviderAudit = z.infer<typeof auditSchema>;

/** Asks the provider's own books, which know nothing of the worker's. */
export async function readAudit(simulatorUrl: string): Promise<ProviderAudit> {
  const answer = await fetch(new URL('/simulator/audit', simulatorUrl));
  if (!answer.ok) throw new Error(`The simulated provider answered ${answer.status} when asked for its audit.`);
  return auditSchema.parse(await answer.json());
}

/** The audit in one line. */
export function auditLine({ creates, duplicates, transfers }: ProviderAudit): string {
  const made = Object.entries(creates)
    .filter(([kind]) => kind !== 'transfer')
    .map(([kind, count]) => `${kind} ${count}`);
  const twice = duplicates.map(({ kind, ids }) => `${kind} ${ids.join(' and ')}`);
  return [
    `Made at the provider: ${made.join(', ')}, bank transfers ${transfers.length}`,
    `duplicates ${duplicates.length}${twice.length > 0 ? ` (${twice.join('; ')})` : ''}`,
  ].join('; ');
}
