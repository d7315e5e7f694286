import type { DelayName } from './delays';

/** What can differ from one customer's journey to another's. */
export interface Behaviour {
  customerReview: 'approve' | 'reject' | 'never';
  customerReviewDelay: DelayName;
  rejectionRemark: string;
  /** `contract`: as the contract has it, which is at once under the guide. */
  address: 'contract' | 'later';
  deposit: 'arrives' | 'never';
  depositAmount: string;
  bankReport: 'sent' | 'never';
}

/** A journey that is asked for with a tag in the customer's e-mail, such as `ana+kyc-rejected@example.com`. */
export interface Scenario {
  name: string;
  tag: string;
  /** What the simulator does, in words. */
  happens: string;
  /** Where an order is expected to end: its last stage, and the outcome with its evidence if there is one. */
  reaches: { stage: string; outcome: string };
  behaviour: Partial<Behaviour>;
}

export const usualBehaviour: Behaviour = {
  customerReview: 'approve',
  customerReviewDelay: 'customerReview',
  rejectionRemark: 'The identity document could not be read.',
  address: 'contract',
  deposit: 'arrives',
  depositAmount: '250.00',
  bankReport: 'sent',
};

/** The one table of scenarios; README.md shows the same rows. */
export const scenarios = [
  {
    name: 'Happy path',
    tag: 'happy',
    happens:
      'The customer is approved, one deposit arrives, is traded and reaches the bank. Also what happens without a tag.',
    reaches: { stage: 'watching-for-return', outcome: 'settled (bank-report)' },
    behaviour: {},
  },
  {
    name: 'Customer rejected',
    tag: 'kyc-rejected',
    happens: 'The customer is rejected, with a remark.',
    reaches: { stage: 'awaiting-customer-approval', outcome: 'rejected' },
    behaviour: { customerReview: 'reject' },
  },
  {
    name: 'Slow approval',
    tag: 'kyc-slow',
    happens: 'The approval takes ten times as long; then as on the happy path.',
    reaches: { stage: 'watching-for-return', outcome: 'settled (bank-report)' },
    behaviour: { customerReviewDelay: 'slowCustomerReview' },
  },
  {
    name: 'No decision',
    tag: 'kyc-silent',
    happens: 'The customer stays PENDING for ever.',
    reaches: { stage: 'awaiting-customer-approval', outcome: 'expired' },
    behaviour: { customerReview: 'never' },
  },
  {
    name: 'No deposit',
    tag: 'no-deposit',
    happens: 'The address is handed out and nothing is sent to it.',
    reaches: { stage: 'awaiting-deposit', outcome: 'expired' },
    behaviour: { deposit: 'never' },
  },
  {
    name: 'Address later',
    tag: 'address-later',
    happens: 'The deposit address is PENDING at first, then VERIFIED with a webhook; then as on the happy path.',
    reaches: { stage: 'watching-for-return', outcome: 'settled (bank-report)' },
    behaviour: { address: 'later' },
  },
  {
    name: 'Silent bank',
    tag: 'bank-silent',
    happens: 'The money reaches the bank account, but nobody reports it.',
    reaches: { stage: 'watching-for-return', outcome: 'settled (window-elapsed)' },
    behaviour: { bankReport: 'never' },
  },
] as const satisfies readonly Scenario[];

export type ScenarioTag = (typeof scenarios)[number]['tag'];
