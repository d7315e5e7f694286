import type { ReturnClass, ReturnScheme } from './return-codes';

/** What a scheme's code says of a transfer that did not stay where it was sent. */
export interface ReturnCode {
  /** Usually one; a code that is used for several things stands in each of them. */
  readonly classes: readonly [ReturnClass, ...ReturnClass[]];
  /** One sentence for an operator. */
  readonly meaning: string;
}

const code = (meaning: string, ...classes: ReturnCode['classes']): ReturnCode => ({ classes, meaning });

/** The reasons of BECS, which it numbers and Zepto numbers again. */
const becsReasons = {
  noBranch: code('The BSB belongs to no branch.', 'account-invalid'),
  stopped: code('Payments to the account are stopped.', 'account-blocked'),
  closed: code('The account has been closed.', 'account-closed'),
  deceased: code('The account holder has died.', 'deceased'),
  noAccount: code('No account with this number could be found.', 'account-invalid'),
  referred: code('The bank asks to speak with the account holder first.', 'account-blocked'),
  userId: code('The user id in our file is wrong.', 'our-format'),
  invalid: code('Our file is technically wrong.', 'our-format'),
} satisfies Readonly<Record<string, ReturnCode>>;

/** What Zepto reports of a credit before it is clear by which of the two Australian rails it goes. */
const zeptoCredits = {
  E150: code('The transfer was cancelled by an administrator.', 'recalled'),
  E151: code('The transfer was cancelled by whoever started it.', 'recalled'),
  E153: code('A system failed, and the transfer was not completed.', 'transient'),
  E199: code('The reason is unknown, and the money may have arrived.', 'unknown-outcome'),
} satisfies Readonly<Record<string, ReturnCode>>;

/**
 * The codes by scheme. Sources: for `ach` moov-io/ach `docs/returns.md`; for
 * `iso20022` Numeral's list of SEPA reason codes and Column's of the US instant rails; for `fps` The Bank of London's identifiers;
 * for `becs` and `npp` Zepto's; for `eft` VoPay's list of Payments Canada Standard 007. Debit-only codes stand here
 * as unspecified: nobody returns a payout for them, so one that appears has to be looked at.
 */
export const returnCodeTable: Readonly<Record<ReturnScheme, Readonly<Record<string, ReturnCode>>>> = {
  ach: {
    R01: code('The account lacks the money for a debit, which a payout is not.', 'unspecified'),
    R02: code('The account has been closed.', 'account-closed'),
    R03: code('No account with this number could be found.', 'account-invalid'),
    R04: code('The account number has a form that the bank does not use.', 'account-invalid'),
    R06: code('Our own bank asked for the money back.', 'recalled'),
    R09: code('The money in the account was not yet available for a debit, which a payout is not.', 'unspecified'),
    R12: code('The account was sold to another bank.', 'account-invalid'),
    R13: code('The routing number belongs to no bank in the ACH network.', 'account-invalid'),
    R14: code('The person who receives on behalf of the account holder has died.', 'deceased'),
    R15: code('The account holder has died.', 'deceased'),
    R16: code(
      'The account is frozen, or the bank must not accept the money by order of an authority.',
      'account-blocked',
    ),
    R17: code('The bank questions the transfer and the account it names.', 'regulatory', 'account-blocked'),
    R18: code('The effective date in our file is wrong.', 'our-format'),
    R19: code('The amount field in our file is wrong.', 'our-format'),
    R20: code('The account may not be used for transfers, such as a savings account with limits.', 'account-invalid'),
    R23: code('The account holder refused the money.', 'account-blocked'),
    R24: code('The bank takes it for a transfer that it has had already.', 'duplicate'),
    R25: code('The addenda in our file are wrong.', 'our-format'),
    R26: code('A mandatory field in our file is missing or wrong.', 'our-format'),
    R27: code('The trace number in our file is wrong.', 'our-format'),
    R28: code('The check digit of the routing number is wrong.', 'account-invalid'),
    R32: code('The receiving bank could not settle.', 'transient'),
    R85: code('The transfer was not marked as an international one, which it is.', 'regulatory'),
    C01: code('The money was posted; the account number should be corrected.', 'notification-of-change'),
    C02: code('The money was posted; the routing number should be corrected.', 'notification-of-change'),
    C03: code('The money was posted; routing and account number should be corrected.', 'notification-of-change'),
    C04: code('The money was posted; the name of the receiver should be corrected.', 'notification-of-change'),
    C05: code('The money was posted; the kind of account should be corrected.', 'notification-of-change'),
    C06: code(
      'The money was posted; account number and kind of account should be corrected.',
      'notification-of-change',
    ),
    C07: code(
      'The money was posted; routing number, account number and kind of account should be corrected.',
      'notification-of-change',
    ),
    C08: code('The money was posted; the bank abroad should be identified differently.', 'notification-of-change'),
  },
  iso20022: {
    AB05: code('The receiving bank did not answer in time; it may have the money.', 'unknown-outcome'),
    AB06: code('A bank on the way did not answer in time; the money may have gone on.', 'unknown-outcome'),
    AB08: code('The receiving bank is not online.', 'transient'),
    AB09: code('The receiving bank had an error; it may have the money.', 'unknown-outcome'),
    AB10: code('A bank on the way had an error; the money may have gone on.', 'unknown-outcome'),
    AC01: code('The account number is wrong, or belongs to no account.', 'account-invalid'),
    AC03: code('The number of the receiving account is wrong.', 'account-invalid'),
    AC04: code('The account has been closed.', 'account-closed'),
    AC06: code('The account is blocked.', 'account-blocked'),
    AC07: code('The receiving account has been closed.', 'account-closed'),
    AG01: code('Transfers to this kind of account are not allowed.', 'account-invalid'),
    AG02: code('The code of the operation in our message is wrong.', 'our-format'),
    AG03: code('The account does not take this kind of transfer.', 'account-blocked'),
    AM04: code('There was not enough money, which can be said of a debit or a recall only.', 'unspecified'),
    AM05: code('The bank takes it for a transfer that it has had already.', 'duplicate'),
    BE04: code('The address of the receiver is missing or wrong.', 'account-invalid'),
    CNOR: code('The receiving bank does not take part under this identifier.', 'account-invalid'),
    CUST: code('The sender asked for the money back.', 'recalled'),
    DUPL: code('The transfer has been made twice.', 'duplicate'),
    ED05: code('The settlement between the banks failed.', 'transient'),
    FF01: code('Our message or file is not well formed.', 'our-format'),
    FOCR: code('The money comes back because the transfer was recalled.', 'recalled'),
    MD07: code('The account holder has died.', 'deceased'),
    MS02: code('The receiver gave a reason that the bank does not tell.', 'unspecified'),
    MS03: code('The receiving bank gives no reason, often for the sake of privacy.', 'unspecified'),
    NARR: code('The reason stands in free text only.', 'unspecified'),
    RC01: code('The identifier of the receiving bank is wrong.', 'account-invalid'),
    RR01: code('The account or identity of the sender is missing, which the law demands.', 'regulatory'),
    RR02: code('The name or address of the sender is missing, which the law demands.', 'regulatory'),
    RR03: code('The name or address of the receiver is missing, which the law demands.', 'regulatory'),
    RR04: code('The bank refuses for regulatory reasons, which it need not tell.', 'regulatory'),
    TM01: code('The transfer came after the cutoff.', 'transient'),
  },
  fps: {
    SORT_CODE_ACCOUNT_UNKNOWN: code('The sort code and account number belong to no account.', 'account-invalid'),
    CANNOT_BE_IDENTIFIED: code('The bank cannot tell whose account it is.', 'account-invalid'),
    WRONG_CURRENCY: code('The account is not held in pounds.', 'account-invalid'),
    ACCOUNT_CLOSED: code('The account has been closed.', 'account-closed'),
    ACCOUNT_TRANSFERRED: code('The account has moved to another bank.', 'account-closed'),
    ACCOUNT_STOPPED: code('The account is stopped.', 'account-blocked'),
    'T&C_VIOLATION': code('The bank’s terms do not allow this transfer to the account.', 'account-blocked'),
    NAME_MISMATCH: code('The name given is not that of the account holder.', 'name-mismatch'),
    BENEFICIARY_DECEASED: code('The account holder has died.', 'deceased'),
    DUPLICATE_FPID: code('The scheme takes it for a transfer that it has had already.', 'duplicate'),
    SYNTAX_ERROR: code('Our message is not well formed.', 'our-format'),
    INCORRECT_REFERENCE: code('The account needs a reference that ours is not.', 'our-format'),
    SCHEME_IS_DOWN: code('Faster Payments was not running.', 'transient'),
    FUNDS_NOT_AVAILABLE: code('The account that we are paid from lacked the money.', 'transient'),
    SYSTEM_MALFUNCTION: code('A system failed on the way; the money may have arrived.', 'unknown-outcome'),
    UNABLE_TO_SEND: code('It is not known whether the transfer was sent.', 'unknown-outcome'),
    RECALLED: code('The transfer was recalled.', 'recalled'),
  },
  becs: {
    1: becsReasons.noBranch,
    2: becsReasons.stopped,
    3: becsReasons.closed,
    4: becsReasons.deceased,
    5: becsReasons.noAccount,
    6: becsReasons.referred,
    8: becsReasons.userId,
    9: becsReasons.invalid,
    E101: becsReasons.noBranch,
    E102: becsReasons.stopped,
    E103: becsReasons.closed,
    E104: becsReasons.deceased,
    E105: becsReasons.noAccount,
    E106: becsReasons.referred,
    E108: becsReasons.userId,
    E109: becsReasons.invalid,
    ...zeptoCredits,
  },
  npp: {
    E301: code('The network could not be reached.', 'transient'),
    E302: code('The BSB cannot be reached over NPP; BECS may reach it.', 'account-invalid'),
    E303: code('The account cannot be reached over NPP; BECS may reach it.', 'account-invalid'),
    E304: code('No account with this number could be found.', 'account-invalid'),
    E305: code('The receiving bank was out of order for a while.', 'transient'),
    E306: code('The account has been closed.', 'account-closed'),
    E307: code('The receiving bank is not online.', 'transient'),
    E308: code('The account is blocked.', 'account-blocked'),
    E399: code('The reason is unknown, and the money may have arrived.', 'unknown-outcome'),
    ...zeptoCredits,
  },
  eft: {
    900: code('A check of our file failed.', 'our-format'),
    901: code('The account lacks the money for a debit, which a payout is not.', 'unspecified'),
    902: code('The bank cannot trace the account.', 'account-invalid'),
    903: code('The transfer was stopped or recalled.', 'account-blocked', 'recalled'),
    904: code('The date in our file is too old or too far ahead.', 'our-format'),
    905: code('The account has been closed.', 'account-closed'),
    908: code('The money in the account was not yet available for a debit, which a payout is not.', 'unspecified'),
    909: code('The account is not held in this currency.', 'account-invalid'),
    910: code('The account holder has died.', 'deceased'),
    911: code('The account is frozen.', 'account-blocked'),
    912: code('The account number is wrong.', 'account-invalid'),
    914: code('The bank’s records do not match the account holder as given.', 'account-invalid'),
    915: code('There is no agreement for a debit, which a payout is not.', 'unspecified'),
    916: code('A personal debit was not as agreed; a payout is no debit.', 'unspecified'),
    917: code('The agreement for a personal debit was revoked; a payout is no debit.', 'unspecified'),
    918: code('A personal debit was not announced; a payout is no debit.', 'unspecified'),
    919: code('A business debit was not as agreed; a payout is no debit.', 'unspecified'),
    920: code('The agreement for a business debit was revoked; a payout is no debit.', 'unspecified'),
    921: code('A business debit was not announced; a payout is no debit.', 'unspecified'),
    989: code('The transfer could not be processed, and the bank gives no reason.', 'transient', 'unspecified'),
  },
};
