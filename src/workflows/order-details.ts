import { railMoment } from '../banking/rail-moments';
import { attentionReasons } from '../signals/attention-reasons';
import { commandDescriptions } from '../signals/command-descriptions';
import { commandLine, howToSay, inTwoLines } from '../signals/command-line';
import { passesByItself } from './failure-reasons';
import { knownRows } from './known-rows';
import { block, capital, list, moment, oneLine, section, words } from './markdown';
import type { OrderState } from './order-state';
import { routeOf } from './order-transfers';
import { outcomeSentence } from './outcome-sentence';
import { possibleCommands } from './possible-commands';
import { tellers, toldFacts } from './told-facts';
import { whatElse } from './transfer-retry';

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
    overdueSection(view),
    outcomeSection(view),
    section('Why it is here', [cause(view), ...lastFacts(view)]),
    section('What it waits for', waiting(view)),
    section('What happens next by itself', next(view)),
    section('What an operator can do', commands(view, now)),
    section('Waiting for a second person', [proposalList(view)]),
    section('Interventions', [auditList(view)]),
    section('What is known', [list(knownRows(view).map(([name, value]) => `**${name}**: ${value}`))]),
    section('How it came here', [transitionList(view)]),
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
    rail: routeOf(payoutAccount).rail,
  };
}

function heading({ stage, transitions, rail }: OrderView): string {
  const since = transitions.at(-1)?.at;
  return `**${capital(words(stage))}**${since === undefined ? '' : ` since ${railMoment(Date.parse(since), rail)}`}`;
}

function attentionSection({ attention, rail }: OrderView): string {
  if (attention === undefined) return '';
  const { reason, since, detail } = attention;
  const sentence = `${attentionReasons[reason]} Since ${railMoment(Date.parse(since), rail)}.`;
  const said = detail === undefined ? '' : `> ${oneLine(detail)}`;
  return section(`Needs attention: ${words(reason)}`, [sentence, said, whatElse[reason] ?? '']);
}

function overdueSection({ overdueSince, ended, rail }: OrderView): string {
  if (overdueSince === undefined || ended) return '';
  const expected = railMoment(Date.parse(overdueSince), rail);
  return section('Overdue', [`Expected by ${expected}. The provider, asked since, does not know of it either.`]);
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

function lastFacts({ facts }: OrderView): string[] {
  const entries = toldFacts(facts, factsShown).map(({ at, what, by }) => `${moment(at)}: ${what} (${by})`);
  return entries.length === 0 ? [] : ['Heard last (UTC):', list(entries)];
}

function waiting({ ended, waitingFor, upcoming, deadlineAt, attention, rail }: OrderView): string[] {
  if (ended) return [`${oneLine(capital(waitingFor))}.`];
  const needsSomebody = attention !== undefined && !passesByItself(attention.reason);
  const awaited =
    needsSomebody && !waitingFor.startsWith('an operator') ? `an operator, or news: ${waitingFor}` : waitingFor;
  const endsAt = upcoming.find(({ at }) => at !== undefined && at === deadlineAt)?.at;
  const until = endsAt === undefined ? '' : ` It waits until ${railMoment(endsAt, rail)}.`;
  return [`${oneLine(capital(awaited))}.${until}`];
}

function next({ ended, upcoming, attention, rail }: OrderView): string[] {
  if (ended) return [];
  const acts = upcoming.map(({ at, what }) => (at === undefined ? what : `${railMoment(at, rail)}: ${what}`));
  if (acts.length > 0) return [list(acts)];
  return [attention === undefined ? 'Nothing before something is heard.' : 'Nothing: it waits for an operator.'];
}

/** Each as the command to type, and as the Update to send. */
function commands(view: OrderView, now: number): string[] {
  if (view.ended) return [];
  const { reference } = view.order;
  const entries = possibleCommands(view, now).map(({ name, options, fields }, index) => {
    const update = JSON.stringify({ ...fields, operator: '<you>', reason: '<why>' });
    const likely = index === 0 && view.attention !== undefined ? ' (helps most often)' : '';
    const lines = block([...inTwoLines(commandLine(name, reference, options)), update]);
    return `**\`${name}\`**${likely}: ${commandDescriptions[name]}\n\n${lines}`;
  });
  return [howToSay, ...entries];
}

function proposalList({ proposals, order }: OrderView): string {
  const entries = proposals.map(({ command: { at, name, operator, reason } }) => {
    const said = `${moment(at)} UTC: \`${name}\` by ${oneLine(operator)}: ${oneLine(reason)}`;
    return `${said} To carry it out, somebody else types:\n\n${block(inTwoLines(commandLine(name, order.reference)))}`;
  });
  return entries.join('\n\n');
}

function auditList({ audit }: OrderView): string {
  const entries = audit.map(
    ({ at, name, operator, reason, became }) =>
      `${moment(at)} UTC: \`${name}\` by ${oneLine(operator)}: ${oneLine(reason)} **${oneLine(became)}**`,
  );
  return list(entries);
}

function transitionList({ transitions }: OrderView): string {
  return list(transitions.map(({ stage, at, evidence }) => `${moment(at)} UTC: ${words(stage)} (${words(evidence)})`));
}
