import Big from 'big.js';
import { fiatMinorDigits, isFiatCurrency, type Currency } from './currencies';

// A constructor of our own, so that strict mode (no JavaScript numbers in, none out) is not imposed on other users of big.js.
const Decimal = Big();
Decimal.strict = true;
Decimal.DP = 30;
const zero = new Decimal('0');

// Far above any real balance and any token's 18 decimals, and short enough that a hostile payload costs nothing to add up.
const amountPattern = /^\d{1,30}(\.\d{1,30})?$/;
// Sums of amounts may grow beyond what one amount may be, and must still be calculable.
const operandPattern = /^\d{1,60}(\.\d{1,30})?$/;

/** Thrown when arithmetic is asked for on something that is not an amount, or would give a negative one. */
export class InvalidAmount extends Error {
  override readonly name = 'InvalidAmount';
}

/**
 * True for an amount of money as it travels: plain decimal digits with an optional fraction, such as `'250'` or `'0.10'`.
 * No sign, exponent, separators or spaces; at most 30 digits on either side of the point.
 */
export function isAmount(value: unknown): value is string {
  return typeof value === 'string' && amountPattern.test(value);
}

/** The exact sum, without trailing zeros. */
export function addAmounts(left: string, right: string): string {
  return decimal(left).plus(decimal(right)).toFixed();
}

/** The exact difference. Throws `InvalidAmount` when `subtracted` is the larger, since no amount is negative: compare first. */
export function subtractAmounts(from: string, subtracted: string): string {
  const difference = decimal(from).minus(decimal(subtracted));
  if (difference.lt(zero))
    throw new InvalidAmount(`Subtracting ${subtracted} from ${from} would leave a negative amount.`);
  return difference.toFixed();
}

/** -1, 0 or 1 as `left` is smaller than, equal to or larger than `right`. */
export function compareAmounts(left: string, right: string): -1 | 0 | 1 {
  return decimal(left).cmp(decimal(right));
}

/** Equality of value, not of spelling: `'1.10'` equals `'1.1'`. */
export function amountsEqual(left: string, right: string): boolean {
  return decimal(left).eq(decimal(right));
}

/** What a bank can pay of an amount: cut to the smallest unit of a payout currency. One in crypto stays as it is. */
export function payableAmount(amount: string, currency: string): string {
  const [, fraction = ''] = amount.split('.');
  if (!isFiatCurrency(currency) || fraction.length <= fiatMinorDigits[currency]) return amount;
  return decimal(amount).toFixed(fiatMinorDigits[currency], Big.roundDown);
}

/**
 * Whether `paid` may be what a bank made of `owed`: the same, or that cut or rounded to the smallest unit of a payout
 * currency. A trade may bring less than such a unit (229.803456 EUR), and no bank can pay it.
 */
export function isPaymentOf(paid: string, owed: string, currency: string): boolean {
  if (amountsEqual(paid, owed)) return true;
  if (!isFiatCurrency(currency)) return false;
  const rounded = decimal(owed).toFixed(fiatMinorDigits[currency], Big.roundHalfUp);
  return amountsEqual(paid, payableAmount(owed, currency)) || amountsEqual(paid, rounded);
}

/** The exact sum of all amounts; `'0'` for none. */
export function sumAmounts(amounts: readonly string[]): string {
  return amounts.reduce(addAmounts, '0');
}

/** What one unit brought, rounded down to eight digits: to be shown only. `undefined` for nothing of unknown size. */
export function payoutRate(from: string | undefined, to: string): string | undefined {
  if (from === undefined || !isAmount(from) || decimal(from).eq(zero)) return undefined;
  return decimal(to).div(decimal(from)).round(8, Big.roundDown).toFixed();
}

/**
 * An amount for people to read, such as `1,250.50 EUR` or `0.000001 USDT`.
 * Fiat is padded to its minor digits. Nothing is ever rounded, so what is shown is what is meant.
 */
export function formatAmount(amount: string, currency: Currency): string {
  const [whole = '0', fraction = ''] = decimal(amount).toFixed().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = isFiatCurrency(currency) ? fraction.padEnd(fiatMinorDigits[currency], '0') : fraction;
  return `${grouped}${digits === '' ? '' : `.${digits}`} ${currency}`;
}

function decimal(amount: string): Big {
  // The value is not quoted: it comes from outside, and whatever it is instead of an amount may be personal.
  if (!operandPattern.test(amount)) {
    throw new InvalidAmount('An amount must be plain decimal digits with an optional fraction, such as 250.10.');
  }
  return new Decimal(amount);
}
