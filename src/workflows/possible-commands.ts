import { isFiatCurrency } from '../banking/currencies';
import { standingsOf, type TransferStanding } from '../banking/transfer-decision';
import type { AttentionReason } from '../signals/attention-reasons';
import { operatorCommandProblem } from '../signals/command-input';
import { durationMs } from '../signals/durations';
import { helpfulCommand } from '../signals/helpful-commands';
import type { PendingCommand } from '../signals/operator-commands';
import { commandRefusal, type CommandView } from './operator-commands';

/** What an operator may say to an order as it stands now. */
export interface PossibleCommand {
  readonly name: PendingCommand['name'];
  /** What the command line needs besides who asks and why, filled in as far as the order knows it. */
  readonly options: string;
  /** The same as the fields of an Update. */
  readonly fields: Readonly<Record<string, unknown>>;
}

type Given<Command> = Command extends PendingCommand ? Omit<Command, 'operator' | 'reason' | 'at'> : never;

interface Candidate {
  readonly command: Given<PendingCommand>;
  readonly options?: string;
  /** How the fields are written that only an operator knows. */
  readonly toFill?: Readonly<Record<string, unknown>>;
}

const somebody = { operator: 'somebody', reason: 'because', at: '1970-01-01T00:00:00.000Z' };

/** These say something of an earlier transfer than the latest. */
const aboutEarlierTransfers: readonly AttentionReason[] = [
  'earlier-transfer-alive',
  'earlier-transfer-reported',
  'double-payment',
  'bank-report-mismatch',
];

/**
 * Every command that the order would take now, by its own checks and refusals; the one that helps most often first. What
 * strangers may have said, such as a currency, is typed into shells from here: what is none is not offered.
 */
export function possibleCommands(view: CommandView, now: number): PossibleCommand[] {
  const possible = candidates(view, now).filter(({ command }) => {
    const given = { ...command, ...somebody };
    const problem = operatorCommandProblem(given.name, given) ?? commandRefusal(given, view, now);
    return problem === undefined;
  });
  const helpful = view.attention && helpfulCommand(view.attention.reason);
  const ordered = [...possible].sort((one, other) => rank(one, helpful) - rank(other, helpful));
  return ordered.map(({ command: { name, ...fields }, options = '', toFill = {} }) => {
    return { name, options, fields: { ...fields, ...toFill } };
  });
}

function rank({ command }: Candidate, helpful: string | undefined): number {
  return command.name === helpful ? 0 : 1;
}

function candidates(view: CommandView, now: number): Candidate[] {
  return [
    { command: { name: 'retryNow' } },
    ...standings(view).flatMap((standing) => aboutTransfer(standing, view, now)),
    ...sentOutside(view),
    ...replacement(view),
    ...moneyRecords(view),
    ...longerDeadline(view, now),
    { command: { name: 'cancelOfframp' } },
    ending(view),
  ];
}

function standings({ transferCase, attention }: CommandView): TransferStanding[] {
  const all = standingsOf(transferCase);
  return attention !== undefined && aboutEarlierTransfers.includes(attention.reason) ? all : all.slice(-1);
}

/** What is known already needs not be said again. */
function aboutTransfer({ transfer: { attempt }, fate, fundsBack }: TransferStanding, view: CommandView, now: number) {
  const option = ` --attempt ${attempt}`;
  const silently: Candidate = { command: { name: 'reportNotReceived', attempt }, options: option };
  const withCode: Candidate = {
    command: { name: 'reportNotReceived', attempt, code: 'code' },
    options: `${option} --code <code>`,
    toFill: { code: '<code>' },
  };
  const tooEarly = commandRefusal({ ...silently.command, ...somebody }, view, now) !== undefined;
  const candidates: (Candidate | false)[] = [
    fate !== 'credited' &&
      fundsBack === undefined && { command: { name: 'confirmBankTransfer', attempt }, options: option },
    fundsBack === undefined && { command: { name: 'confirmFundsReturned', attempt }, options: option },
    fate !== 'dead' && (tooEarly ? withCode : silently),
  ];
  return candidates.filter((candidate) => candidate !== false);
}

/** Where the order does not send the money again, somebody may have sent it from elsewhere. */
function sentOutside({ attention, transferCase: { sent } }: CommandView): Candidate[] {
  const latest = sent.at(-1);
  if (attention === undefined || latest === undefined) return [];
  const attempt = latest.attempt + 1;
  return [{ command: { name: 'confirmBankTransfer', attempt }, options: ` --attempt ${attempt}` }];
}

function replacement({ attention, payoutAccount: { currency } }: CommandView): Candidate[] {
  if (attention === undefined || !isFiatCurrency(currency)) return [];
  return [
    {
      command: { name: 'replaceBankAccount', bankAccount: { bankAccountId: 'some', currency } },
      options: ' --account <file.json>',
      toFill: { bankAccount: { currency, '<its other fields>': '…' } },
    },
  ];
}

/** The payout cannot be refunded, only accounted for. */
function moneyRecords({ openMoney, payoutAccount }: CommandView): Candidate[] {
  return openMoney
    .filter(({ breach }) => !breach)
    .flatMap(({ amount, currency }): Candidate[] => {
      const isKnown = amount !== 'unknown';
      const money = { amount: isKnown ? amount : '1', currency };
      const option = ` --amount ${isKnown ? amount : '<amount>'} --currency ${currency}`;
      const unknown = isKnown ? {} : { amount: '<amount>' };
      const refund: Candidate = {
        command: { name: 'recordRefund', ...money, transactionId: 'some' },
        options: `${option} --transaction-id <id>`,
        toFill: { ...unknown, transactionId: '<id>' },
      };
      const disposition: Candidate = {
        command: { name: 'recordDisposition', ...money, destination: 'somewhere' },
        options: `${option} --destination <where>`,
        toFill: { ...unknown, destination: '<where>' },
      };
      return currency === payoutAccount.currency ? [disposition] : [refund, disposition];
    });
}

/** Three days more than the order waits anyway. */
function longerDeadline({ deadlineAt }: CommandView, now: number): Candidate[] {
  if (deadlineAt === undefined || deadlineAt === Infinity) return [];
  const days = Math.ceil(Math.max(0, deadlineAt - now) / durationMs('1 day')) + 3;
  const deadline = `${days} days`;
  return [{ command: { name: 'extendDeadline', deadline }, options: ` --deadline "${deadline}"` }];
}

function ending({ facts, depositKnown }: CommandView): Candidate {
  const wasRefunded = depositKnown && Object.values(facts.moneyRecords).some(({ kind }) => kind === 'refund');
  const outcome = wasRefunded ? 'refunded' : 'abandoned';
  return { command: { name: 'closeOfframp', outcome }, options: ` --outcome ${outcome}` };
}
