import { bankRefusals } from './bank-refusals';
import { credited, creditedInSilence, failed, failedWithoutFunds, returned } from './bank-script';
import type { BankMove } from './bank-script';
import { attention } from './scenario';
import type { Scenario } from './scenario';

const stage = 'watching-for-return';
const settled = { stage, outcome: 'settled (bank-report)' } as const;
const settledByProvider = { stage, outcome: 'settled (provider)' } as const;

/** Said once the second transfer is under way, of the first, to which nothing happens any more. */
const ofTheFirst: BankMove = { delay: 'bankCredit', attempt: 1 };
const lateReturn: BankMove = { ...ofTheFirst, because: 'account-closed', fundsReturned: true, says: 'returned' };
const earlierCredit: BankMove = { delay: 'bankSecondWord', says: 'credited', dated: 'before' };

/** What a bank can do to a transfer, and say of it (DESIGN section 6). Part of the one table of scenarios. */
export const bankScenarios = [
  {
    name: 'Passing trouble at the bank',
    tag: 'bank-transient',
    bank: true,
    happens: 'The first transfer fails for a passing trouble and its money is back; the second arrives.',
    reaches: settled,
    behaviour: { bank: [[failed('transient')], [credited]] },
  },
  {
    name: 'Passing trouble twice',
    tag: 'bank-transient-twice',
    bank: true,
    happens: 'The same, but the second transfer fails, too; the third arrives.',
    reaches: settled,
    behaviour: { bank: [[failed('transient')], [failed('transient')], [credited]] },
  },
  {
    name: 'Passing trouble for ever',
    tag: 'bank-transient-always',
    bank: true,
    happens: 'Every transfer fails for a passing trouble, and its money is back each time.',
    reaches: attention('resends-used-up'),
    behaviour: { bank: [[failed('transient')]] },
  },
  {
    name: 'Money back later',
    tag: 'bank-funds-late',
    bank: true,
    happens:
      'The first transfer fails, its money is back only later, which the bank says by the same report once more; the second arrives.',
    reaches: settled,
    behaviour: {
      bank: [[failedWithoutFunds('transient'), { ...failed('transient'), delay: 'bankSecondWord' }], [credited]],
    },
  },
  {
    name: 'Money not back',
    tag: 'bank-funds-missing',
    bank: true,
    happens: 'The transfer fails for a passing trouble, and its money never comes back.',
    reaches: attention('funds-not-returned'),
    behaviour: { bank: [[failedWithoutFunds('transient')]] },
  },
  {
    name: 'Another amount',
    tag: 'bank-amount-differs',
    bank: true,
    happens: 'The bank reports that a cent less arrived than was sent.',
    reaches: attention('bank-report-mismatch'),
    behaviour: { bank: [[{ ...credited, amount: 'short' }]] },
  },
  {
    name: 'Attempt not named',
    tag: 'bank-attempt-unclear',
    bank: true,
    happens: 'The first transfer fails; after the second was sent, the bank reports a credit without saying of which.',
    reaches: attention('bank-report-mismatch'),
    behaviour: { bank: [[failed('transient')], [{ delay: 'bankCredit', says: 'credited', unnamed: true }]] },
  },
  {
    name: 'Credit after failure',
    tag: 'bank-credit-after-failure',
    bank: true,
    happens: 'The transfer fails and its money is back; before it is sent again, it arrives after all.',
    reaches: attention('credited-after-failure'),
    behaviour: { bank: [[failed('transient'), { ...credited, delay: 'bankSecondWord' }], [credited]] },
  },
  {
    name: 'Credit after a re-send',
    tag: 'bank-credit-after-resend',
    bank: true,
    happens:
      'The first transfer fails and its money is back; once the second is under way, the first arrives after all.',
    reaches: attention('double-payment'),
    behaviour: { bank: [[failed('transient')], [{ ...credited, attempt: 1 }]] },
  },
  {
    name: 'Failure of an earlier one',
    tag: 'bank-failure-of-earlier',
    bank: true,
    happens:
      'The first transfer fails; once the second is under way, the bank says of the first that it came back for another reason.',
    reaches: attention('earlier-transfer-reported'),
    behaviour: { bank: [[failed('transient')], [lateReturn]] },
  },
  {
    name: 'Return after credit',
    tag: 'bank-failure-after-credit',
    bank: true,
    happens:
      'The first transfer arrives, and comes back for a passing trouble, with its money, while the return is watched; the second arrives.',
    reaches: settled,
    behaviour: { bank: [[credited, returned('transient')], [credited]] },
  },
  {
    name: 'Late word of an earlier credit',
    tag: 'bank-late-credit-before',
    bank: true,
    happens:
      'The first transfer arrives, of which nothing is heard until it has come back; then its credit is reported, dated before the return. The second arrives.',
    reaches: settled,
    behaviour: { bank: [[creditedInSilence, returned('transient'), earlierCredit], [credited]] },
  },
  {
    name: 'Repeated report',
    tag: 'bank-repeats',
    bank: true,
    happens: 'The bank reports the credit three times, in one message.',
    reaches: settled,
    behaviour: { bank: [[{ ...credited, times: 3 }]] },
  },
  {
    name: 'Balance too small',
    tag: 'balance-short',
    bank: true,
    happens:
      "The first transfer fails; the partner's balance covers no payment to this customer until it is changed by hand. The second arrives.",
    reaches: attention('balance-short', 'retrying-bank-transfer'),
    behaviour: { bank: [[failed('transient')], [credited]], balance: 'short' },
  },
  {
    name: 'Answer to a payment lost',
    tag: 'payment-answer-lost',
    bank: true,
    happens:
      'The first transfer fails; the payment is accepted, and the connection is reset before the answer. The second arrives.',
    reaches: settled,
    also: ['fault-payment-reset-after'],
    behaviour: { bank: [[failed('transient')], [credited]] },
  },
  {
    name: 'Silent payment',
    tag: 'payment-silent',
    bank: true,
    happens: 'The first transfer fails; the payment stays PROCESSING, and nobody reports anything.',
    reaches: attention('payment-not-confirmed'),
    behaviour: { bank: [[failed('transient')], []] },
  },
  {
    name: 'Payment settled, bank silent',
    tag: 'payment-settled',
    bank: true,
    happens: 'The first transfer fails; the second arrives, of which only the provider tells.',
    reaches: settledByProvider,
    behaviour: { bank: [[failed('transient')], [creditedInSilence]] },
  },
  ...bankRefusals,
] as const satisfies readonly Scenario[];

export type BankScenarioTag = (typeof bankScenarios)[number]['tag'];
