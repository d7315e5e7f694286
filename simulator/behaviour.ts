import { credited } from './bank-script';
import type { BankScript } from './bank-script';
import type { DelayName } from './delays';
import type { Customer } from './objects';

/** What can differ from one customer's journey to another's. */
export interface Behaviour {
  customerReview: 'approve' | 'reject' | 'delete' | 'never';
  customerReviewDelay: DelayName;
  rejectionRemark: string;
  /**
   * `contract`: as the contract has it, which is at once under the guide. `misprinted`: the same, with a broken
   * checksum. The others are PENDING first, whatever the contract.
   */
  address: 'contract' | 'misprinted' | 'later' | 'rejected' | 'silent';
  flow: 'stays' | 'disabled';
  deposit: 'arrives' | 'never';
  depositAmount: string;
  depositToken: 'agreed' | 'other';
  secondDeposit: 'arrives' | 'never';
  secondDepositAmount: string;
  depositReview: 'approve' | 'hold' | 'reject';
  /** What becomes of a deposit that `depositReview` holds. */
  heldDepositReview: 'approve' | 'reject' | 'never';
  rejectedDeposit: 'stays' | 'refunded';
  trade: 'settles' | 'never' | 'canceled' | 'canceled-once';
  webhooks: 'sent' | 'lost';
  bank: BankScript;
  /** `short`: it covers no payment to this customer until somebody changes it by hand. */
  balance: 'enough' | 'short';
}

/** How the journey of a customer goes. */
export type BehaviourOf = (customer: Customer) => Behaviour;

export const usualBehaviour: Behaviour = {
  customerReview: 'approve',
  customerReviewDelay: 'customerReview',
  rejectionRemark: 'The identity document could not be read.',
  address: 'contract',
  flow: 'stays',
  deposit: 'arrives',
  depositAmount: '250.00',
  depositToken: 'agreed',
  secondDeposit: 'never',
  secondDepositAmount: '100.00',
  depositReview: 'approve',
  heldDepositReview: 'approve',
  rejectedDeposit: 'stays',
  trade: 'settles',
  webhooks: 'sent',
  bank: [[credited]],
  balance: 'enough',
};
