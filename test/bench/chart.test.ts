import { ticksUpTo, type Chart } from '../../bench/charts/chart';
import { chartSvg } from '../../bench/charts/chart-svg';

const chart = (changes: Partial<Chart> = {}): Chart => ({
  ...{ name: 'calls', title: 'Calls <each> second', kind: 'line', xLabel: 'seconds', yLabel: 'calls/s' },
  series: [
    {
      label: 'calls',
      points: [
        [0, 0],
        [5, 100],
        [10, 50],
      ],
    },
  ],
  ...changes,
});

describe('the charts of benches', () => {
  it.each<[largest: number, ticks: number[]]>([
    [10, [0, 2, 4, 6, 8, 10]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [101, [0, 50, 100, 150]],
    [2_000, [0, 500, 1_000, 1_500, 2_000]],
    [0, [0, 1]],
  ])('have round ticks from zero to at least %d', (largest, ticks) => {
    expect(ticksUpTo(largest)).toEqual(ticks);
  });

  it('name the title and both axes with their units, whatever stands in them', () => {
    const svg = chartSvg(chart());
    expect(svg).toContain('<title>Calls &lt;each&gt; second</title>');
    expect(svg).toContain('>seconds</text>');
    expect(svg).toContain('>calls/s</text>');
    expect(svg).not.toContain('NaN');
  });

  it('join the points of a line, the highest furthest up', () => {
    const [, path = ''] = /points="([^"]+)"/.exec(chartSvg(chart())) ?? [];
    const heights = path.split(' ').map((place) => Number(place.split(',')[1]));
    expect(heights).toHaveLength(3);
    expect(Math.min(...heights)).toBe(heights[1]);
    expect(Math.max(...heights)).toBe(heights[0]);
  });

  it('leave points apart where nothing lies between them', () => {
    const svg = chartSvg(chart({ kind: 'points' }));
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toContain('<polyline');
  });

  it('show the limit, even above all that was measured', () => {
    const svg = chartSvg(chart({ limit: { label: 'provider allows', at: 400 } }));
    expect(svg).toContain('>provider allows</text>');
    expect(svg).toContain('>400</text>');
  });
});
