import { attentionReasons } from '../signals/attention-reasons';
import { commandLine } from '../signals/command-line';
import type { CommandName } from '../signals/operator-commands';
import type { BackendNotices } from './backend-notices';
import { moneyText } from './operator-commands';
import type { Attention, OrderState } from './order-state';

/** What the details are written from. */
export type OrderView = Pick<
  OrderState,
  | 'order'
  | 'stage'
  | 'transitions'
  | 'audit'
  | 'attention'
  | 'ending'
  | 'ended'
  | 'waitingFor'
  | 'nextActionAt'
  | 'ids'
  | 'amounts'
  | 'transfers'
  | 'openMoney'
  | 'deadlineAt'
  | 'depositAddress'
  | 'retiredFlow'
  | 'overdueSince'
  | 'proposals'
> & { readonly notices?: Pick<BackendNotices, 'undelivered'> | undefined };

/** The story of an order in Markdown, as Temporal UI shows it: where it is, why, what comes next, what can be done. */
export function orderDetails(view: OrderView): string {
  const sections = [
    heading(view),
    attentionSection(view.attention),
    endingSection(view),
    table('What is known', [...knownRows(view), ...openRows(view)]),
    table('How it came here', transitionRows(view), ['When (UTC)', 'Stage', 'Because of']),
    table('Interventions', auditRows(view), ['When (UTC)', 'What', 'What became of it']),
    table('Waiting for a second person', proposalRows(view), [
      'When (UTC)',
      'What',
      'To carry it out, somebody else types',
    ]),
    commandSection(view),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** A word of the code as a word for people. */
function words(name: string): string {
  return name.replaceAll('-', ' ');
}

function heading({ stage, transitions, ending, waitingFor, nextActionAt, overdueSince }: OrderView): string {
  const since = transitions.at(-1)?.at;
  const where = `**${words(stage)}**${since === undefined ? '' : ` since ${moment(since)}`}`;
  if (ending !== undefined && stage !== 'watching-for-return') return where;
  const next = nextActionAt === undefined ? '' : ` By itself the order acts next at ${moment(nextActionAt)}.`;
  const overdue = overdueSince === undefined ? '' : ` It was expected by ${moment(overdueSince)}.`;
  return `${where}. Waiting for ${waitingFor}.${overdue}${next}`;
}

function attentionSection(attention: Attention | undefined): string {
  if (attention === undefined) return '';
  const lines = [
    `### Needs attention: ${words(attention.reason)}`,
    `${attentionReasons[attention.reason]} Since ${moment(attention.since)}.`,
  ];
  return [...lines, ...(attention.detail === undefined ? [] : [`> ${oneLine(attention.detail)}`])].join('\n\n');
}

function endingSection({ ending }: OrderView): string {
  if (ending === undefined) return '';
  const evidence = ending.evidence === undefined ? '' : `, on the evidence of: ${words(ending.evidence)}`;
  return `### Outcome: ${ending.outcome}\n\n${capital(words(ending.reason))}${evidence}.`;
}

function knownRows({ order, ids, amounts, transfers, depositAddress, retiredFlow, notices }: OrderView): string[][] {
  const { source } = order;
  return [
    ['Sends', `${source.currency} on ${source.network}`],
    ['Receives', order.bankAccount.currency],
    ...(depositAddress ? [['Deposit address', `\`${depositAddress.address}\``]] : []),
    ...(amounts.deposited ? [['Deposited', `${amounts.deposited.amount} ${amounts.deposited.currency}`]] : []),
    ...(amounts.paidOut ? [['Paid out', `${amounts.paidOut.amount} ${amounts.paidOut.currency}`]] : []),
    ...Object.entries<string>({ ...ids }).map(([name, id]) => [name, `\`${oneLine(id)}\``]),
    ...(retiredFlow === 'still there'
      ? [['Old flow', 'still pays to the account that was replaced; have the provider switch it off']]
      : []),
    ...(notices && notices.undelivered.length > 0
      ? [['Backend', `has not taken for three days: ${notices.undelivered.join(', ')}`]]
      : []),
    ...transfers.map((transfer) => [
      `Transfer ${transfer.attempt}`,
      `${words(transfer.state)}: ${transfer.amount} ${transfer.currency}` +
        (transfer.expected
          ? `, expected ${transfer.expected.earliest} to ${transfer.expected.latest}` +
            (transfer.expected.estimated ? ' (an estimate: no bank calendar covers it)' : '')
          : ''),
    ]),
  ];
}

function openRows({ openMoney }: OrderView): string[][] {
  return openMoney.length === 0 ? [] : [['Not at rest yet', moneyText(openMoney)]];
}

function transitionRows({ transitions }: OrderView): string[][] {
  return transitions.map(({ stage, at, evidence }) => [moment(at), words(stage), words(evidence)]);
}

function auditRows({ audit }: OrderView): string[][] {
  return audit.map(({ at, name, operator, reason, became }) => [
    moment(at),
    `\`${name}\` by ${oneLine(operator)}: ${oneLine(reason)}`,
    oneLine(became),
  ]);
}

function proposalRows({ proposals, order }: OrderView): string[][] {
  return proposals.map(({ command: { at, name, operator, reason } }) => [
    moment(at),
    `\`${name}\` by ${oneLine(operator)}: ${oneLine(reason)}`,
    `\`${commandLine(name, order.reference)}\``,
  ]);
}

function commandSection(view: OrderView): string {
  if (view.ended) return '';
  const possible: CommandName[] = [
    'retryNow',
    ...transferCommands(view),
    ...only(view.deadlineAt !== undefined && view.deadlineAt !== Infinity, 'extendDeadline'),
    ...only(view.ids.depositId === undefined, 'cancelOfframp'),
    ...only(view.attention !== undefined && view.openMoney.length > 0, 'recordRefund', 'recordDisposition'),
    ...only(mayBeClosed(view), 'closeOfframp'),
  ];
  const commands = possible.map((name) => `- \`${commandLine(name, view.order.reference)}\``);
  return [
    '### What an operator can do',
    'As an Update from this page (one JSON object), or:',
    commands.join('\n'),
  ].join('\n\n');
}

/** What can be said of the bank transfers: every word but the one on the account, which only follows a failure. */
function transferCommands({ transfers, attention }: OrderView): CommandName[] {
  const latest = transfers.findLast(({ state }) => state !== 'scheduled');
  if (latest === undefined) return [];
  const failed = latest.state === 'failed' || latest.state === 'returned';
  const replaceable = only(failed && attention !== undefined, 'replaceBankAccount');
  return ['confirmBankTransfer', 'confirmFundsReturned', 'reportNotReceived', ...replaceable];
}

function only(applies: boolean, ...names: CommandName[]): CommandName[] {
  return applies ? names : [];
}

function mayBeClosed({ ids, attention, openMoney }: OrderView): boolean {
  return ids.depositId === undefined || (attention !== undefined && openMoney.length === 0);
}

function table(title: string, rows: string[][], head: readonly string[] = ['', '']): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function moment(at: string | number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** Text from outside must not break out of its table cell or quote. */
function oneLine(text: string): string {
  return text.replace(/[\r\n|<>`]+/g, ' ').slice(0, 300);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
