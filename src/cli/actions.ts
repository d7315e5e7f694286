import { createRequire } from 'node:module';
import type * as checkAccount from './check-account';
import type * as checkInstallation from './doctor/check-installation';
import type * as explainCode from './explain-code';
import type * as exportOrders from './export-orders';
import type * as listOrders from './list-orders';
import type * as listUnmatched from './list-unmatched';
import type * as operateOrder from './operate-order';
import type * as operateOrders from './operate-orders';
import type * as operateUnmatched from './operate-unmatched';
import type * as planCutoff from './plan-cutoff';
import type * as showAudit from './show-audit';
import type * as showLinks from './show-links';
import type * as showOrder from './show-order';
import type * as startOrder from './start-order';
import type * as sweep from './sweep';
import type * as watchOrders from './watch-orders';

const load = createRequire(__filename);

/**
 * What the commands do. Each module is loaded when its command runs: Temporal's client takes longer to load than most
 * commands take to work, and `--help` or `cutoff` need none of it.
 */
export const actions = {
  checkAccount: () => load('./check-account') as typeof checkAccount,
  checkInstallation: () => load('./doctor/check-installation') as typeof checkInstallation,
  explainCode: () => load('./explain-code') as typeof explainCode,
  exportOrders: () => load('./export-orders') as typeof exportOrders,
  listOrders: () => load('./list-orders') as typeof listOrders,
  listUnmatched: () => load('./list-unmatched') as typeof listUnmatched,
  operateOrder: () => load('./operate-order') as typeof operateOrder,
  operateOrders: () => load('./operate-orders') as typeof operateOrders,
  operateUnmatched: () => load('./operate-unmatched') as typeof operateUnmatched,
  planCutoff: () => load('./plan-cutoff') as typeof planCutoff,
  showAudit: () => load('./show-audit') as typeof showAudit,
  showLinks: () => load('./show-links') as typeof showLinks,
  showOrder: () => load('./show-order') as typeof showOrder,
  startOrder: () => load('./start-order') as typeof startOrder,
  sweep: () => load('./sweep') as typeof sweep,
  watchOrders: () => load('./watch-orders') as typeof watchOrders,
};
