import { rows, type Panel } from './panels';

const [panelWidth, panelHeight, columns] = [8, 8, 3];

/** The dashboard as Grafana reads it; whoever imports it names the source of the data. */
export function dashboard(): object {
  let y = 0;
  let id = 0;
  const panels = rows.flatMap(({ title, panels: ofRow }) => {
    const head = { id: (id += 1), type: 'row', title, collapsed: false, panels: [], gridPos: { x: 0, y, w: 24, h: 1 } };
    y += 1;
    const placed = ofRow.map((panel, index) => {
      const x = (index % columns) * panelWidth;
      const below = Math.floor(index / columns) * panelHeight;
      return { id: (id += 1), ...panelOf(panel), gridPos: { x, y: y + below, w: panelWidth, h: panelHeight } };
    });
    y += Math.ceil(ofRow.length / columns) * panelHeight;
    return [head, ...placed];
  });
  return {
    __inputs: [{ name: 'DS_PROMETHEUS', label: 'Prometheus', type: 'datasource', pluginId: 'prometheus' }],
    ...{ uid: 'offramp', title: 'Offramps', tags: ['offramp'], schemaVersion: 39, editable: true },
    ...{ refresh: '1m', time: { from: 'now-24h', to: 'now' }, timezone: 'utc', panels },
  };
}

function panelOf({ title, description, unit = 'short', queries }: Panel): object {
  return {
    ...{ type: 'timeseries', title, description, datasource: { type: 'prometheus', uid: '${DS_PROMETHEUS}' } },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queries.map(({ query, legend }, index) => ({
      ...{ refId: String.fromCharCode(65 + index), expr: query, legendFormat: legend },
    })),
  };
}
