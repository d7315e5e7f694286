import { accountCountry, checkBankAccount, type FieldProblem } from '../banking/account-fields';
import { railFor } from '../banking/rails';
import { isFiatCurrency } from '../banking/currencies';
import type { Answer } from './answer';
import { readJsonFile } from './json-file';
import { problemList } from './problem-list';
import type { Terminal } from './terminal';

/** Checks the bank account in a file, bare or inside an order. Form only: only a transfer shows that it exists. */
export async function checkAccount(terminal: Terminal, path: string): Promise<Answer> {
  const content = await readJsonFile(terminal, path);
  const given = isRecord(content) && 'bankAccount' in content ? content.bankAccount : content;
  if (isRecord(given) && given.bankAccountId !== undefined) return heldByProvider(given);
  const checked = checkBankAccount(given);
  if (!checked.ok) return refused(checked.problems);
  const { account } = checked;
  const { currency } = account;
  const rail = railFor(currency, account);
  const country = accountCountry(account);
  return {
    json: { ok: true, currency, rail, ...(country === undefined ? {} : { country }), problems: [] },
    text: `The ${currency} account is well formed; transfers to it travel by ${rail.toUpperCase()}.`,
  };
}

/** Of an account that the provider holds, an order says no more than its currency. */
function heldByProvider({ currency }: Readonly<Record<string, unknown>>): Answer {
  if (!isFiatCurrency(currency))
    return refused([{ field: 'currency', message: 'must be the currency of the account' }]);
  return {
    json: { ok: true, currency, heldByProvider: true, problems: [] },
    text: `The provider holds this ${currency} account already, so there is nothing to check.`,
  };
}

function refused(problems: readonly FieldProblem[]): Answer {
  const failure = `The bank account cannot be used:\n${problemList(problems)}`;
  return { json: { ok: false, problems }, text: '', failure };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
