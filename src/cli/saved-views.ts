import { fiatCurrencies } from '../banking/currencies';
import {
  failedSweepsQuery,
  orderAttentionReasons,
  orderQuery,
  taskFailuresQuery,
  unmatchedQuery,
} from '../client/order-queries';
import { attentionReasons } from '../signals/attention-reasons';

/** A list of workflows in Temporal UI. */
export interface SavedView {
  /** By which the UI keeps it. */
  readonly name: string;
  /** What it shows, as a sentence. */
  readonly shows: string;
  readonly query: string;
}

/** The views that an operator needs, those that ask for somebody first. */
export function savedViews(now: Date): SavedView[] {
  const silentAt = now.toISOString();
  const running = { running: true };
  return [
    {
      name: 'Needs attention',
      shows: 'Orders that cannot go on by themselves.',
      query: orderQuery({ needsAttention: true, ...running }),
    },
    {
      name: 'Overdue',
      shows: 'Orders for which something is late that the provider, asked since, does not know of either.',
      query: orderQuery({ overdue: true }),
    },
    {
      name: 'Silent',
      shows: `Orders that should have acted by themselves before ${silentAt}, and have not: does a worker run?`,
      query: orderQuery({ silentAt }),
    },
    {
      name: 'Workflow task failures',
      shows: 'Workflows whose code, or whose keys, fail them; Temporal tries again until that is mended.',
      query: taskFailuresQuery,
    },
    {
      name: 'Unmatched webhooks',
      shows: 'Events of the provider and reports of banks that no order is known by.',
      query: unmatchedQuery(),
    },
    {
      name: 'Unmatched webhooks that need attention',
      shows: 'Those for which an order was looked for in vain: assign or dismiss them.',
      query: unmatchedQuery({ needsAttention: true }),
    },
    {
      name: 'Failed sweeps',
      shows: 'Sweeps for lost webhooks that came to nothing; the next one makes up for it.',
      query: failedSweepsQuery,
    },
    {
      name: 'Waiting for a bank window',
      shows: 'Orders that send their money again by themselves once the bank takes it.',
      query: orderQuery({ waitingForWindow: true }),
    },
    ...fiatCurrencies.map((currency) => ({
      name: `Paid out in ${currency}`,
      shows: `Orders under way that are paid out in ${currency}.`,
      query: orderQuery({ currency, ...running }),
    })),
    ...orderAttentionReasons.map((attentionReason) => ({
      name: `Needs attention: ${attentionReason}`,
      shows: attentionReasons[attentionReason],
      query: orderQuery({ needsAttention: true, attentionReason, ...running }),
    })),
  ];
}

/** The orders that know one of the provider's ids, ended ones too. */
export function viewById({ kind, id }: { readonly kind: string; readonly id: string }, keys: string[]): SavedView {
  // A name is kept in the browser and shows in its address; an address of a customer's belongs in neither.
  const named = kind === 'wallet' ? 'wallet' : `${kind}:${id}`;
  const shows = `Orders that know this ${kind === 'wallet' ? 'deposit address' : `${kind} id`}, ended ones too.`;
  return { name: `By ${named}`, shows, query: orderQuery({ keys }) };
}

/** The link that opens a view in Temporal UI, which keeps it from then on. */
export function linkTo({ name, query }: SavedView, ui: { readonly url: URL; readonly namespace: string }): string {
  const link = new URL(ui.url);
  link.pathname = `${link.pathname.replace(/\/$/, '')}/namespaces/${encodeURIComponent(ui.namespace)}/workflows`;
  link.search = `?query=${encoded(query)}&savedQuery=${encoded(name)}`;
  return link.href;
}

/** Of what stands between parentheses in a link, some terminals open only the part before them. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('(', '%28').replaceAll(')', '%29');
}
