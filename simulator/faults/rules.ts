import { z } from 'zod';
import { faultNames } from './faults';
import type { FaultName } from './faults';

/** Which requests suffer a fault: all that match, or only the nth of them since the start, counted from 1. */
export const faultRuleSchema = z.strictObject({
  match: z.strictObject({
    path: z.string().startsWith('/', 'must start with /'),
    method: z.enum(['GET', 'POST']).optional(),
    nth: z.number().int().min(1).optional(),
  }),
  fault: z.enum(faultNames),
});

export type FaultRule = z.infer<typeof faultRuleSchema>;

/** A fault for the next requests that match, once unless told. */
export const nextFaultSchema = z.strictObject({
  path: z.string().startsWith('/', 'must start with /'),
  method: z.enum(['GET', 'POST']).optional(),
  times: z.number().int().min(1).optional(),
  /** Only those in whose target or body this text occurs, such as an id. */
  about: z.string().min(1).optional(),
  fault: z.enum(faultNames),
});

export type NextFault = z.infer<typeof nextFaultSchema>;

/** As much of a request as rules look at. */
export interface RuledRequest {
  method: string;
  path: string;
  /** Target and body. */
  text: string;
}

interface Counted {
  path: string;
  method: string | undefined;
  about: string | undefined;
  fault: FaultName;
  /** Which of the requests that match suffer it. */
  first: number;
  last: number;
  seen: number;
}

/** Rules that count the requests they match. Where several apply to one request, the first of them does. */
export class FaultRules {
  #rules: Counted[];

  constructor(rules: readonly FaultRule[]) {
    this.#rules = rules.map(({ match: { path, method, nth }, fault }) => {
      return { path, method, about: undefined, fault, first: nth ?? 1, last: nth ?? Infinity, seen: 0 };
    });
  }

  add({ path, method, times = 1, about, fault }: NextFault): void {
    this.#rules.push({ path, method, about, fault, first: 1, last: times, seen: 0 });
  }

  /** From now on no request suffers what these rules say; or only what those say that are about this. */
  clear(about?: string): void {
    this.#rules = about === undefined ? [] : this.#rules.filter((rule) => rule.about !== about);
  }

  choose({ method, path, text }: RuledRequest): FaultName | undefined {
    const matching = this.#rules.filter(
      (rule) =>
        rule.path === path &&
        (rule.method ?? method) === method &&
        (rule.about === undefined || text.includes(rule.about)),
    );
    for (const rule of matching) rule.seen += 1;
    return matching.find(({ seen, first, last }) => seen >= first && seen <= last)?.fault;
  }
}
