import { ticksUpTo, type Chart, type ChartSeries } from './chart';

const size = { width: 720, height: 360 } as const;
const plot = { left: 70, right: 700, top: 62, bottom: 304 } as const;
const colours = ['#0b66c3', '#c2410c', '#4d7c0f', '#6d28d9'] as const;
const grey = '#6b7280';

interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** Draws a chart on white, both axes from zero. */
export function chartSvg(chart: Chart): string {
  const { title, xLabel, yLabel, series, limit, kind } = chart;
  const points = series.flatMap((each) => each.points);
  const x = scaleOf(Math.max(0, ...points.map(([value]) => value)), plot.left, plot.right);
  const highest = Math.max(0, ...points.map(([, value]) => value), limit?.at ?? 0);
  const y = scaleOf(highest, plot.bottom, plot.top);
  const middle = (plot.top + plot.bottom) / 2;
  const parts = [
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    text(title, { x: plot.left, y: 22, size: 15 }),
    ...y.ticks.flatMap((tick) => [
      line([plot.left, y.at(tick)], [plot.right, y.at(tick)], '#e5e7eb'),
      text(String(tick), { x: plot.left - 8, y: y.at(tick) + 4, anchor: 'end', colour: grey }),
    ]),
    ...x.ticks.map((tick) =>
      text(String(tick), { x: x.at(tick), y: plot.bottom + 18, anchor: 'middle', colour: grey }),
    ),
    line([plot.left, plot.bottom], [plot.right, plot.bottom], grey),
    text(xLabel, { x: (plot.left + plot.right) / 2, y: plot.bottom + 42, anchor: 'middle' }),
    `<g transform="translate(18 ${middle}) rotate(-90)">${text(yLabel, { x: 0, y: 0, anchor: 'middle' })}</g>`,
    ...(limit === undefined ? [] : limitParts(limit, y)),
    ...series.flatMap((each, index) => seriesParts(each, kind, { x, y, colour: colourOf(index) })),
    ...series.map(({ label }, index) => legendEntry(label, index)),
  ];
  const { width, height } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function scaleOf(largest: number, from: number, to: number): Scale {
  const ticks = ticksUpTo(largest);
  const last = ticks.at(-1) ?? 1;
  return { ticks, at: (value) => rounded(from + ((to - from) * value) / last) };
}

function limitParts({ label, at }: { readonly label: string; readonly at: number }, y: Scale): string[] {
  return [
    line([plot.left, y.at(at)], [plot.right, y.at(at)], '#b91c1c', '6 4'),
    text(label, { x: plot.right, y: y.at(at) - 5, anchor: 'end', colour: '#b91c1c' }),
  ];
}

function seriesParts(
  { points }: ChartSeries,
  kind: Chart['kind'],
  { x, y, colour }: { readonly x: Scale; readonly y: Scale; readonly colour: string },
): string[] {
  const places = points.map(([across, up]) => [x.at(across), y.at(up)] as const);
  if (kind === 'points') {
    return places.map(([across, up]) => `<circle cx="${across}" cy="${up}" r="4" fill="${colour}"/>`);
  }
  const path = places.map(([across, up]) => `${across},${up}`).join(' ');
  return [`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`];
}

function legendEntry(label: string, index: number): string {
  const x = plot.left + index * 190;
  return [
    `<rect x="${x}" y="36" width="12" height="12" fill="${colourOf(index)}"/>`,
    text(label, { x: x + 18, y: 46 }),
  ].join('');
}

function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  colour: string,
  dashes?: string,
): string {
  const dashed = dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}"${dashed}/>`;
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
}

function text(words: string, { x, y, size: fontSize = 12, anchor = 'start', colour = '#111827' }: TextPlace): string {
  const style = `font-family="sans-serif" font-size="${fontSize}" text-anchor="${anchor}" fill="${colour}"`;
  return `<text x="${x}" y="${y}" ${style}>${escaped(words)}</text>`;
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? colours[0];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
