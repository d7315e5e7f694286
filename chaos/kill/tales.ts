import { scenarios, type ScenarioTag } from '../../simulator';
import type { OfframpOrder } from '../../src/signals/offramp-order';
import { expectedOf, type Expected } from './expected';

/** What an operator does for an order that stands still in a tale. */
export type OperatorAnswer =
  /** Gives the other account that the customer has named. */
  | 'replace-account'
  /** Has it sent once more. */
  | 'retry'
  /** Records that the customer has their crypto back. */
  | 'refund'
  /** Records what became of the payout, and closes the order. */
  | 'dispose';

/** What becomes of a customer, and of the order with it. */
export interface Tale {
  /** Of the simulator's scenarios. */
  readonly tag: ScenarioTag;
  /** How often it is drawn, beside the others. */
  readonly share: number;
  /** Where the order's silence has to mean something within the run. */
  readonly deadlines?: NonNullable<OfframpOrder['deadlines']>;
  readonly answer?: OperatorAnswer;
  /** Days have to pass for it: the order's clock is moved on once all is quiet. */
  readonly takesDays?: true;
  /** Where its order is to stand in the end. */
  readonly expected: Expected;
  /** Whether money is sent again in it, so that a payment may be hit. */
  readonly sendsAgain: boolean;
}

interface Told extends Partial<Pick<Tale, 'share' | 'deadlines' | 'answer' | 'takesDays'>> {
  /** Where an operator's answer leads, if it is not where the simulator's table says. */
  readonly leadsTo?: Expected;
}

const soon = '6 seconds';
const settled: Expected = { is: 'settled' };
const endedAt = (stage: string): Expected => ({ is: 'ended', stage });
const refundedAt = (stage: string): Told => ({ answer: 'refund', leadsTo: endedAt(stage) });
const replaced: Told = { answer: 'replace-account', leadsTo: settled };
const sentOnceMore: Told = { answer: 'retry', leadsTo: settled };
const disposed: Told = { answer: 'dispose', leadsTo: endedAt('awaiting-bank-transfer') };
/** Drawn for nobody: it is told once, where there is room for every tale. */
const waits: Told = { share: 0 };

/**
 * Every scenario of the simulator but two, in which the bank itself pays twice: the provider's books cannot tell that
 * from a worker that does, and `double-payment` plays them.
 */
const told: Readonly<Partial<Record<ScenarioTag, Told>>> = {
  happy: { share: 20 },
  'kyc-rejected': { share: 2 },
  'kyc-deleted': {},
  'kyc-slow': { share: 2 },
  'kyc-silent': { deadlines: { customerApproval: soon } },
  'address-later': { share: 4 },
  'address-rejected': {},
  'address-silent': { ...waits, deadlines: { depositAddress: soon } },
  'address-invalid': waits,
  'no-deposit': { share: 2, deadlines: { deposit: soon } },
  'deposit-small': { ...refundedAt('awaiting-trade'), deadlines: { trade: soon } },
  'deposit-wrong-token': refundedAt('confirming-deposit'),
  'deposit-held': { share: 2 },
  'deposit-held-silent': waits,
  'deposit-held-rejected': refundedAt('confirming-deposit'),
  'deposit-rejected': refundedAt('confirming-deposit'),
  'deposit-refunded': { share: 2 },
  'flow-disabled': { ...refundedAt('awaiting-trade'), deadlines: { trade: soon } },
  'trade-canceled': refundedAt('awaiting-trade-settlement'),
  'trade-canceled-again': { share: 2 },
  'second-deposit': { share: 4 },
  'webhooks-lost': { share: 2 },
  'bank-silent': { takesDays: true },
  'bank-transient': { share: 5 },
  'bank-transient-twice': { share: 4 },
  'bank-transient-always': waits,
  'bank-funds-late': { share: 2 },
  'bank-funds-missing': waits,
  'bank-amount-differs': waits,
  'bank-attempt-unclear': waits,
  'bank-failure-of-earlier': waits,
  'bank-failure-after-credit': { share: 2 },
  'bank-late-credit-before': {},
  'bank-repeats': { share: 2 },
  'balance-short': waits,
  'payment-answer-lost': { share: 2 },
  'payment-silent': { ...waits, takesDays: true },
  'payment-settled': { share: 2 },
  'bank-account-closed': replaced,
  'bank-account-invalid': replaced,
  'bank-name-mismatch': replaced,
  'bank-blocked': disposed,
  'bank-deceased': disposed,
  'bank-regulatory': disposed,
  'bank-duplicate': disposed,
  'bank-recalled': disposed,
  'bank-our-format': sentOnceMore,
  'bank-unspecified': sentOnceMore,
  'bank-unknown-code': sentOnceMore,
  'bank-unknown-outcome': waits,
  'bank-notification': waits,
};

/** Those of the simulator's scenarios that are not told here. */
export const leftOut: readonly ScenarioTag[] = ['bank-credit-after-failure', 'bank-credit-after-resend'];

export const tales: readonly Tale[] = scenarios.flatMap((scenario) => {
  const { leadsTo, ...given } = told[scenario.tag] ?? {};
  if (leftOut.includes(scenario.tag)) return [];
  const sendsAgain = 'bank' in scenario;
  return [{ tag: scenario.tag, share: 1, sendsAgain, expected: leadsTo ?? expectedOf(scenario.reaches), ...given }];
});
