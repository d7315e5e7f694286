import type { NamedBench } from '../named-bench';
import { compareWithLuxon } from './compare-with-luxon';

export const calendarBench: NamedBench = {
  name: 'calendar',
  description: 'Plans of bank transfers a second, beside the same plans made plainly with luxon.',
  short: 'fewer instants and rounds',
  of: (ci) => async (say) => compareWithLuxon(ci ? { plans: 2_000, rounds: 5 } : { plans: 5_000, rounds: 11 }, say),
};
