import { createCoinutApi, type CoinutApi } from '../../src/coinut/api';
import { contracts } from '../../src/coinut/contracts';
import { contractNames } from '../../src/coinut/contracts/contract';
import type { CoinutErrorName } from '../../src/coinut/errors';
import { fakeCoinutHttp } from './support/answers';

type Call = (api: CoinutApi) => Promise<unknown>;
interface CallKind {
  readonly kind: string;
  readonly call: Call;
  /** What the answer carries besides its status word, in each shape that the provider's documents show. */
  readonly shapes: readonly object[];
  readonly result: unknown;
}

const customer = { externalId: 'user-7', name: 'Ana Lim', email: 'ana@example.com' };
const calls: readonly CallKind[] = [
  {
    kind: 'a create',
    call: (api) => api.createCustomer(customer).send(),
    shapes: [{ data: { id: 'x-1' } }, { customerId: 'x-1' }],
    result: { id: 'x-1' },
  },
  {
    kind: 'a detail',
    call: (api) => api.readTrade('x-1'),
    shapes: [{ data: { id: 'x-1' } }, { tradeId: 'x-1' }],
    result: { id: 'x-1' },
  },
  {
    kind: 'a list',
    call: (api) => api.listFlows(),
    shapes: [{ data: { list: [{ id: 'x-1' }], total: 1 } }, { list: [{ id: 'x-1' }], total: 1 }],
    result: [{ id: 'x-1' }],
  },
];

const failures: readonly (readonly [string, CoinutErrorName])[] = [
  ['FAILED', 'CoinutFailed'],
  ['ERROR', 'CoinutFailed'],
  ['INVALID_PARAMETERS', 'CoinutInvalidParameters'],
  ['UNAUTHORISED', 'CoinutUnauthorised'],
  ['UNAUTHORIZED', 'CoinutUnauthorised'],
];
const spellings = (word: string) => [word, word.toLowerCase(), word.charAt(0) + word.slice(1).toLowerCase()];

/** The shapes once for each contract: answers are read alike under both. */
const rows = contractNames.flatMap((contract) =>
  calls.flatMap(({ shapes, ...call }) => shapes.map((shape) => ({ contract, ...call, shape }))),
);

describe.each(rows)('$kind under $contract, answered with 200 and $shape', ({ contract, call, shape, result }) => {
  const answered = (answer: object) =>
    call(createCoinutApi({ http: fakeCoinutHttp(() => answer), contract: contracts[contract] }));

  it.each(failures.flatMap(([word, error]) => spellings(word).map((status) => [status, error] as const)))(
    'fails by the word %s, whatever else it carries',
    async (status, name) => {
      await expect(answered({ status, message: 'x', ...shape })).rejects.toMatchObject({ name });
    },
  );

  it.each(spellings('SUCCESS'))('succeeds by the word %s', async (status) => {
    expect(await answered({ status, ...shape })).toEqual(result);
  });

  it('succeeds without a word, as the guide shows it', async () => {
    expect(await answered(shape)).toEqual(result);
  });
});

describe.each(calls)('$kind', ({ call }) => {
  it.each(['TIMEOUT', 'MAINTENANCE', 'NOT_FOUND', 'PENDING'])(
    'is not taken for done or for nothing there by a word that nobody knows: %s',
    async (status) => {
      const api = createCoinutApi({
        http: fakeCoinutHttp(() => ({ status, message: 'x' })),
        contract: contracts.guide,
      });
      await expect(call(api)).rejects.toMatchObject({ name: 'CoinutUnreadableAnswer' });
    },
  );
});
