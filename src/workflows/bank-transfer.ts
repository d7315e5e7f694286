import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { accountCountry, type BankAccountDetails } from '../banking/account-fields';
import type { FiatCurrency } from '../banking/currencies';
import { railFor, type RailId } from '../banking/rails';
import type { SettlementEvidence } from '../signals/stages';
import { local } from './activity-options';
import type { Ending, Expectation } from './expectations';
import type { Journey } from './journey';
import type { JudgedTransfer } from './order-money';
import { transferCredited, transferReturned, type AwaitedTransfer } from './transfer-expectations';

const { planTransfer, planReturnWatch } = proxyLocalActivities<LocalActivities>(local);

/** The provider has queued the fiat: follows it to the bank account, and stays long enough to see it bounce. */
export async function followBankTransfer(journey: Journey, transfer: AwaitedTransfer): Promise<Ending> {
  const { rail, country } = routeOf(journey.order.bankAccount);
  const plan = await journey.step(
    'awaiting-bank-transfer',
    'the plan of the bank transfer',
    () => planTransfer({ rail, now: new Date().toISOString(), ...(country && { accountCountry: country }) }),
    { instant: true },
  );
  const { submitAt, settlement: expected } = plan;
  judge(journey, { ...transfer, state: 'queued', submitAt, expected });

  const evidence = await journey.wait('awaiting-bank-transfer', transferCredited(transfer), {
    awaited: `the bank's word on the transfer, expected between ${expected.earliest} and ${expected.latest}`,
    deadlineAt: Date.parse(plan.graceEndsAt),
    then: { value: 'window-elapsed' as const },
  });
  const state = evidence === 'window-elapsed' ? 'presumed-credited' : 'credited';
  judge(journey, { ...transfer, state, submitAt, expected });
  journey.judgeReports();
  return watchForReturn(journey, transfer, rail, evidence);
}

/** By which rail the money travels, and to where; of an account that only the provider knows, the currency's usual one. */
function routeOf(bankAccount: { readonly currency: FiatCurrency } | BankAccountDetails) {
  const account = 'bankName' in bankAccount ? bankAccount : undefined;
  return { rail: railFor(bankAccount.currency, account), country: account && accountCountry(account) };
}

/** A bank may send money back days after it was credited; until then the order stays open for it. */
async function watchForReturn(
  journey: Journey,
  transfer: AwaitedTransfer,
  rail: RailId,
  evidence: SettlementEvidence,
): Promise<Ending> {
  const reason = evidence === 'window-elapsed' ? 'should-have-arrived' : 'money-arrived';
  const settled: Ending = { outcome: 'settled', reason, evidence };
  journey.ending = settled;
  const { watchUntil } = await journey.step(
    'watching-for-return',
    'the plan of the return watch',
    () => planReturnWatch({ rail, settledAt: new Date().toISOString() }),
    { instant: true },
  );
  /** Nothing ends while money is unaccounted for, such as a part of the deposit that no trade took. */
  const expectation: Expectation<never> = (facts) =>
    transferReturned(transfer, journey.judgedReports)(facts) ??
    (journey.openMoney.length > 0 ? { attention: 'money-unaccounted' } : undefined);
  return journey.wait<Ending>('watching-for-return', expectation, {
    awaited: 'a return of the money by the bank, which may still come',
    deadlineAt: Date.parse(watchUntil),
    then: { value: settled },
  });
}

function judge(journey: Journey, transfer: JudgedTransfer): void {
  const others = journey.judgedTransfers.filter(({ attempt }) => attempt !== transfer.attempt);
  journey.judgedTransfers = [...others, transfer];
}
