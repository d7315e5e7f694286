import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboard } from '../../scripts/dashboard/dashboard';
import { metricNamesIn } from '../support/metric-names';

const file = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');

describe('the dashboard', () => {
  it('is what its panels say: npm run docs:dashboard', () => {
    expect(JSON.parse(file('deploy', 'grafana', 'offramps.json'))).toEqual(dashboard());
  });

  it('places no panel upon another', () => {
    const { panels } = dashboard() as { panels: { gridPos: { x: number; y: number; w: number; h: number } }[] };
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('the page on metrics', () => {
  const told = new Set(metricNamesIn(file('docs', 'metrics.md')));

  it.each([
    ['dashboard', file('deploy', 'grafana', 'offramps.json')],
    ['alert rules', file('deploy', 'prometheus', 'alerts.yml')],
  ])('tells of every metric of the %s', (_what, text) => {
    const used = metricNamesIn(text);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !told.has(name))).toEqual([]);
  });
});
