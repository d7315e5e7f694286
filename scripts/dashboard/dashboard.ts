import { rows, type Panel } from './panels';

const dataSource = {
  ...{ name: 'DS_PROMETHEUS', label: 'Prometheus', type: 'datasource', query: 'prometheus', regex: '', refresh: 1 },
  ...{ current: {}, options: [], hide: 0, includeAll: false, multi: false },
};

const [panelWidth, panelHeight, columns] = [8, 8, 3];

/**
 * The dashboard as Grafana reads it. The source of the data is a variable, which takes the default Prometheus of whichever
 * Grafana it comes to: one that is provisioned from a file is not asked for it.
 */
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
    templating: { list: [dataSource] },
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
