import { writeFileSync } from 'node:fs';
import { performancePage, performancePageFile } from './performance/page';

writeFileSync(performancePageFile, performancePage());
