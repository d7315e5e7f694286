/** A date and time with an explicit zone, which the provider does not always write (docs/provider.md, *Pages and times*). */
const zonedTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** The moment that a time names beyond doubt, in milliseconds; `undefined` for one without a zone or in another form. */
export function momentOf(text: string | undefined): number | undefined {
  if (text === undefined || !zonedTime.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

const localTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const epochMs = /^\d{13}$/;

/**
 * A time as the provider writes it, in milliseconds, that says no more than which of two of its objects is newer: where
 * no zone stands beside it, it is read as if it were UTC.
 */
export function providerTimeMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (epochMs.test(text)) return Number(text);
  return momentOf(localTime.test(text) ? `${text.replace(' ', 'T')}Z` : text);
}
