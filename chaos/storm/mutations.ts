import type { SourceChange } from '../parts/program-build';
import type { Site } from '../parts/site';
import { runSeeds, type Programs } from './run';

/** A way to do it wrong, which the storm has to miss. */
interface Mutation {
  readonly name: string;
  /** What the system does then, in words. */
  readonly does: string;
  readonly changes: readonly SourceChange[];
  /** In which it comes to that. */
  readonly seeds: readonly number[];
}

/** An order that hears only what it waits for at this moment, as one written without facts would. */
const deafToWhatIsEarly = `
const hearAnything = hear;
const heardAt = {
  'customer approved': 'awaiting-customer-approval',
  'deposit received': 'awaiting-deposit',
  'deposit approved': 'confirming-deposit',
  'trade created': 'awaiting-trade',
  'trade settled': 'awaiting-trade-settlement',
  'bank-transfer reported': 'awaiting-bank-transfer',
};
hear = (journey, heard, payload) => {
  const stage = heardAt[heard.about + ' ' + heard.event];
  if (stage === undefined || stage === journey.stage) hearAnything(journey, heard, payload);
};`;

export const mutations: readonly Mutation[] = [
  {
    name: 'unsigned',
    seeds: [2],
    does: 'The relay takes every signature for a right one.',
    changes: [{ file: 'coinut/webhooks.js', appended: "judgeWebhook = () => 'signed';" }],
  },
  {
    name: 'stale',
    seeds: [15],
    does: 'The relay does not ask how old a signature is.',
    changes: [
      {
        file: 'coinut/webhooks.js',
        appended: [
          'const judged = judgeWebhook;',
          "judgeWebhook = (...given) => (judged(...given) === 'stale' ? 'signed' : judged(...given));",
        ].join('\n'),
      },
    ],
  },
  {
    name: 'dropped',
    seeds: [8, 9],
    does: 'The relay acknowledges what no order is known by, and forgets it.',
    changes: [{ file: 'client/unmatched-webhooks.js', appended: 'keepUnmatched = async () => undefined;' }],
  },
  {
    name: 'kept-twice',
    seeds: [8, 9],
    does: 'Each delivery of what no order is known by is kept as another one.',
    changes: [
      {
        file: 'signals/unmatched-webhook.js',
        appended:
          'const named = unmatchedWebhookId; unmatchedWebhookId = (what) => named(what, String(Math.random()));',
      },
    ],
  },
  {
    name: 'blind-sweep',
    seeds: [31, 40],
    does: 'The sweep sees nothing new.',
    changes: [
      {
        file: 'activities/swept-changes.js',
        appended: 'const seen = sweptChanges; sweptChanges = (...given) => ({ ...seen(...given), changed: [] });',
      },
    ],
  },
  {
    name: 'deaf',
    seeds: [1, 2, 3, 4],
    does: 'An order hears only what it waits for at that moment.',
    changes: [{ file: 'workflows/message-handlers.js', appended: deafToWhatIsEarly }],
  },
];

export async function programsWith(site: Site, name: string): Promise<Programs> {
  const mutation = mutations.find((known) => known.name === name);
  if (mutation === undefined) throw new Error(`There is no mutation ${name}.`);
  return site.changedPrograms(...mutation.changes);
}

/** Plays the seeds of one mutation after the other, and answers with a sentence for each that was not missed. */
export async function runMutations(
  names: readonly string[],
  site: Site,
  { lanes, say }: { readonly lanes: number; readonly say: (line: string) => void },
): Promise<string[]> {
  const unseen: string[] = [];
  for (const { name, does, seeds } of mutations.filter((mutation) => names.includes(mutation.name))) {
    const programs = await programsWith(site, name);
    const options = { lanes, programs, name: `${name}-`, say: () => undefined };
    const violations = (await runSeeds(seeds, site, options)).flatMap((block) => block.violations);
    say(`${name} (${does}): ${violations.length === 0 ? 'NOTHING SEEN' : `${violations.length} violations`}`);
    for (const violation of violations.slice(0, 3)) say(`  ${violation}`);
    if (violations.length === 0) unseen.push(`The storm did not see that ${name} (${does}).`);
  }
  return unseen;
}
