import { dayOrDays } from '../banking/date-words';
import type { OfframpTransfer } from '../signals/status';
import type { BackendNotices } from './backend-notices';
import { oneLine, words } from './markdown';
import { moneyText } from './operator-commands';
import type { OrderState } from './order-state';

/** What of an order is shown as known. */
export type KnownView = Pick<
  OrderState,
  'order' | 'ids' | 'amounts' | 'transfers' | 'openMoney' | 'depositAddress' | 'retiredFlow'
> & { readonly notices?: Pick<BackendNotices, 'undelivered'> | undefined };

/** What an order knows, in rows of a name and its value. */
export function knownRows(view: KnownView): string[][] {
  const { order, ids, amounts, transfers, depositAddress, retiredFlow, notices, openMoney } = view;
  const { source } = order;
  return [
    ['Sends', `${source.currency} on ${source.network}`],
    ['Receives', order.bankAccount.currency],
    ...(depositAddress ? [['Deposit address', `\`${depositAddress.address}\``]] : []),
    ...(amounts.deposited ? [['Deposited', moneyCell(amounts.deposited)]] : []),
    ...(amounts.paidOut ? [['Paid out', moneyCell(amounts.paidOut)]] : []),
    ...transfers.map((transfer) => [`Transfer ${transfer.attempt}`, transferText(transfer)]),
    ...(openMoney.length > 0 ? [['Not at rest yet', oneLine(moneyText(openMoney))]] : []),
    ...(retiredFlow === 'still there'
      ? [['Old flow', 'still pays to the account that was replaced; have the provider switch it off']]
      : []),
    ...(notices && notices.undelivered.length > 0
      ? [['Backend', `has not taken for three days: ${notices.undelivered.join(', ')}`]]
      : []),
    ...Object.entries<string>({ ...ids }).map(([name, id]) => [name, `\`${oneLine(id)}\``]),
  ];
}

function transferText({ state, amount, currency, expected, paymentReference }: OfframpTransfer): string {
  const estimate = expected?.estimated ? ' (an estimate: no bank calendar covers it)' : '';
  const arrival = expected === undefined ? '' : `, expected ${dayOrDays(expected)}${estimate}`;
  const named = paymentReference === undefined ? '' : `, \`${paymentReference}\``;
  return `${words(state)}: ${amount} ${currency}${arrival}${named}`;
}

/** A currency may have been named by anybody. */
function moneyCell({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  return oneLine(`${amount} ${currency}`);
}
