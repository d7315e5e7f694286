import type { FiatCurrency } from '../banking/currencies';
import { expectArrival } from '../banking/expected-arrival';
import { instantOf, instantText } from '../banking/local-days';
import { tablesWith } from '../banking/overlay';
import { loadBankingConfig } from '../config';
import { WrongUsage, type Answer } from './answer';
import type { Terminal } from './terminal';

/** What `offramp cutoff` is asked. */
export interface CutoffQuestion {
  readonly currency: FiatCurrency;
  readonly at?: string;
  readonly accountCountry?: string;
}

/** When a bank transfer would go out and arrive, by the bank calendars and the operator's overlay alone. */
export function planCutoff(terminal: Terminal, { currency, at, accountCountry }: CutoffQuestion): Answer {
  const tables = tablesWith(loadBankingConfig(terminal.environment).BANKING_OVERLAY);
  const moment = at === undefined ? terminal.now().toISOString() : instant(at);
  const { document, text } = expectArrival({ currency, at: moment, accountCountry }, tables);
  return { json: document, text };
}

function instant(text: string): string {
  try {
    return instantText(instantOf(text));
  } catch {
    throw new WrongUsage('--at must be an instant with its offset, such as 2026-11-24T13:30:00Z.');
  }
}
