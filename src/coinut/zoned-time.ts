/** A date and a time with an explicit zone, which the provider does not always write (provider.md section 3). */
const zonedTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** The moment that a time names beyond doubt, in milliseconds; `undefined` for one without a zone or in another form. */
export function momentOf(text: string | undefined): number | undefined {
  if (text === undefined || !zonedTime.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}
