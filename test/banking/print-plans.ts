import vectors from '../vectors/cutoff-vectors.json';
import { isFiatCurrency } from '../../src/banking/currencies';
import { railFor } from '../../src/banking/rails';
import { planSending } from '../../src/banking/sending-plan';
import { planReturnWatch, planTransfer } from '../../src/banking/transfer-plan';

/** Every plan of the vectors, for comparing processes that run in different time zones. */
export function plansOfVectors(): unknown[] {
  return vectors.map(({ currency, now_utc: now }) => {
    if (!isFiatCurrency(currency)) throw new Error(`The vectors have an unknown currency: ${currency}.`);
    const rail = railFor(currency);
    return [
      planTransfer({ rail, now }),
      planTransfer({ rail, now, accountCountry: 'SG' }),
      planSending({ rail, now, knownAt: now, orderKey: 'offramp-1' }),
      planReturnWatch({ rail, settledAt: now }),
    ];
  });
}

if (require.main === module) {
  // An hour of local time that proves which zone the process believes it is in.
  process.stdout.write(
    JSON.stringify({ localHour: new Date('2026-07-01T00:00Z').getHours(), plans: plansOfVectors() }),
  );
}
