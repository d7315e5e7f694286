import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { performancePage, performancePageFile } from '../../scripts/performance/page';

const page = readFileSync(performancePageFile, 'utf8');
const kept = readdirSync(join(__dirname, '..', '..', 'bench', 'results')).map((file) => basename(file, '.json'));

describe('the page about performance', () => {
  it('has the figures that are kept: if not, run npm run docs:performance', () => {
    expect(page).toBe(performancePage());
  });

  it.each(kept)('shows what is kept of %s', (name) => {
    expect(page).toContain(`<!-- figures:${name} -->`);
  });
});
