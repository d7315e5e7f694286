import { railMoment } from '../banking/rail-moments';
import { rails } from '../banking/rails';
import { attentionReasons } from '../signals/attention-reasons';
import { commandDescriptions } from '../signals/command-descriptions';
import { commandLine } from '../signals/command-line';
import { knownRows } from './known-rows';
import { capital, list, moment, oneLine, section, table, words } from './markdown';
import type { OrderState } from './order-state';
import { routeOf } from './order-transfers';
import { outcomeSentence } from './outcome-sentence';
import { possibleCommands } from './possible-commands';
import { tellers, toldFacts } from './told-facts';

type OrderView = ReturnType<typeof viewOf>;

/** How many of the newest facts are shown. */
const factsShown = 5;

/**
 * The story of an order in Markdown, as Temporal UI shows it: where it is and since when, why, what it waits for and
 * until when, what it does next by itself, and what an operator can do. `now` is in milliseconds.
 */
export function orderDetails(order: OrderState, now: number): string {
  const view = viewOf(order);
  const sections = [
    heading(view),
    attentionSection(view),
    outcomeSection(view),
    section('Why it is here', [cause(view), factTable(view)]),
    section('What it waits for', waiting(view)),
    section('What happens next by itself', next(view)),
    section('What an operator can do', commands(view, now)),
    section('Waiting for a second person', [proposalTable(view)]),
    section('Interventions', [auditTable(view)]),
    section('What is known', [table(knownRows(view))]),
    section('How it came here', [transitionTable(view)]),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

/** Read once: much of it is worked out from the facts each time that it is read. */
function viewOf(told: OrderState) {
  const { order, stage, transitions, audit, attention, ending, ended, waitingFor, upcoming, ids, amounts } = told;
  const { transfers, transferCase, transferVerdict, sentTransfers, openMoney, depositKnown, deadlineAt } = told;
  const { depositAddress, retiredFlow, overdueSince, proposals, facts, payoutAccount, notices } = told;
  return {
    ...{ order, stage, transitions, audit, attention, ending, ended, waitingFor, upcoming, ids, amounts },
    ...{ transfers, transferCase, transferVerdict, sentTransfers, openMoney, depositKnown, deadlineAt },
    ...{ depositAddress, retiredFlow, overdueSince, proposals, facts, payoutAccount, notices },
    zone: rails[routeOf(payoutAccount).rail].zone,
  };
}

function heading({ stage, transitions, zone }: OrderView): string {
  const since = transitions.at(-1)?.at;
  return `**${capital(words(stage))}**${since === undefined ? '' : ` since ${railMoment(Date.parse(since), zone)}`}`;
}

function attentionSection({ attention, zone }: OrderView): string {
  if (attention === undefined) return '';
  const { reason, since, detail } = attention;
  const sentence = `${attentionReasons[reason]} Since ${railMoment(Date.parse(since), zone)}.`;
  const said = detail === undefined ? '' : `> ${oneLine(detail)}`;
  return section(`Needs attention: ${words(reason)}`, [sentence, said]);
}

function outcomeSection(view: OrderView): string {
  const { ending } = view;
  return ending === undefined ? '' : section(`Outcome: ${ending.outcome}`, [oneLine(outcomeSentence(ending, view))]);
}

/** What brought the order to its stage. */
function cause({ transitions }: OrderView): string {
  const evidence = transitions.at(-1)?.evidence;
  if (evidence === undefined) return '';
  if (evidence === 'started') return 'It was started.';
  return `It came to this stage because of ${evidence === 'answer' ? "the provider's answer" : tellers[evidence]}.`;
}

function factTable({ facts }: OrderView): string {
  const rows = toldFacts(facts, factsShown).map(({ at, what, by }) => [moment(at), what, by]);
  return table(rows, ['When (UTC)', 'What was heard last', 'From']);
}

function waiting({ ended, waitingFor, upcoming, deadlineAt, overdueSince, zone }: OrderView): string[] {
  const awaited = oneLine(capital(waitingFor));
  if (ended) return [`${awaited}.`];
  const endsAt = upcoming.find(({ at }) => at !== undefined && at === deadlineAt)?.at;
  const until = endsAt === undefined ? '' : `, until ${railMoment(endsAt, zone)}`;
  const overdue =
    overdueSince === undefined
      ? ''
      : `**Overdue**: expected by ${railMoment(Date.parse(overdueSince), zone)}; the provider, asked since, does not know of it either.`;
  return [`${awaited}${until}.`, overdue];
}

function next({ ended, upcoming, attention, zone }: OrderView): string[] {
  if (ended) return [];
  const acts = upcoming.map(({ at, what }) => (at === undefined ? what : `${railMoment(at, zone)}: ${what}`));
  if (acts.length > 0) return [list(acts)];
  return [attention === undefined ? 'Nothing before something is heard.' : 'Nothing: it waits for an operator.'];
}

/** Each as the command to type, and as the Update to send. */
function commands(view: OrderView, now: number): string[] {
  if (view.ended) return [];
  const { reference } = view.order;
  const entries = possibleCommands(view, now).map(({ name, options, fields }) => {
    const update = JSON.stringify({ ...fields, operator: '<you>', reason: '<why>' });
    return `${commandDescriptions[name]}\n  - \`${commandLine(name, reference, options)}\`\n  - Update \`${name}\`: \`${update}\``;
  });
  return [
    'Each from the folder of the project, or as an Update from this page (More Actions, Send Update, with one JSON object):',
    list(entries),
  ];
}

function proposalTable({ proposals, order }: OrderView): string {
  const rows = proposals.map(({ command: { at, name, operator, reason } }) => [
    moment(at),
    `\`${name}\` by ${oneLine(operator)}: ${oneLine(reason)}`,
    `\`${commandLine(name, order.reference)}\``,
  ]);
  return table(rows, ['When (UTC)', 'What', 'To carry it out, somebody else types']);
}

function auditTable({ audit }: OrderView): string {
  const rows = audit.map(({ at, name, operator, reason, became }) => [
    moment(at),
    `\`${name}\` by ${oneLine(operator)}: ${oneLine(reason)}`,
    oneLine(became),
  ]);
  return table(rows, ['When (UTC)', 'What', 'What became of it']);
}

function transitionTable({ transitions }: OrderView): string {
  const rows = transitions.map(({ stage, at, evidence }) => [moment(at), words(stage), words(evidence)]);
  return table(rows, ['When (UTC)', 'Stage', 'Because of']);
}
