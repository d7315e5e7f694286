/**
 * Why an order may stand still, with the sentence that an operator reads. An order that needs attention waits as long
 * as it takes: nothing is given up because nobody looked.
 */
export const attentionReasons = {
  'provider-unavailable': 'The provider did not answer for a long time.',
  'provider-refused': 'The provider refuses this request and would refuse it again.',
  'unsupported-by-contract': "The provider's contract in use (COINUT_CONTRACT) has no way to ask for this.",
  'insufficient-funds': 'The provider says that a balance does not cover this request; nothing was done.',
  'invalid-address': 'The provider says that an address in this request is invalid; nothing was done.',
  'bank-account-unusable': "The bank account named in the order is another customer's or held in another currency.",
  'address-pays-elsewhere': "The customer's deposit address pays to another bank account too; nobody was shown it.",
  'provider-credentials': 'The provider refuses our credentials.',
  'outcome-unknown': 'It is not known whether the provider carried out a request of ours.',
  'another-order-first': 'Another order of the same customer is being set up and comes first.',
  'contradictory-facts': 'The provider says two things that cannot both be true.',
  'deposit-address-silent': 'The deposit address has not come in time.',
  'deposit-address-invalid': 'The provider gave a deposit address that fails its checks; nobody was shown it.',
  'confirmation-silent': 'The deposit has not been confirmed in time.',
  'deposit-held': 'The provider holds the deposit for review and needs something from us.',
  'deposit-rejected': 'The provider rejected the deposit; where the money is has to be found out.',
  'deposit-below-minimum': 'The deposit is smaller than the minimum; the provider may not trade it.',
  'deposit-above-maximum': 'The deposit is larger than the maximum; the provider may not trade it.',
  'deposit-wrong-currency': 'Another token came than the order is for.',
  'deposit-wrong-network': 'The deposit came on another network than the order is for.',
  'flow-disabled': 'The flow is switched off at the provider, so deposits are not converted.',
  'trade-silent': 'The deposit is confirmed, but no trade has been made in time.',
  'trade-settlement-silent': 'The trade has not been settled in time.',
  'trade-canceled': 'The provider canceled the trade.',
  'payout-unknown': 'The trade is settled, but the provider does not say for how much.',
  'payout-unexpected': 'The trade paid out in another currency than the order is for.',
  'several-trades': 'The provider made more than one trade of the deposit.',
  'bank-transfer-held': "The bank's reason forbids sending the money again: a person has to see what becomes of it.",
  'bank-transfer-unclear': 'The transfer failed or came back, and the reason does not say whether to send it again.',
  'funds-not-returned': 'The transfer failed or came back, but the money is not known to be back with us.',
  'bank-account-refused': 'The bank does not pay to this account; the customer has to name another one.',
  'resends-used-up': 'The money has been sent as often as it may be, and came back each time.',
  'resend-limit': 'The money could not be sent again within the days allowed for it.',
  'resend-above-limit': 'Sending it again would exceed what one order may send again (AUTO_RESEND_MAX).',
  'resend-too-dear': 'The provider would charge more for sending it again than is allowed (MAX_RESEND_COST).',
  'resend-unsupported':
    'The provider has no payments in this currency: send the money from elsewhere, then confirm it.',
  'send-guard-refused': 'The order refuses again and again to let the payment go that it wants to send.',
  'payment-not-confirmed': 'The provider does not say that the payment is made, though it should have arrived.',
  'payouts-paused': 'Payouts are paused (PAYOUTS_PAUSED); nothing is sent again until they are not.',
  'balance-short': "The partner's balance at the provider does not cover sending the money again.",
  'customer-not-approved': 'The provider no longer approves of the customer, so nothing is sent to them.',
  'earlier-transfer-alive': 'An earlier transfer of this money is not known to have failed, so it is not sent again.',
  'earlier-transfer-reported': 'A bank says something new of a transfer that was given up when the next one was sent.',
  'credited-after-failure': 'A transfer is said to have failed and to have arrived, and not in that order.',
  'payment-outcome-unknown': 'It is not known whether the provider took the payment on; it is not sent again.',
  'money-not-received': 'The money should have arrived, and the customer does not have it.',
  'double-payment': 'An earlier transfer is said to have arrived although another one was sent after it.',
  'bank-report-mismatch': 'A bank report names another trade, attempt, amount or currency than this order.',
  'money-unaccounted': 'Money of this order is not accounted for: what came in is not what has gone out.',
  'unmatched-webhook': 'No order is known by this event of the provider or report of a bank.',
  'bank-calendar-missing': 'No bank calendar covers the dates of this transfer.',
  'unexpected-failure': 'Something failed that this order has no answer to.',
} as const satisfies Readonly<Record<string, string>>;

/** Stands in the place of a reason where an order needs nobody yet: what it waits for is late, at the provider too. */
export const overdue = 'overdue';

export type AttentionReason = keyof typeof attentionReasons;
