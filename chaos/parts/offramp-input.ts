/** The input of an order paid out in euros, of a customer of its own. */
export function offrampInput(reference: string, { email = 'ana@example.com' }: { readonly email?: string } = {}) {
  return {
    reference,
    customer: { externalId: `customer-of-${reference}`, name: 'Ana Lim', email },
    bankAccount: {
      currency: 'EUR',
      bankName: 'Deutsche Bank',
      iban: 'DE89370400440532013000',
      swift: 'DEUTDEFF',
      accountName: 'Ana Lim',
    },
    source: { currency: 'USDT', network: 'ETH' },
  };
}
