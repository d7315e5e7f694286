import { nothingPaidTwice } from '../checker/paid-twice';
import type { SourceChange } from '../parts/program-build';
import type { Site } from '../parts/site';
import { judgeKills, type JudgedOrder, type KillEvidence } from './judge';
import { runKill, type KillResult } from './run';
import type { KillSettings } from './settings';

/** Something that went wrong, as the evidence would show it. */
export interface Spoiling {
  readonly name: string;
  readonly does: string;
  readonly spoil: (evidence: KillEvidence) => KillEvidence;
}

/** A way to do it wrong, which a run has to see. */
interface Break {
  readonly name: string;
  readonly does: string;
  readonly changes: readonly SourceChange[];
  /** Unless the strikes come when they usually do. */
  readonly pauseMs?: KillSettings['pauseMs'];
}

export const spoilings: readonly Spoiling[] = [
  {
    name: 'made-twice',
    does: 'The provider has accepted one more flow of the same kind.',
    spoil: (evidence) => ({ ...evidence, log: [...evidence.log, again(evidence, 'flow')] }),
  },
  {
    name: 'paid-twice',
    does: 'Two transfers of one trade were under way at once.',
    spoil: (evidence) => {
      const doublePayments = [{ tradeId: 'trade-1', attempts: [1, 2] as [number, number], kind: 'sent-while-alive' }];
      return { ...evidence, paidTwice: { ...nothingPaidTwice, doublePayments } };
    },
  },
  {
    name: 'gone',
    does: 'Temporal does not know an order that was started.',
    spoil: (evidence) => ({
      ...withOrder(evidence, isSettled, { standing: { is: 'broken', how: 'not to be found' } }),
      listed: evidence.listed.slice(1),
    }),
  },
  {
    name: 'hanging',
    does: 'An order waits for the bank and does not say why.',
    spoil: (evidence) => {
      return withOrder(evidence, isSettled, { standing: { is: 'under way', stage: 'awaiting-bank-transfer' } });
    },
  },
  {
    name: 'strayed',
    does: 'An order has expired whose money is at the provider.',
    spoil: (evidence) => withOrder(evidence, isSettled, { standing: { is: 'ended', stage: 'awaiting-deposit' } }),
  },
  {
    name: 'unpaid',
    does: 'An order is settled, and its money is on no account.',
    spoil: (evidence) => {
      const unpaid = ({ books }: JudgedOrder) => ({
        books: { ...books, trades: books.trades.map((trade) => ({ ...trade, credited: [] })) },
      });
      return withOrder(evidence, isSettled, unpaid);
    },
  },
  {
    name: 'unowned',
    does: 'A deposit belongs to no order.',
    spoil: (evidence) => ({ ...evidence, claimed: evidence.claimed.slice(1) }),
  },
];

const slowFlows = `
const made = createFlowActivities;
createFlowActivities = (dependencies) => {
  const activities = made(dependencies);
  const ensureFlow = async (input) => {
    const flow = await activities.ensureFlow(input);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    return flow;
  };
  return { ...activities, ensureFlow };
};`;

const hastyRelay = `
const received = receiveBankReport;
receiveBankReport = async (...given) => {
  setTimeout(() => received(...given).catch(() => undefined), 3000);
  return { status: 200, message: 'Taken.' };
};`;

export const breaks: readonly Break[] = [
  {
    name: 'blind-create',
    does: 'A create is repeated without a look-up; that of a flow takes five seconds to be told.',
    // The first strike, which kills a worker, comes when flows are being made.
    pauseMs: { least: 3_500, most: 4_500 },
    changes: [
      { file: 'activities/create-input.js', appended: 'mustLookUp = () => false;' },
      { file: 'activities/flow.js', appended: slowFlows },
    ],
  },
  {
    name: 'hasty-relay',
    does: 'The relay acknowledges a bank report three seconds before Temporal has it.',
    changes: [{ file: 'relay/bank-reports.js', appended: hastyRelay }],
  },
];

/** Judges the evidence of a run once more for each thing that could have gone wrong; a sentence for each not seen. */
export function unseenSpoilings(evidence: KillEvidence, say: (line: string) => void): string[] {
  return spoilings.flatMap(({ name, does, spoil }) => {
    const seen = judgeKills(spoil(evidence)).violations;
    say(`${name} (${does}): ${seen[0] ?? 'NOTHING SEEN'}`);
    return seen.length > 0 ? [] : [`The judgement did not see that ${name} (${does}).`];
  });
}

/** Runs the system broken in one way after the other; a sentence for each that was not seen. */
export async function unseenBreaks(settings: KillSettings, site: Site, say: (line: string) => void): Promise<string[]> {
  const unseen: string[] = [];
  for (const { name, does, changes, pauseMs = settings.pauseMs } of breaks) {
    const programs = await site.changedPrograms(...changes);
    const { verdict }: KillResult = await runKill({ ...settings, pauseMs }, site, {
      say: () => undefined,
      name,
      programs,
    });
    const [first = 'NOTHING SEEN'] = verdict.violations;
    say(`${name} (${does}): ${verdict.violations.length} violations. ${first}`);
    if (verdict.violations.length === 0) unseen.push(`The run did not see that ${name} (${does}).`);
  }
  return unseen;
}

function again({ log }: KillEvidence, kind: string): KillEvidence['log'][number] {
  const one = log.find((create) => create.kind === kind);
  if (one === undefined) throw new Error(`The provider's log holds no ${kind}.`);
  return { ...one, id: `${one.id}-again`, sequence: one.sequence + 1_000_000 };
}

type Change = Partial<JudgedOrder> | ((order: JudgedOrder) => Partial<JudgedOrder>);

/** With the first order that fits changed. */
function withOrder(evidence: KillEvidence, fits: (order: JudgedOrder) => boolean, change: Change): KillEvidence {
  const chosen = evidence.orders.find(fits);
  if (chosen === undefined) throw new Error('No order of the run can be spoiled in this way.');
  const changed = { ...chosen, ...(typeof change === 'function' ? change(chosen) : change) };
  return { ...evidence, orders: evidence.orders.map((order) => (order === chosen ? changed : order)) };
}

function isSettled({ standing }: JudgedOrder): boolean {
  return standing.is === 'settled';
}
