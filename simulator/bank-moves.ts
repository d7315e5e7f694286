import { randomUUID } from 'node:crypto';
import { difference, isMore } from './amounts';
import type { Bank } from './bank';
import type { Saying } from './bank-reports';
import type { BankMove } from './bank-script';
import type { Transfer } from './objects';
import { bankWords } from './return-reasons';

const anHourMs = 3_600_000;
const shortage = '0.01';

/** Lets the bank make a move that concerns this transfer. */
export function takeMove(bank: Bank, before: Transfer, move: BankMove): void {
  const why = move.because === undefined ? {} : bankWords(move.because, before.currency);
  const { becomes: status, fundsReturned } = move;
  const transfer = status === undefined ? before : bank.conclude(before, { status, fundsReturned, ...why });
  if (move.says === undefined) return;
  const saying = { ...sayingOf(move.says, move, transfer), ...why };
  const messageId = randomUUID();
  for (let time = 0; time < (move.times ?? 1); time += 1) bank.say(transfer, saying, messageId);
}

function sayingOf(outcome: Saying['outcome'], move: BankMove, { amount, occurredAt }: Transfer): Saying {
  return {
    outcome,
    ...(outcome !== 'credited' && { fundsReturned: move.fundsReturned ?? false }),
    ...(move.amount === 'short' && isMore(amount, shortage) && { amount: difference(amount, shortage) }),
    ...(move.unnamed === true && { unnamed: true }),
    ...(move.dated === 'before' && occurredAt !== undefined && { occurredAt: anHourBefore(occurredAt) }),
  };
}

function anHourBefore(moment: string): string {
  return new Date(Date.parse(moment) - anHourMs).toISOString();
}
