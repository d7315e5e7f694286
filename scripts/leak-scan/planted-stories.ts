import { stories as demoStories } from '../../demo/stories';
import type { Story } from '../../demo/story';
import type { BankAccountDetails } from '../../src/banking/account-fields';
import { rareWord, type Marker } from './markers';
import { plantedAccount } from './planted-accounts';

/** Short ones that between them fill every personal field, use an operator's words and meet each kind of end. */
const fewStories = ['eur', 'aud', 'kyc-rejected', 'closed-account', 'returned'];

export interface PlantedStories {
  readonly stories: readonly Story[];
  readonly markers: readonly Marker[];
}

/** The demo's stories with customers and accounts that are markers. What the provider does with them stays the same. */
export function plantStories(which: 'all' | 'few' | 'one'): PlantedStories {
  const wanted = which === 'one' ? fewStories.slice(0, 1) : fewStories;
  const chosen = demoStories.filter(({ name }) => which === 'all' || wanted.includes(name));
  const planted = chosen.map(plant);
  return { stories: planted.map(({ story }) => story), markers: planted.flatMap(({ markers }) => markers) };
}

function plant(story: Story): { readonly story: Story; readonly markers: readonly Marker[] } {
  const markers: Marker[] = [];
  const mark = (field: string, value: string): string => {
    markers.push({ name: `${field} of ${story.name}`, value, kind: 'personal' });
    return value;
  };
  const account = (details: BankAccountDetails, which: string): BankAccountDetails => {
    const accountName = `${mark(`${which} name`, rareWord('Zofija'))} Holder`;
    const bankName = mark(`${which} bank`, rareWord('Vexmarkbank'));
    const planted = plantedAccount(details, { accountName, bankName });
    for (const field of ['iban', 'accountNo'] as const) {
      const value = planted[field];
      if (value !== undefined) mark(`${which} ${field}`, value);
    }
    return planted;
  };
  const { customer, bankAccount } = story.order;
  // What the provider does follows from the tags of the e-mail's local part.
  const tags = /^[^+@]*(\+[^@]*)?@/.exec(customer.email)?.[1] ?? '';
  const plantedCustomer = {
    externalId: mark('customer.externalId', rareWord('external-')),
    name: `${mark('customer.name', rareWord('Quillon'))} "Quote" Ö.`,
    email: `${mark('customer.email', rareWord('mailbox'))}${tags}@planted.example`,
  };
  return {
    story: {
      ...story,
      order: { ...story.order, customer: plantedCustomer, bankAccount: account(bankAccount, 'bankAccount') },
      ...(story.replacementAccount && { replacementAccount: account(story.replacementAccount, 'replacement') }),
    },
    markers,
  };
}
