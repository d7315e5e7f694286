import type { Contract } from './contracts';
import type { BankAccount, Customer, Deposit, DepositAddress, Flow, Payment, Trade } from './objects';
import type { Records } from './records';

// The shapes of the detail endpoints, which webhooks carry too. Lists leave out what `list-items.ts` says.

export function customerDetail(customer: Customer, contract: Contract) {
  return {
    id: customer.id,
    realName: customer.name,
    email: customer.email,
    externalId: customer.externalId,
    isIndividual: customer.isIndividual,
    status: contract.customerStatus(customer.status),
    remark: customer.remark,
    createTime: customer.createdAt,
  };
}

/** Neither IBAN nor holder is echoed (documented), so an account known only by its IBAN cannot be recognised. */
export function bankAccountDetail(account: BankAccount) {
  return {
    id: account.id,
    customerId: account.customerId,
    currency: account.currency,
    bankName: account.bankName,
    accountNo: account.details.accountNo,
    swift: account.details.swift,
    createTime: account.createdAt,
    updateTime: account.createdAt,
  };
}

export function depositAddressDetail(address: DepositAddress) {
  return {
    id: address.id,
    customerId: address.customerId,
    status: address.status,
    address: shownAddress(address),
    network: address.network,
    currency: address.currency,
  };
}

/** Null until the address is VERIFIED (documented). */
export function shownAddress(address: DepositAddress): string | null {
  return address.status === 'VERIFIED' ? address.address : null;
}

export function flowDetail(flow: Flow, records: Records) {
  return {
    id: flow.id,
    type: 'OFFRAMP',
    fromDepositAddress: depositAddressDetail(records.depositAddresses.require(flow.depositAddressId)),
    toBankAccount: bankAccountDetail(records.bankAccounts.require(flow.bankAccountId)),
    fromVirtualAccount: null,
    toCryptoAddress: null,
    status: flow.status,
    createTime: flow.createdAt,
  };
}

export function depositDetail(deposit: Deposit, records: Records) {
  const receiver = depositAddressDetail(records.depositAddresses.require(deposit.depositAddressId));
  return {
    id: deposit.id,
    customerId: deposit.customerId,
    type: 'CRYPTO',
    currency: deposit.currency,
    amount: deposit.amount,
    receiverDepositAddress: { ...receiver, network: deposit.network ?? receiver.network },
    txid: deposit.txid,
    voutIndexTxKey: `${deposit.txid}:0`,
    txFrom: deposit.txFrom,
    txReference: null,
    status: deposit.status,
    timestamp: deposit.depositedAt ?? deposit.createdAt,
  };
}

export function tradeDetail(trade: Trade, records: Records) {
  const deposit = records.deposits.require(trade.depositId);
  return {
    id: trade.id,
    fromAmount: trade.fromAmount,
    fromCurrency: trade.fromCurrency,
    toAmount: trade.toAmount,
    toCurrency: trade.toCurrency,
    status: trade.status,
    createTime: trade.createdAt,
    deposit: { id: deposit.id, customerName: records.customers.require(deposit.customerId).name },
  };
}

/** Neither the account's id nor the customer, and a time without a zone (documented). */
export function paymentDetail(payment: Payment, records: Records) {
  const account = records.bankAccounts.require(payment.bankAccountId);
  const { details, bankName } = account;
  return {
    id: payment.id,
    status: payment.status,
    rate: payment.rate,
    deductAmount: payment.deductAmount,
    deductCurrency: payment.deductCurrency,
    receivedCurrency: payment.currency,
    receivedAmount: payment.amount,
    bankCharge: payment.bankCharge,
    reference: payment.reference,
    createTime: zonelessTime(payment.createdAt),
    bankAccount: {
      bankName,
      accountNo: details.accountNo,
      swift: details.swift,
      beneficiaryName: holderOf(account, records),
      beneficiaryAddress: details.beneficiaryAddress,
    },
  };
}

/** Whose account it is said to be, by either contract's name for that; the customer's own unless told (assumed). */
export function holderOf({ details, customerId }: BankAccount, records: Records): string {
  return details.beneficiaryName ?? details.accountName ?? records.customers.require(customerId).name;
}

/** In UTC (assumed). */
function zonelessTime(moment: string): string {
  return moment.slice(0, 19).replace('T', ' ');
}
