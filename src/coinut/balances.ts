import { resultOf } from './results';
import { text } from './schema-fields';

/** What the partner has with the provider in one currency, as an exact decimal. */
export interface CoinutBalance {
  readonly currency: string;
  readonly balance: string;
}

const currencyCode = /^[A-Z]{3,5}$/;

/**
 * Reads the balances, which are documented as a list of `{balance, currency}` under `data`; assumed, in case the guide
 * differs here as it does elsewhere: also at top level, or as a map from currency to balance. What cannot be read is
 * left out, so a currency that is missing is one whose balance is not known. `undefined` if the answer holds neither.
 */
export function readBalanceList(body: Record<string, unknown>): CoinutBalance[] | undefined {
  const result = resultOf(body);
  const lists = [body.data, result.balances, result.list];
  const list = lists.find((value): value is unknown[] => Array.isArray(value));
  if (list !== undefined)
    return list.flatMap((item) => (isRecord(item) ? readBalance(item.currency, item.balance) : []));
  const held = isRecord(result.balances) ? result.balances : result;
  const { currency, balance } = held;
  const map = Object.entries(held).filter(([code]) => currencyCode.test(code));
  const balances = [...readBalance(currency, balance), ...map.flatMap(([code, value]) => readBalance(code, value))];
  return balances.length > 0 ? balances : undefined;
}

function readBalance(givenCurrency: unknown, given: unknown): CoinutBalance[] {
  const [currency, balance] = [text.parse(givenCurrency), text.parse(given)];
  return currency === undefined || balance === undefined ? [] : [{ currency, balance }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
