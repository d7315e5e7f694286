import { depositDetail, paymentDetail, tradeDetail } from './details';
import type { Deposit, Flow, Payment, Trade } from './objects';
import type { Records } from './records';

// Documented: these lists leave out the very ids one would join by, so that callers must read the details.

/** No addresses or accounts, only their ids. */
export function flowItem(flow: Flow) {
  return {
    id: flow.id,
    type: 'OFFRAMP',
    from: flow.depositAddressId,
    to: flow.bankAccountId,
    status: flow.status,
    createTime: flow.createdAt,
  };
}

/** No deposit address. */
export function depositItem(deposit: Deposit, records: Records) {
  const { receiverDepositAddress: _address, type: _type, ...item } = depositDetail(deposit, records);
  return { ...item, customerName: records.customers.require(deposit.customerId).name };
}

/** No deposit and no customer. */
export function tradeItem(trade: Trade, records: Records) {
  const { deposit: _deposit, ...item } = tradeDetail(trade, records);
  return item;
}

/** No reference, and of the account only the holder. */
export function paymentItem(payment: Payment, records: Records) {
  const { id, status, bankAccount, ...detail } = paymentDetail(payment, records);
  const { deductAmount, deductCurrency, receivedAmount, receivedCurrency, createTime } = detail;
  return {
    ...{ id, status, beneficiaryName: bankAccount.beneficiaryName },
    ...{ deductAmount, deductCurrency, receivedAmount, receivedCurrency, createTime },
  };
}
