import type { NamedBench } from '../named-bench';
import { measureColdStart, type ColdStartExtent } from './measure-cold-start';

const whole: ColdStartExtent = { starts: 15, judgesTimes: true };
const short: ColdStartExtent = { starts: 2, judgesTimes: false };

export const coldStartBench: NamedBench = {
  name: 'cold-start',
  description: 'How long the built worker takes from its start until it is ready.',
  short: 'two starts, whose times are not judged',
  of: (ci) => (say) => measureColdStart(ci ? short : whole, say),
};
