import { z } from 'zod';

const acceptedCreateSchema = z.object({
  sequence: z.number().int(),
  at: z.string(),
  kind: z.string(),
  id: z.string(),
  naturalKey: z.string(),
});

/** One line of the provider's log: a create that it accepted, made before or not. */
export type AcceptedCreate = z.infer<typeof acceptedCreateSchema>;

/** Reads the provider's own log of what it was made to create. */
export async function readProviderLog(providerUrl: string): Promise<AcceptedCreate[]> {
  const answer = await fetch(new URL('/simulator/accepted', providerUrl));
  if (!answer.ok) throw new Error(`The provider answered ${answer.status} when asked for its log.`);
  return z.array(acceptedCreateSchema).parse(await answer.json());
}
