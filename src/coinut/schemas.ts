import { z } from 'zod';
import { compact, named, text, upperCase, type Compact } from './schema-fields';

/**
 * The provider's objects as we read them, whichever of its documents a deployment follows: results at top level or
 * under `data`, unknown fields ignored, unknown statuses kept, every field but the id optional (docs/provider.md).
 */
export const customerSchema = z
  .object({ customerId: text, id: text, status: text, externalId: text, createTime: text })
  .transform(({ customerId, id, ...rest }) => compact({ ...rest, id: customerId ?? id }));

export const bankAccountSchema = z
  .object({
    bankAccountId: text,
    id: text,
    customerId: text,
    currency: text,
    bankName: text,
    accountNo: text,
    iban: text,
    swift: text,
  })
  .transform(({ bankAccountId, id, ...rest }) => compact({ ...rest, id: bankAccountId ?? id }));

export const depositAddressSchema = z
  .object({
    depositAddressId: text,
    id: text,
    customerId: text,
    address: text,
    network: upperCase,
    currency: text,
    status: text,
    memo: text,
    tag: text,
  })
  .transform(({ depositAddressId, id, memo, tag, ...rest }) =>
    compact({ ...rest, id: depositAddressId ?? id, memo: memo ?? tag }),
  );

/** The guide gives the address as plain text, other documents as an object. */
const addressOrText = z
  .preprocess((value) => (typeof value === 'string' ? { address: value } : value), depositAddressSchema.nullish())
  .transform((value) => value ?? undefined)
  .catch(undefined);

export const flowSchema = z
  .object({
    flowId: text,
    id: text,
    type: text,
    status: text,
    depositAddress: addressOrText,
    fromDepositAddress: addressOrText,
    depositAddressId: text,
    from: text,
    to: text,
    toBankAccount: named,
  })
  .transform(
    ({ flowId, id, depositAddress, fromDepositAddress, depositAddressId, from, to, toBankAccount, ...rest }) => {
      const addressId = depositAddressId ?? from;
      const named = addressId === undefined ? {} : { id: addressId };
      const address = { ...named, ...fromDepositAddress, ...depositAddress };
      return compact({
        ...rest,
        id: flowId ?? id,
        depositAddress: Object.keys(address).length > 0 ? address : undefined,
        bankAccountId: toBankAccount?.id ?? to,
      });
    },
  );

export const depositSchema = z
  .object({
    depositId: text,
    id: text,
    customerId: text,
    currency: text,
    network: upperCase,
    amount: text,
    status: text,
    txid: text,
    timestamp: text,
    address: text,
    depositAddressId: text,
    depositAddress: addressOrText,
    receiverDepositAddress: addressOrText,
  })
  .transform(
    ({
      depositId,
      id,
      customerId,
      network,
      address,
      depositAddressId,
      depositAddress,
      receiverDepositAddress,
      ...rest
    }) => {
      const receiver = { ...depositAddress, ...receiverDepositAddress };
      return compact({
        ...rest,
        id: depositId ?? id,
        customerId: customerId ?? receiver.customerId,
        depositAddressId: receiver.id ?? depositAddressId,
        address: receiver.address ?? address,
        network: receiver.network ?? network,
      });
    },
  );

export const tradeSchema = z
  .object({
    tradeId: text,
    id: text,
    status: text,
    depositId: text,
    deposit: named,
    fromAmount: text,
    fromCurrency: text,
    toAmount: text,
    toCurrency: text,
    createTime: text,
  })
  .transform(({ tradeId, id, depositId, deposit, ...rest }) =>
    compact({ ...rest, id: tradeId ?? id, depositId: depositId ?? deposit?.id }),
  );

export type CoinutCustomer = Compact<z.output<typeof customerSchema>>;
export type CoinutBankAccount = Compact<z.output<typeof bankAccountSchema>>;
export type CoinutDepositAddress = Compact<z.output<typeof depositAddressSchema>>;
export type CoinutFlow = Compact<z.output<typeof flowSchema>>;
export type CoinutDeposit = Compact<z.output<typeof depositSchema>>;
export type CoinutTrade = Compact<z.output<typeof tradeSchema>>;
