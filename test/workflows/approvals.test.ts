import type { PendingCommand } from '../../src/signals/operator-commands';
import { approvalOf, needsSecondPerson, proposalsAfter, type Proposal } from '../../src/workflows/approvals';

const by = (operator: string, at = '2026-11-28T10:00:00.000Z') => ({ operator, reason: `${operator} says so.`, at });
const returned = (operator: string, attempt = 1, at?: string): PendingCommand => ({
  ...{ name: 'confirmFundsReturned', attempt, amount: '229.80' },
  ...by(operator, at),
});

const account = { currency: 'EUR', bankName: 'Deutsche Bank', iban: 'DE89370400440532013000', accountName: 'Ana Lim' };
const replaced = (operator: string, fields: object): PendingCommand =>
  ({ name: 'replaceBankAccount', bankAccount: fields, ...by(operator) }) as PendingCommand;

/** What is said of each command in turn, and what waits in the end. */
function said(...commands: PendingCommand[]) {
  let proposals: readonly Proposal[] = [];
  const verdicts = commands.map((command) => {
    const approval = approvalOf(command, proposals);
    proposals = proposalsAfter(command, approval, proposals);
    return approval.approved ? `after ${approval.proposedBy}` : approval.became;
  });
  return { verdicts, waiting: proposals.length };
}

const waits = expect.stringMatching(/^Waits for a second person/);

describe('two people’s word', () => {
  it.each<[string, PendingCommand]>([
    ['a new bank account', replaced('Kim', account)],
    ['money that is said to be back', returned('Kim')],
    ['money that a report says is back', { name: 'reportNotReceived', attempt: 1, fundsReturned: true, ...by('Kim') }],
    ['a transfer made from elsewhere', { name: 'confirmBankTransfer', attempt: 2, ...by('Kim') }],
    ['a refund', { name: 'recordRefund', amount: '1', currency: 'USDT', transactionId: 'x', ...by('Kim') }],
    [
      'another use of the money',
      { name: 'recordDisposition', amount: '1', currency: 'EUR', destination: 'x', ...by('Kim') },
    ],
  ])('is asked for %s', (_what, command) => {
    expect(needsSecondPerson(command, [1])).toBe(true);
  });

  it.each<[string, PendingCommand]>([
    ['another try', { name: 'retryNow', ...by('Kim') }],
    ['a longer wait', { name: 'extendDeadline', deadline: '1 day', ...by('Kim') }],
    ['money that has arrived by a transfer of the order', { name: 'confirmBankTransfer', attempt: 1, ...by('Kim') }],
    ['money that has not arrived', { name: 'reportNotReceived', attempt: 1, ...by('Kim') }],
  ])('is not asked for %s', (_what, command) => {
    expect(needsSecondPerson(command, [1])).toBe(false);
  });

  it('is had once somebody else has said the same', () => {
    expect(said(returned('Kim'), returned('Lee'))).toEqual({ verdicts: [waits, 'after Kim'], waiting: 0 });
    expect(said(replaced('Kim', account), replaced('Lee', { ...account })).verdicts).toEqual([waits, 'after Kim']);
  });

  it('is not had by the same person twice, whatever the case and spaces of the name', () => {
    const { verdicts, waiting } = said(returned('Kim'), returned(' kim '), returned('Lee'));
    expect(verdicts).toEqual([waits, expect.stringContaining('somebody other than Kim'), 'after Kim']);
    expect(waiting).toBe(0);
  });

  it('is not had for something else, and each waits by itself', () => {
    expect(said(returned('Kim', 1), returned('Lee', 2))).toEqual({ verdicts: [waits, waits], waiting: 2 });
    const other = { ...account, iban: 'GB29NWBK60161331926819' };
    expect(said(replaced('Kim', account), replaced('Lee', other))).toEqual({ verdicts: [waits, waits], waiting: 2 });
  });

  it('is not had by a word of more than a week ago', () => {
    const late = returned('Lee', 1, '2026-12-05T10:00:00.000Z');
    expect(said(returned('Kim'), late)).toEqual({ verdicts: [waits, waits], waiting: 1 });
  });

  it('is asked for each time anew', () => {
    expect(said(returned('Kim'), returned('Lee'), returned('Lee')).verdicts).toEqual([waits, 'after Kim', waits]);
  });
});
