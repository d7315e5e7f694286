import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboard } from './dashboard/dashboard';

/** Writes the Grafana dashboard from its panels: npm run docs:dashboard. */
const path = join(__dirname, '..', 'deploy', 'grafana', 'offramps.json');
writeFileSync(path, `${JSON.stringify(dashboard(), null, 2)}\n`);
