import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutoffsPage } from './cutoffs/page';

writeFileSync(join(__dirname, '..', 'docs', 'cutoffs.md'), cutoffsPage());
