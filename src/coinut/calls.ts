import type { z } from 'zod';
import { readAnswer } from './answers';
import { CoinutUnreadableAnswer } from './errors';
import type { CoinutHttp, CoinutRequest } from './http';
import { readList, resultOf, saysSuccess } from './results';

/** An object that the provider has given an id. */
export type Identified<T> = T & { readonly id: string };

/** A create that is signed already. Sent once, soon, or not at all (DESIGN section 3, rule 2). */
export interface PreparedCreate<T> {
  send(): Promise<Identified<T>>;
}

/** A read of one object or one list. */
export interface CoinutQuery {
  readonly operation: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The kinds of calls that the provider's API is made of. */
export interface CoinutCalls {
  readonly call: (request: CoinutRequest) => Promise<Record<string, unknown>>;
  /** A read whose answer is of a shape of its own. */
  readonly get: (query: CoinutQuery) => Promise<Record<string, unknown>>;
  readonly prepare: <T extends { id?: string }>(request: CoinutRequest, schema: z.ZodType<T>) => PreparedCreate<T>;
  readonly read: <T>(query: CoinutQuery, schema: z.ZodType<T>) => Promise<T>;
  /** What there may or may not be: nothing at all, in an answer that says that it succeeded, means that there is not. */
  readonly find: <T extends { id?: string }>(
    query: CoinutQuery,
    schema: z.ZodType<T>,
  ) => Promise<Identified<T> | undefined>;
  readonly readIdentified: <T extends { id?: string }>(
    query: CoinutQuery,
    schema: z.ZodType<T>,
  ) => Promise<Identified<T>>;
  /** A whole list, or its pages up to the one at which `enough` says that the rest is known. */
  readonly list: <T>(query: CoinutQuery, schema: z.ZodType<T>, enough?: Enough<T>) => Promise<T[]>;
}

/** Asked after each page but the last. */
export type Enough<T> = (page: readonly T[]) => Promise<boolean>;

/** Most objects a page may hold (docs/provider.md, *Pages and times*). */
const pageSize = 100;
/** A bound on any walk through a list, so that a broken `total` cannot keep an activity busy for ever. */
const mostPages = 500;

export function createCoinutCalls(http: CoinutHttp, cancellation?: () => AbortSignal | undefined): CoinutCalls {
  async function call(request: CoinutRequest): Promise<Record<string, unknown>> {
    return readAnswer(await http.send(http.sign(request), cancellation?.()));
  }

  function get({ operation, path, query }: CoinutQuery): Promise<Record<string, unknown>> {
    return call({ operation, method: 'GET', path, query });
  }

  function prepare<T extends { id?: string }>(request: CoinutRequest, schema: z.ZodType<T>): PreparedCreate<T> {
    const signed = http.sign(request);
    return {
      send: async () => {
        const body = readAnswer(await http.send(signed, cancellation?.()));
        return identified(request.operation, schema.safeParse(resultOf(body)).data);
      },
    };
  }

  async function read<T>(query: CoinutQuery, schema: z.ZodType<T>): Promise<T> {
    const parsed = schema.safeParse(resultOf(await get(query)));
    if (!parsed.success) throw unreadable(query.operation);
    return parsed.data;
  }

  async function find<T extends { id?: string }>(query: CoinutQuery, schema: z.ZodType<T>) {
    const body = await get(query);
    const result = resultOf(body);
    // Taken for "not there", a trouble that gives its name in an unknown word would lead to a second create.
    if (saysSuccess(body) && Object.keys(result).length === 0) return undefined;
    return identified(query.operation, schema.safeParse(result).data);
  }

  async function readIdentified<T extends { id?: string }>(query: CoinutQuery, schema: z.ZodType<T>) {
    return identified(query.operation, await read(query, schema));
  }

  async function list<T>(listQuery: CoinutQuery, schema: z.ZodType<T>, enough?: Enough<T>): Promise<T[]> {
    const { operation, query } = listQuery;
    const found: T[] = [];
    let seen = 0;
    let pageBefore = '';
    for (let page = 1; page <= mostPages; page += 1) {
      const paging = { pageNum: String(page), pageSize: String(pageSize) };
      const answered = readList(await get({ ...listQuery, query: { ...query, ...paging } }));
      if (answered === undefined) throw unreadable(operation);
      const { items, total } = answered;
      const thisPage = JSON.stringify(items);
      // The end; or a provider that gives the same page over and over.
      if (items.length === 0 || thisPage === pageBefore) return found;
      pageBefore = thisPage;
      // An item that cannot be read tells nothing; the others still may.
      const readable = items.flatMap((item) => schema.safeParse(item).data ?? []);
      found.push(...readable);
      // Counted in items, since a provider may give smaller pages than it was asked for. Without a total only an empty
      // page is the end: to stop early could mean a second create.
      seen += items.length;
      if (total !== undefined && seen >= total) return found;
      if (await enough?.(readable)) return found;
    }
    // Taken for the whole list, a part of it would hide what is looked for, which would then be created again.
    throw new CoinutUnreadableAnswer(`The list is longer than ${mostPages} pages: ${operation}.`);
  }

  return { call, get, prepare, read, find, readIdentified, list };
}

function identified<T extends { id?: string }>(operation: string, value: T | undefined): Identified<T> {
  if (value?.id === undefined) throw unreadable(operation);
  return { ...value, id: value.id };
}

export function unreadable(operation: string): CoinutUnreadableAnswer {
  return new CoinutUnreadableAnswer(`The provider's answer to ${operation} does not name the object as it should.`);
}
