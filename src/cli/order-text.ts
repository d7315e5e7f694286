import { typedName } from '../signals/command-line';
import type { Intervention, OfframpStatus, OfframpTransfer, ShownDepositAddress } from '../signals/status';
import { attentionSentence, helpfulCommandLine } from './attention';
import { columns, moment, words } from './layout';
import { problemList } from './problem-list';

/** How an order stands, for people: what needs them first, then what is known, then how it came here. */
export function orderText(status: OfframpStatus): string {
  const sections = [
    status.reference,
    attentionText(status),
    columns(knownRows(status)),
    status.problems ? `The input is wrong:\n${problemList(status.problems)}` : '',
    historyText(status),
    interventionText(status.audit),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** What became of an order, in words. */
export function outcomeText({ outcome, reason, evidence }: OfframpStatus): string | undefined {
  if (outcome === undefined) return undefined;
  const because = reason === undefined ? '' : ` (${words(reason)})`;
  return `${outcome}${because}${evidence === undefined ? '' : `, on the evidence of: ${words(evidence)}`}`;
}

export function addressLine({ address, network, currency, memo }: ShownDepositAddress): string {
  return `${address} (only ${currency} on ${network}${memo === undefined ? '' : `, with memo ${memo}`})`;
}

/** One attempt to move the money, in words. */
export function transferLine({ state, amount, currency, submitAt, expected }: OfframpTransfer): string {
  const arrival =
    expected === undefined
      ? ''
      : `, expected ${expected.earliest}${expected.latest === expected.earliest ? '' : ` to ${expected.latest}`}`;
  return `${words(state)}: ${amount} ${currency}, submitted ${moment(submitAt)}${arrival}`;
}

function attentionText({ reference, needsAttention }: OfframpStatus): string {
  if (needsAttention === undefined) return '';
  const { reason, since } = needsAttention;
  return `Needs attention since ${moment(since)}: ${attentionSentence(reason)}\n  ${helpfulCommandLine(reason, reference)}`;
}

function knownRows(status: OfframpStatus): string[][] {
  const { stage, transitions, overdueSince, depositAddress, amounts, transfers, ids } = status;
  const since = transitions.at(-1)?.at;
  const outcome = outcomeText(status);
  const unseen = since === undefined && outcome === undefined;
  return [
    ['Stage', words(stage) + (since === undefined ? '' : `, since ${moment(since)}`)],
    ...(unseen ? [['', 'No worker has taken it up yet. It is safe; start one with: npm run worker']] : []),
    ...(overdueSince === undefined ? [] : [['Overdue', `what it waits for was expected by ${moment(overdueSince)}`]]),
    ...(outcome === undefined ? [] : [['Outcome', outcome]]),
    ...(depositAddress ? [['Deposit address', addressLine(depositAddress)]] : []),
    ...(amounts.deposited ? [['Deposited', `${amounts.deposited.amount} ${amounts.deposited.currency}`]] : []),
    ...(amounts.paidOut
      ? [['Paid out', `${amounts.paidOut.amount} ${amounts.paidOut.currency}${rateText(status)}`]]
      : []),
    ...transfers.map((transfer) => [`Transfer ${transfer.attempt}`, transferLine(transfer)]),
    ...Object.entries(ids).map(([name, id]) => [name, String(id)]),
  ];
}

function rateText({ amounts: { rate, deposited, paidOut } }: OfframpStatus): string {
  return rate && deposited && paidOut ? ` (1 ${deposited.currency} = ${rate} ${paidOut.currency})` : '';
}

function historyText({ transitions }: OfframpStatus): string {
  if (transitions.length === 0) return '';
  const rows = transitions.map(({ stage, at, evidence }) => [moment(at), words(stage), words(evidence)]);
  return columns([['When', 'Stage', 'Because of'], ...rows]);
}

/** Who has intervened, one line each, oldest first; nothing where nobody has. */
export function interventionText(audit: readonly Intervention[]): string {
  if (audit.length === 0) return '';
  const head = ['When', 'Command', 'Operator', 'Reason', 'What became of it'];
  return columns([head, ...audit.map(interventionRow)]);
}

function interventionRow({ at, command, operator, reason, became }: Intervention): string[] {
  return [moment(at), typedName(command), operator, reason, became];
}
