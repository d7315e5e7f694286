/** Narrows what came over the wire to a text, or fails. */
export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Expected a text, not ${JSON.stringify(value)}.`);
  return value;
}

/** Narrows what came over the wire to an object, or fails. */
export function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error(`Expected an object, not ${JSON.stringify(value)}.`);
  return { ...value };
}

/** The JSON of a webhook or bank report, as an object. */
export function parsed(body: string): Record<string, unknown> {
  return object(JSON.parse(body));
}
