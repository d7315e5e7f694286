import type { CommandName } from './operator-commands';

/** What each operator command states or asks for, in the words that Temporal UI and the order's details show. */
export const commandDescriptions: Readonly<Record<CommandName, string>> = {
  retryNow: 'Try the failed step again, or ask the provider now.',
  confirmBankTransfer: 'State that the money has arrived.',
  confirmFundsReturned:
    'State that a transfer is dead and its money is back; attempt and amount if not the latest and all.',
  reportNotReceived: 'State that the customer does not have the money; code and scheme if the bank says why.',
  replaceBankAccount:
    'Send money that came back to another account; bankAccount: its fields, or bankAccountId and currency.',
  recordRefund: 'State that crypto went back: amount, currency, transactionId.',
  recordDisposition: 'State what else became of money: amount, currency, destination.',
  extendDeadline: 'Wait longer; deadline: a duration from now such as "3 days".',
  cancelOfframp: 'Cancel the order, as long as no deposit is known.',
  closeOfframp: 'End an order whose money is accounted for; outcome: refunded or abandoned.',
};
