import { bankScenarios } from './bank-scenarios';
import { creditedInSilence } from './bank-script';
import type { Scenario } from './scenario';

const settled = { stage: 'watching-for-return', outcome: 'settled (bank-report)' };

/** What the provider and the customer can do, up to the transfer. Part of the one table of scenarios. */
export const providerScenarios = [
  {
    name: 'Happy path',
    tag: 'happy',
    happens:
      'The customer is approved, one deposit arrives, is traded and reaches the bank. Also what happens without a tag.',
    reaches: settled,
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
    name: 'Customer deleted',
    tag: 'kyc-deleted',
    happens: 'The customer is deleted instead of approved.',
    reaches: { stage: 'awaiting-customer-approval', outcome: 'rejected' },
    behaviour: { customerReview: 'delete' },
  },
  {
    name: 'Slow approval',
    tag: 'kyc-slow',
    happens: 'The approval takes ten times as long; then as on the happy path.',
    reaches: settled,
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
    name: 'Address later',
    tag: 'address-later',
    happens: 'The deposit address is PENDING at first, then VERIFIED with a webhook; then as on the happy path.',
    reaches: settled,
    behaviour: { address: 'later' },
  },
  {
    name: 'Address rejected',
    tag: 'address-rejected',
    happens: 'The deposit address is PENDING at first, then REJECTED.',
    reaches: { stage: 'awaiting-deposit-address', outcome: 'rejected' },
    behaviour: { address: 'rejected' },
  },
  {
    name: 'No address',
    tag: 'address-silent',
    happens: 'The deposit address stays PENDING for ever.',
    reaches: {
      stage: 'awaiting-deposit-address',
      outcome: 'attention (deposit-address-silent)',
    },
    behaviour: { address: 'silent' },
  },
  {
    name: 'Misprinted address',
    tag: 'address-invalid',
    happens: 'The deposit address that is handed out has a broken checksum; nothing is sent to it.',
    reaches: { stage: 'awaiting-deposit-address', outcome: 'attention (deposit-address-invalid)' },
    behaviour: { address: 'misprinted', deposit: 'never' },
  },
  {
    name: 'No deposit',
    tag: 'no-deposit',
    happens: 'The address is handed out and nothing is sent to it.',
    reaches: { stage: 'awaiting-deposit', outcome: 'expired' },
    behaviour: { deposit: 'never' },
  },
  {
    name: 'Small deposit',
    tag: 'deposit-small',
    happens: 'A deposit of 1.00 arrives and is confirmed, but never traded.',
    reaches: { stage: 'awaiting-trade', outcome: 'attention (trade-silent)' },
    behaviour: { depositAmount: '1.00', trade: 'never' },
  },
  {
    name: 'Wrong token',
    tag: 'deposit-wrong-token',
    happens: 'The deposit is of the other token (USDC for USDT); it is confirmed, but never traded.',
    reaches: { stage: 'confirming-deposit', outcome: 'attention (deposit-wrong-currency)' },
    behaviour: { depositToken: 'other', trade: 'never' },
  },
  {
    name: 'Deposit held',
    tag: 'deposit-held',
    happens: 'The deposit is ACTION_REQUIRED for a while, which no event tells, then approved; then as usual.',
    reaches: settled,
    behaviour: { depositReview: 'hold' },
  },
  {
    name: 'Deposit held, then rejected',
    tag: 'deposit-held-rejected',
    happens: 'The deposit is ACTION_REQUIRED for a while, which no event tells, then rejected.',
    reaches: { stage: 'confirming-deposit', outcome: 'attention (deposit-rejected)' },
    behaviour: { depositReview: 'hold', heldDepositReview: 'reject' },
  },
  {
    name: 'Deposit held for ever',
    tag: 'deposit-held-silent',
    happens: 'The deposit is ACTION_REQUIRED, which no event tells, until somebody decides on it by hand.',
    reaches: { stage: 'confirming-deposit', outcome: 'attention (deposit-held)' },
    behaviour: { depositReview: 'hold', heldDepositReview: 'never' },
  },
  {
    name: 'Deposit rejected',
    tag: 'deposit-rejected',
    happens: 'The deposit is rejected, and nothing says where the money is.',
    reaches: { stage: 'confirming-deposit', outcome: 'attention (deposit-rejected)' },
    behaviour: { depositReview: 'reject' },
  },
  {
    name: 'Deposit refunded',
    tag: 'deposit-refunded',
    happens: 'The deposit is rejected, and later REFUNDED, which no event tells.',
    reaches: { stage: 'confirming-deposit', outcome: 'refunded' },
    behaviour: { depositReview: 'reject', rejectedDeposit: 'refunded' },
  },
  {
    name: 'Flow disabled',
    tag: 'flow-disabled',
    happens: 'The flow is disabled before the deposit arrives, which is confirmed, but never traded.',
    reaches: { stage: 'awaiting-trade', outcome: 'attention (flow-disabled)' },
    behaviour: { flow: 'disabled' },
  },
  {
    name: 'Trade canceled',
    tag: 'trade-canceled',
    happens: 'The trade is CANCELED, which no event tells, and no other is made.',
    reaches: { stage: 'awaiting-trade-settlement', outcome: 'attention (trade-canceled)' },
    behaviour: { trade: 'canceled' },
  },
  {
    name: 'Trade canceled and made again',
    tag: 'trade-canceled-again',
    happens: 'The trade is CANCELED, which no event tells; a second trade of the deposit settles.',
    reaches: settled,
    behaviour: { trade: 'canceled-once' },
  },
  {
    name: 'Second deposit',
    tag: 'second-deposit',
    happens: 'Later another deposit, of 100.00, arrives at the same address, is traded and reaches the bank, too.',
    reaches: settled,
    behaviour: { secondDeposit: 'arrives' },
  },
  {
    name: 'Webhooks lost',
    tag: 'webhooks-lost',
    happens: 'As on the happy path, but no webhook of this customer is ever sent; the bank still reports.',
    reaches: settled,
    behaviour: { webhooks: 'lost' },
  },
  {
    name: 'Silent bank',
    tag: 'bank-silent',
    happens: 'The money reaches the bank account, but nobody reports it.',
    reaches: { stage: 'watching-for-return', outcome: 'settled (window-elapsed)' },
    behaviour: { bank: [[creditedInSilence]] },
  },
] as const satisfies readonly Scenario[];

/** The one table of scenarios; README.md shows the same rows. */
export const scenarios = [...providerScenarios, ...bankScenarios] as const;

export type ScenarioTag = (typeof scenarios)[number]['tag'];
