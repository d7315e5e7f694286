import { z } from 'zod';

/**
 * What the schemas of the provider's objects are made of. A field of another type than the documents say tells nothing,
 * which must not make the rest of an answer unreadable.
 */

/** A text, or a number as the provider wrote its digits. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (typeof value === 'number' ? exactText(value) : value || undefined))
  .catch(undefined);

/** A word of a fixed list, such as a network, in whatever case it is written. */
export const upperCase = text.transform((value) => value?.toUpperCase());

/** An object of which only the id matters. */
export const named = z
  .object({ id: text })
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

/** The digits as the provider wrote them, or nothing: beyond 15 of them a number may have been rounded on the way. */
function exactText(value: number): string | undefined {
  const digits = String(value);
  return /^-?\d+(\.\d+)?$/.test(digits) && digits.replace(/\D/g, '').length <= 15 ? digits : undefined;
}

/** The object with its `undefined` fields left out, and typed so. */
export type Compact<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Compact<T>;
}
