/** The events a partner can subscribe to. The simulator does not send all of them. */
export const eventNames = [
  'CUSTOMER_APPROVED',
  'CUSTOMER_REJECTED',
  'CUSTOMER_DELETED',
  'DEPOSIT_ADDRESS_APPROVED',
  'DEPOSIT_ADDRESS_REJECTED',
  'DEPOSIT_RECEIVED',
  'DEPOSIT_APPROVED',
  'DEPOSIT_REJECTED',
  'TRADE_CREATED',
  'TRADE_SETTLED',
  'PAYMENT_SETTLED',
  'VIRTUAL_ACCOUNT_APPROVED',
  'VIRTUAL_ACCOUNT_REJECTED',
] as const;

export type EventName = (typeof eventNames)[number];
