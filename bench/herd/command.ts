import { InvalidArgumentError, type Command } from 'commander';
import type { NamedBench } from '../named-bench';
import type { RunBench } from '../program';
import { measureHerd, type HerdExtent } from './measure-herd';

const whole: HerdExtent = { orders: 20_000, callsPerSecond: 200, overMinutes: 30, cachedOrders: 1_000, keep: true };
const short: HerdExtent = { orders: 100, callsPerSecond: 60, overMinutes: 0.5, cachedOrders: 50, keep: false };

interface HerdOptions {
  readonly ci: boolean;
  readonly orders?: number;
  readonly callsPerSecond?: number;
  readonly overMinutes?: number;
}

export const herdBench: NamedBench = {
  name: 'herd',
  description: 'Many orders released by one bank window: do they leave within the rate that the provider allows?',
  short: 'few orders',
  of: (ci) => (say) => measureHerd(ci ? short : whole, say),
};

/** Adds `bench herd`. */
export function addHerdBench(program: Command, run: RunBench): void {
  program
    .command(herdBench.name)
    .description(herdBench.description)
    .option('--orders <count>', `how many, instead of ${whole.orders}; kept only if it is as many`, wholeNumber)
    .option('--calls-per-second <count>', `what the provider allows, instead of ${whole.callsPerSecond}`, wholeNumber)
    .option('--over-minutes <count>', `within how long all are released, instead of ${whole.overMinutes}`, wholeNumber)
    .option('--ci', `a short form: ${herdBench.short}`, false)
    .action(({ ci, ...given }: HerdOptions) => {
      const usual = ci ? short : whole;
      const extent = { ...usual, ...given };
      return run((say) => measureHerd({ ...extent, keep: usual.keep && extent.orders >= whole.orders }, say));
    });
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
