import { proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { LocalActivities } from '../activities';
import { accountCountry } from '../banking/account-fields';
import { railFor, type RailId } from '../banking/rails';
import type { SettlementEvidence } from '../signals/stages';
import type { OfframpTransfer } from '../signals/status';
import { local } from './activity-options';
import { otherDeposits, transferCredited, transferReturned, type AwaitedTransfer, type Ending } from './expectations';
import type { Journey } from './journey';

const { planTransfer, planReturnWatch, findDepositOwner } = proxyLocalActivities<LocalActivities>(local);

/** The provider has queued the fiat: follows it to the bank account, and stays long enough to see it bounce. */
export async function followBankTransfer(journey: Journey, transfer: AwaitedTransfer): Promise<Ending> {
  const { bankAccount } = journey.order;
  const account = 'bankName' in bankAccount ? bankAccount : undefined;
  const rail = railFor(bankAccount.currency, account);
  const country = account && accountCountry(account);

  const plan = await journey.step(
    'awaiting-bank-transfer',
    'the plan of the bank transfer',
    () => planTransfer({ rail, now: new Date().toISOString(), ...(country && { accountCountry: country }) }),
    { instant: true },
  );
  const { attempt, amount, currency } = transfer;
  const { submitAt, settlement: expected } = plan;
  recordTransfer(journey, { attempt, state: 'queued', amount, currency, submitAt, expected });

  const evidence = await journey.wait('awaiting-bank-transfer', transferCredited(transfer), {
    awaited: `the bank's word on the transfer, expected between ${expected.earliest} and ${expected.latest}`,
    deadlineAt: Date.parse(plan.graceEndsAt),
    then: { value: 'window-elapsed' as const },
  });
  const state = evidence === 'window-elapsed' ? 'presumed-credited' : 'credited';
  recordTransfer(journey, { attempt, state, amount, currency, submitAt, expected });
  return watchForReturn(journey, transfer, rail, evidence);
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
  const watch = {
    judgedReports: new Set(Object.keys(journey.facts.bankReports)),
    declinedDeposits: journey.declinedDeposits,
    unclaimedDeposits: new Set<string>(),
    address: journey.ownAddress,
  };
  return journey.wait<Ending>('watching-for-return', transferReturned(transfer, watch), {
    awaited: 'a return of the money by the bank, which may still come',
    deadlineAt: Date.parse(watchUntil),
    then: { value: settled },
    lookUp: async () => {
      await attributeOtherDeposits(journey, transfer.depositId, watch.unclaimedDeposits);
      return [];
    },
  });
}

/** Another order at the same address may have claimed a deposit that was heard of here; it is given time to. */
async function attributeOtherDeposits(journey: Journey, ownDepositId: string, unclaimed: Set<string>): Promise<void> {
  const { declinedDeposits, ownAddress: address } = journey;
  const others = otherDeposits(journey.facts, ownDepositId, { address, declinedDeposits });
  if (others.length > 0) await sleep('1 minute', { summary: 'Another order may claim the deposit that has come' });
  for (const depositId of others) {
    const { owner } = await findDepositOwner({ depositId });
    if (owner === undefined) unclaimed.add(depositId);
    else {
      unclaimed.delete(depositId);
      journey.declinedDeposits.add(depositId);
    }
  }
}

function recordTransfer(journey: Journey, transfer: OfframpTransfer): void {
  const others = journey.transfers.filter(({ attempt }) => attempt !== transfer.attempt);
  journey.transfers = [...others, transfer];
}
