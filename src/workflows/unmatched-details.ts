import { howToSay, inTwoLines, unmatchedCommandLine } from '../signals/command-line';
import { durationMs } from '../signals/durations';
import type { UnmatchedWebhook, UnmatchedWebhookResult } from '../signals/unmatched-webhook';
import { block, list, moment, oneLine, section, words } from './markdown';

/** How long an order is looked for unless the event says otherwise. */
export const deliverForUnlessTold = '24 hours';

/** How much of what an event says is shown. */
const mostShown = 15;

interface UnmatchedView {
  readonly workflowId: string;
  readonly unmatched: UnmatchedWebhook;
  readonly since: string;
  readonly needsAttention: boolean;
  /** What operators did, in words. */
  readonly told: readonly string[];
  readonly result?: UnmatchedWebhookResult;
}

/** The story of an unmatched event in Markdown, as Temporal UI shows it: the same questions answered as by an order's. */
export function unmatchedDetails(view: UnmatchedView): string {
  const { unmatched, since, needsAttention, told, result } = view;
  const about = unmatched.workflowId ?? unmatched.objectKey ?? 'an object that it does not name';
  const sections = [
    `**${unmatched.signal.name}** of \`${oneLine(String(about))}\`, received ${moment(since)} UTC`,
    section('What it says', [list(saidIn(unmatched.signal.payload))]),
    needsAttention ? section('Needs attention: unmatched webhook', [whyNobody(unmatched)]) : '',
    result === undefined ? whileOpen(view) : section(`Outcome: ${result.outcome}`, [outcomeSentence(result)]),
    section('Interventions', [list(told.map((line) => oneLine(line)))]),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function whyNobody({ declinedBy }: UnmatchedWebhook): string {
  if (declinedBy === undefined) return 'No order is known by it.';
  return `No order takes it: \`${oneLine(declinedBy)}\` was ending, or had a deposit of its own, and has handed it on.`;
}

function whileOpen({ workflowId, unmatched, since, needsAttention }: UnmatchedView): string {
  const until = Date.parse(since) + durationMs(unmatched.deliverFor ?? deliverForUnlessTold);
  const next = needsAttention
    ? 'Nothing: it waits for an operator.'
    : `Delivery is tried again, less and less often. From ${moment(new Date(until).toISOString())} UTC on it needs an operator.`;
  const commands = [
    ['assign', 'Hand it to an order.', '{"reference":"<reference>","operator":"<you>","reason":"<why>"}'],
    ['dismiss', 'It concerns no order: end this.', '{"operator":"<you>","reason":"<why>"}'],
  ] as const;
  return [
    section('What it waits for', [needsAttention ? 'An operator.' : 'An order that is known by it.']),
    section('What happens next by itself', [next]),
    section('What an operator can do', [
      `Find out first whose it is: the object at the provider, or the reference in the bank feed. ${howToSay}`,
      ...commands.map(
        ([name, does, update]) =>
          `**\`${name}\`**: ${does}\n\n${block([...inTwoLines(unmatchedCommandLine(name, workflowId)), update])}`,
      ),
    ]),
  ].join('\n\n');
}

/** How the event was received is none of what it says. */
const ofReceipt = ['evidence', 'seenAt'];

/** What an event says of itself, as far as it is plain; `depositId` stands as "deposit id". */
function saidIn(payload: unknown): string[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const said = Object.entries(payload).filter(
    (entry): entry is [string, string | number | boolean] =>
      !ofReceipt.includes(entry[0]) && ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return said.slice(0, mostShown).map(([name, value]) => `${oneLine(words(name))}: ${oneLine(String(value))}`);
}

function outcomeSentence({ outcome, workflowIds }: UnmatchedWebhookResult): string {
  const orders = workflowIds.map((workflowId) => `\`${oneLine(workflowId)}\``).join(', ');
  switch (outcome) {
    case 'delivered':
    case 'assigned':
      return `It was handed to ${orders}.`;
    case 'known':
      return `It was known long since to ${orders}, which has ended.`;
    case 'later-deposit':
    case 'later-return':
      return `It became an order of its own: ${orders}.`;
    case 'dismissed':
      return 'An operator dismissed it.';
  }
}
