import Big from 'big.js';

/** Exact decimals that refuse JavaScript's numbers. */
export const Decimal = Big();
Decimal.strict = true;

/** Tells whether a text is a positive decimal amount such as `250.00`. */
export function isAmount(text: string): boolean {
  return /^\d{1,20}(\.\d{1,18})?$/.test(text) && new Decimal(text).gt(new Decimal('0'));
}

export function sum(amounts: readonly string[]): string {
  return written(amounts.reduce((total, amount) => total.plus(new Decimal(amount)), new Decimal('0')));
}

export function difference(amount: string, less: string): string {
  return written(new Decimal(amount).minus(new Decimal(less)));
}

export function isMore(amount: string, than: string): boolean {
  return new Decimal(amount).gt(new Decimal(than));
}

/** With two digits after the point, and more only if they say something. */
function written(value: Big): string {
  const short = value.toFixed(2);
  return new Decimal(short).eq(value) ? short : value.toFixed();
}
