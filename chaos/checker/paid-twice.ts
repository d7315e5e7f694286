import { z } from 'zod';

const pair = z.object({ tradeId: z.string(), attempts: z.tuple([z.number(), z.number()]) });

const paidTwiceSchema = z.object({
  doublePayments: z.array(pair.extend({ kind: z.string() })),
  overpaid: z.array(z.object({ tradeId: z.string(), owed: z.string(), paid: z.string(), currency: z.string() })),
  sentBeforeReturn: z.array(pair),
});

/** Money that moved more than once, or too soon, by the provider's own books. */
export type PaidTwice = z.infer<typeof paidTwiceSchema>;

export const nothingPaidTwice: PaidTwice = { doublePayments: [], overpaid: [], sentBeforeReturn: [] };

/** Asks the provider's audit, which alone knows when each transfer was alive. */
export async function readPaidTwice(providerUrl: string): Promise<PaidTwice> {
  const answer = await fetch(new URL('/simulator/audit', providerUrl));
  if (!answer.ok) throw new Error(`The provider answered ${answer.status} when asked for its audit.`);
  return paidTwiceSchema.parse(await answer.json());
}

/** A sentence for each. */
export function paidTwiceText({ doublePayments, overpaid, sentBeforeReturn }: PaidTwice): string[] {
  return [
    ...doublePayments.map(({ tradeId, attempts, kind }) => {
      return `The trade ${tradeId} was paid twice, by attempts ${attempts.join(' and ')} (${kind}).`;
    }),
    ...overpaid.map(({ tradeId, owed, paid, currency }) => {
      return `The trade ${tradeId} was overpaid: ${paid} ${currency}, where ${owed} was owed.`;
    }),
    ...sentBeforeReturn.map(({ tradeId, attempts: [earlier, later] }) => {
      return `Attempt ${later} at the trade ${tradeId} was sent before the money of attempt ${earlier} was back.`;
    }),
  ];
}
