import { z } from 'zod';

const deliveriesSchema = z.object({ pending: z.array(z.unknown()) });

/** What the provider has done so far and has still to tell, so that two looks can be compared. */
export interface ProviderState {
  readonly pending: number;
  /** The log of creates and all transfers, as text. */
  readonly done: string;
}

/** Looks at the provider from outside. Throws while it does not answer. */
export async function lookAtProvider(providerUrl: string): Promise<ProviderState> {
  const [accepted, audit, deliveries] = await Promise.all(
    ['accepted', 'audit', 'deliveries'].map((what) => read(new URL(`/simulator/${what}`, providerUrl))),
  );
  const { pending } = deliveriesSchema.parse(JSON.parse(deliveries ?? ''));
  return { pending: pending.length, done: `${accepted}\n${audit}` };
}

async function read(url: URL): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`The provider answered ${answer.status} when asked for ${url.pathname}.`);
  return answer.text();
}
