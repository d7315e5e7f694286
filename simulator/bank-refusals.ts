import { credited, failed } from './bank-script';
import { attention } from './scenario';
import type { Scenario } from './scenario';

/** Every reason that a bank can give for not crediting a transfer, but a passing trouble. Part of the one table. */
export const bankRefusals = [
  {
    name: 'Account closed',
    tag: 'bank-account-closed',
    bank: true,
    happens: 'The bank has closed the account; the money is back.',
    reaches: attention('bank-account-refused'),
    behaviour: { bank: [[failed('account-closed')], [credited]] },
  },
  {
    name: 'Account invalid',
    tag: 'bank-account-invalid',
    bank: true,
    happens: 'The bank knows no such account; the money is back.',
    reaches: attention('bank-account-refused'),
    behaviour: { bank: [[failed('account-invalid')], [credited]] },
  },
  {
    name: 'Another name',
    tag: 'bank-name-mismatch',
    bank: true,
    happens:
      "The account is another's than the holder named; outside GBP, which alone has a code for it, as an invalid account.",
    reaches: attention('bank-account-refused'),
    behaviour: { bank: [[failed('name-mismatch')], [credited]] },
  },
  {
    name: 'Account blocked',
    tag: 'bank-blocked',
    bank: true,
    happens: 'The bank has blocked the account; the money is back.',
    reaches: attention('bank-transfer-held'),
    behaviour: { bank: [[failed('blocked')], [credited]] },
  },
  {
    name: 'Customer deceased',
    tag: 'bank-deceased',
    bank: true,
    happens: 'The bank says that the customer has died; the money is back.',
    reaches: attention('bank-transfer-held'),
    behaviour: { bank: [[failed('deceased')], [credited]] },
  },
  {
    name: 'Regulatory refusal',
    tag: 'bank-regulatory',
    bank: true,
    happens:
      'The bank refuses for regulatory reasons, or as a blocked account where there is no code; the money is back.',
    reaches: attention('bank-transfer-held'),
    behaviour: { bank: [[failed('regulatory')], [credited]] },
  },
  {
    name: 'Duplicate at the bank',
    tag: 'bank-duplicate',
    bank: true,
    happens:
      'The bank takes the transfer for a duplicate, or for one to a blocked account where there is no code; the money is back.',
    reaches: attention('bank-transfer-held'),
    behaviour: { bank: [[failed('duplicate')], [credited]] },
  },
  {
    name: 'Recalled',
    tag: 'bank-recalled',
    bank: true,
    happens: 'The transfer comes back as one that was recalled, with its money.',
    reaches: attention('bank-transfer-held'),
    behaviour: { bank: [[failed('recalled')], [credited]] },
  },
  {
    name: 'Refused as malformed',
    tag: 'bank-our-format',
    bank: true,
    happens: 'The bank cannot read the transfer; the money is back.',
    reaches: attention('bank-transfer-unclear'),
    behaviour: { bank: [[failed('our-format')], [credited]] },
  },
  {
    name: 'No reason given',
    tag: 'bank-unspecified',
    bank: true,
    happens: 'The bank gives no reason, or none in particular; the money is back.',
    reaches: attention('bank-transfer-unclear'),
    behaviour: { bank: [[failed('unspecified')], [credited]] },
  },
  {
    name: 'Unknown code',
    tag: 'bank-unknown-code',
    bank: true,
    happens: 'The bank gives a code that is in no list; the money is back.',
    reaches: attention('bank-transfer-unclear'),
    behaviour: { bank: [[failed('unknown-code')], [credited]] },
  },
  {
    name: 'Unknown outcome',
    tag: 'bank-unknown-outcome',
    bank: true,
    happens:
      'The bank reports a failure whose code says that the outcome is not known; the transfer is still under way.',
    reaches: attention('bank-transfer-unclear'),
    behaviour: { bank: [[{ delay: 'bankCredit', because: 'unknown-outcome', says: 'failed' }], [credited]] },
  },
  {
    name: 'Notification of change',
    tag: 'bank-notification',
    bank: true,
    happens:
      'The money arrives, and the bank reports a failure by a code that only asks for newer details; outside USD, which alone has such codes, without a reason in particular.',
    reaches: attention('bank-transfer-unclear'),
    behaviour: { bank: [[{ ...credited, because: 'notification-of-change', says: 'failed' }], [credited]] },
  },
] as const satisfies readonly Scenario[];
