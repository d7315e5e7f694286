import { loadTemporalUiConfig } from '../config';
import type { Answer } from './answer';
import { namedId, searchKeys } from './provider-id';
import { linkTo, savedViews, viewById } from './saved-views';
import type { Terminal } from './terminal';

/** Links that open Temporal UI where an operator wants to look: its views, or the orders that know an id. Asks no server. */
export function showLinks(terminal: Terminal, { id }: { readonly id?: readonly string[] }): Answer {
  const named = id === undefined ? undefined : namedId(id);
  const config = loadTemporalUiConfig(terminal.environment);
  const ui = { url: config.TEMPORAL_UI_URL, namespace: config.TEMPORAL_NAMESPACE };
  const views =
    named === undefined ? savedViews(terminal.now()) : [viewById(named, searchKeys(named, config.PAYLOAD_KEYS))];
  const links = views.map((view) => ({ ...view, url: linkTo(view, ui) }));
  return {
    json: links,
    text: links.map(({ name, shows, url }) => `${name}\n  ${shows}\n  ${url}`).join('\n\n'),
  };
}
