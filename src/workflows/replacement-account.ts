import type { OrderSettings } from '../activities';
import type { OfframpBankAccount } from '../signals/offramp-order';
import type { Journey } from './journey';
import { originalRunId, type Provider } from './provider-activities';
import type { RegisteredAccount } from './registration';

const stage = 'retrying-bank-transfer';

/**
 * Adds the account that an operator has named at the provider, so that the money goes there, and has the flow to the old
 * one deleted. Returns once none is left that has not been added: the last one named is the one that counts.
 */
export async function replaceAccount(journey: Journey, provider: Provider, settings: OrderSettings): Promise<void> {
  for (let account = journey.replacementAccount; account !== undefined; account = journey.replacementAccount) {
    const named = account;
    const isOutdated = () => journey.replacementAccount !== named;
    const added = await journey.step<RegisteredAccount>(
      stage,
      'the provider to add the new bank account',
      (again) => addAccount(provider, named, journey.ids.customerId ?? '', again),
      {
        ...('bankAccountId' in named ? {} : { createsWithin: provider.landsWithin }),
        needless: isOutdated,
      },
    );
    if (added === undefined || isOutdated()) continue;
    journey.knowKey(added.accountKey);
    journey.ids = { ...journey.ids, bankAccountId: added.bankAccountId };
    const { accountCountry } = added;
    journey.payoutAccount = { ...named, ...(accountCountry && { accountCountry }) };
    journey.replacementAccount = undefined;
    await retireFlow(journey, provider, settings);
  }
}

function addAccount({ create, read }: Provider, account: OfframpBankAccount, customerId: string, again: boolean) {
  return 'bankAccountId' in account
    ? read.checkBankAccount({ ...account, customerId })
    : create.ensureBankAccount({ customerId, account, mayExist: true, again, originalRunId: originalRunId() });
}

/** What is sent to the old address from now on would be paid to the old account. It does not hold up this money. */
async function retireFlow(journey: Journey, { read }: Provider, { deletesFlows }: OrderSettings): Promise<void> {
  const { flowId } = journey.ids;
  if (flowId === undefined || journey.retiredFlow !== undefined) return;
  const tried = deletesFlows
    ? await journey.once(stage, 'the flow to the old account to be deleted', () => read.deleteFlow({ flowId }))
    : undefined;
  journey.retiredFlow = tried !== undefined && 'value' in tried ? 'deleted' : 'still there';
}
