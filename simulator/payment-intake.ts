import { covers, takeFrom } from './balances';
import type { Bank } from './bank';
import type { BehaviourOf } from './behaviour';
import type { Occurrence } from './journey';
import type { BankAccount, Payment } from './objects';
import { resendNamedBy } from './payment-references';
import { paymentCost } from './rates';
import type { CryptoCurrency, PayoutCurrency } from './rates';
import type { Records } from './records';
import { Refusal } from './refusal';

export interface NewPayment {
  reference: string;
  amount: string;
  currency: PayoutCurrency;
  deductCurrency: CryptoCurrency;
  bankAccountId: string;
}

export interface PaymentEstimate {
  rate: string;
  deductAmount: string;
  bankCharge: string;
  account: BankAccount;
}

/** Payouts from the partner's balance. One with a reference that was there before is a second payment (assumed). */
export interface PaymentIntake {
  estimatePayment(payment: Omit<NewPayment, 'reference'>): PaymentEstimate;
  createPayment(payment: NewPayment): Payment;
}

export interface PaymentIntakeSettings {
  records: Records;
  bank: Bank;
  behaviourOf: BehaviourOf;
  follow: (occurrence: Occurrence) => void;
}

export function createPaymentIntake({ records, bank, behaviourOf, follow }: PaymentIntakeSettings): PaymentIntake {
  function estimatePayment({ bankAccountId, amount, currency, deductCurrency }: Omit<NewPayment, 'reference'>) {
    const account = records.bankAccounts.require(bankAccountId);
    if (account.currency !== currency) throw new Refusal('FAILED', `the bank account is not in ${currency}`);
    return { ...paymentCost(amount, deductCurrency, currency), account };
  }

  /** Takes the cost of a payment, or refuses it: `insufficient balance` is assumed, no document says how. */
  function deduct(account: BankAccount, currency: CryptoCurrency, amount: string): void {
    const customer = records.customers.require(account.customerId);
    const isChanged = (records.balances.get(currency)?.changedByHandAt ?? 0) > customer.sequence;
    const isShort = behaviourOf(customer).balance === 'short' && !isChanged;
    if (isShort || !covers(records, currency, amount)) throw new Refusal('FAILED', `insufficient ${currency} balance`);
    takeFrom(records, currency, amount);
  }

  return {
    estimatePayment,

    createPayment(created) {
      const { account, ...cost } = estimatePayment(created);
      deduct(account, created.deductCurrency, cost.deductAmount);
      const payment = records.payments.put({ ...records.stamp(), ...created, ...cost, status: 'PROCESSING' });
      records.accept('payment', payment.id, payment.reference);
      const resend = resendNamedBy(payment.reference, records);
      if (resend) bank.queue(resend.trade, payment.bankAccountId, { payment, attempt: resend.attempt });
      else follow({ happened: 'payment-created', payment });
      return payment;
    },
  };
}
