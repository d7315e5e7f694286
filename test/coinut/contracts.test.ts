import { checkBankAccount, type BankAccountDetails } from '../../src/banking/account-fields';
import { fiatCurrencies } from '../../src/banking/currencies';
import { contracts } from '../../src/coinut/contracts';
import { contractNames, type NewPayment } from '../../src/coinut/contracts/contract';
import { bankAccounts } from '../support/orders';

const customer = { externalId: 'user-7', name: 'Ana Lim', email: 'ana@example.com' };
const payment: NewPayment = {
  reference: 'RABCDEFGHIJKL-2',
  amount: '229.80',
  currency: 'USD',
  deductCurrency: 'USDT',
  bankAccountId: 'b-1',
};
const guide = contracts.guide;
const later = contracts['openapi-2026-07'];

describe.each(contractNames)('the contract %s', (name) => {
  const contract = contracts[name];

  it('goes by its name', () => {
    expect(contract.name).toBe(name);
  });

  it('creates customers as individual depositors', () => {
    expect(contract.createCustomer(customer)).toEqual({
      operation: 'create the customer',
      method: 'POST',
      path: '/customer/create',
      body: { json: { ...customer, type: 'DEPOSITOR', isIndividual: true } },
    });
  });

  it("creates flows from the customer's crypto to a bank account", () => {
    const flow = { customerId: 'c-1', bankAccountId: 'b-1', currency: 'USDT', network: 'ETH' } as const;
    expect(contract.createFlow(flow)).toEqual({
      operation: 'create the offramp flow',
      method: 'POST',
      path: '/autoramp-flow/offramp',
      body: { json: { from: { customerId: 'c-1', currency: 'USDT', network: 'ETH' }, to: 'b-1' } },
    });
  });

  it.each(fiatCurrencies.filter((currency) => contract.payoutCurrencies.includes(currency)))(
    'writes an account in each currency that it pays out: %s',
    (currency) => {
      const request = contract.addBankAccount({ customerId: 'c-1', account: bankAccounts[currency] });
      expect(request).toMatchObject({ method: 'POST', path: '/bank-account/add' });
      expect(JSON.stringify(request.body)).toContain('"customerId":"c-1"');
    },
  );

  it.each(contract.paymentCurrencies)('writes a payment in each currency that it makes payments in: %s', (currency) => {
    const request = contract.createPayment({ ...payment, currency });
    expect(request).toMatchObject({ operation: 'create the payment', method: 'POST', path: '/payment/create' });
    expect(JSON.stringify(request.body)).toContain(`"currency":"${currency}"`);
  });

  it('makes payments in no currency that it does not pay out', () => {
    expect(contract.payoutCurrencies).toEqual(expect.arrayContaining([...contract.paymentCurrencies]));
  });
});

describe('the guide', () => {
  it('pays out six currencies', () => {
    expect(guide.payoutCurrencies).toEqual(['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'SGD']);
  });

  it.each(fiatCurrencies)("sends an account in %s as JSON, in the guide's own fields", (currency) => {
    const account = bankAccounts[currency];
    const { body } = guide.addBankAccount({ customerId: 'c-1', account });
    expect(body).toEqual({ json: { customerId: 'c-1', ...account } });
  });

  it('cannot delete flows', () => {
    expect(guide.deleteFlow).toBeUndefined();
  });

  it('sends payments as JSON, in all six currencies', () => {
    expect(guide.paymentCurrencies).toEqual(guide.payoutCurrencies);
    expect(guide.createPayment({ ...payment, currency: 'CAD' }).body).toEqual({
      json: { ...payment, currency: 'CAD' },
    });
  });
});

describe('the OpenAPI document of July 2026', () => {
  const bodyOf = (account: BankAccountDetails) => later.addBankAccount({ customerId: 'c-1', account }).body;

  it('pays out five currencies', () => {
    expect(later.payoutCurrencies).toEqual(['USD', 'EUR', 'GBP', 'AUD', 'SGD']);
  });

  it.each<[string, BankAccountDetails, object]>([
    [
      'the holder as beneficiaryName',
      { currency: 'EUR', bankName: 'N26', iban: 'DE89370400440532013000', swift: 'NTSBDEB1', accountName: 'Ana Lim' },
      {
        currency: 'EUR',
        bankName: 'N26',
        iban: 'DE89370400440532013000',
        swift: 'NTSBDEB1',
        beneficiaryName: 'Ana Lim',
      },
    ],
    [
      'no holder where none is named',
      { currency: 'USD', bankName: 'Chase', accountNo: '1', aba: '021000021', bankAddress: '1 Main St' },
      { currency: 'USD', bankName: 'Chase', accountNo: '1', aba: '021000021', bankAddress: '1 Main St' },
    ],
    [
      'a BSB in front of its account number, since there is no field for it',
      { currency: 'AUD', bankName: 'Westpac', accountNo: '12345678', bsb: '032000' },
      { currency: 'AUD', bankName: 'Westpac', accountNo: '03200012345678' },
    ],
    [
      'a sort code only within the IBAN',
      {
        ...{ currency: 'GBP', bankName: 'NatWest', iban: 'GB29NWBK60161331926819', swift: 'NWBKGB2L' },
        ...{ accountNo: '31926819', sortCode: '601613' },
      },
      {
        ...{ currency: 'GBP', bankName: 'NatWest', iban: 'GB29NWBK60161331926819', swift: 'NWBKGB2L' },
        ...{ accountNo: '31926819' },
      },
    ],
    [
      'a British account that names no branch at all, as it stands',
      { currency: 'GBP', bankName: 'NatWest', accountNo: '31926819', swift: 'NWBKGB2L' },
      { currency: 'GBP', bankName: 'NatWest', accountNo: '31926819', swift: 'NWBKGB2L' },
    ],
  ])('sends a form with %s', (_why, account, fields) => {
    expect(checkBankAccount(account)).toMatchObject({ ok: true });
    expect(bodyOf(account)).toEqual({ form: { customerId: 'c-1', ...fields } });
  });

  const british = { currency: 'GBP', bankName: 'NatWest', swift: 'NWBKGB2L' } as const;
  it.each<[string, BankAccountDetails, RegExp]>([
    ['in Canadian dollars', bankAccounts.CAD, /^The provider pays no CAD under the contract openapi-2026-07\.$/],
    [
      'that names its branch by a sort code alone',
      { ...british, accountNo: '31926819', sortCode: '601613' },
      /no field for a sort code: name the account by the IBAN/,
    ],
    [
      'whose sort code is not that of its IBAN',
      { ...british, iban: 'GB29NWBK60161331926819', sortCode: '601614' },
      /no field for a sort code/,
    ],
    [
      'whose sort code cannot be in its IBAN',
      { ...british, iban: 'DE89370400440532013000', sortCode: '400440' },
      /no field for a sort code/,
    ],
  ])('refuses an account %s, rather than have its transfers bounce', (_why, account, message) => {
    expect(() => bodyOf(account)).toThrow(
      expect.objectContaining({ name: 'CoinutUnsupported', message: expect.stringMatching(message) }),
    );
    expect(() => bodyOf(account)).not.toThrow(/31926819|60161|NatWest/);
  });

  it('deletes flows', () => {
    expect(later.deleteFlow?.('f-1')).toEqual({
      operation: 'delete the flow',
      method: 'POST',
      path: '/autoramp-flow/delete',
      body: { json: { id: 'f-1' } },
    });
  });

  it('sends payments as a form', () => {
    expect(later.createPayment(payment).body).toEqual({ form: { ...payment } });
  });

  it.each(fiatCurrencies.filter((currency) => currency !== 'USD'))('refuses a payment in %s', (currency) => {
    expect(later.paymentCurrencies).not.toContain(currency);
    expect(() => later.createPayment({ ...payment, currency })).toThrow(
      expect.objectContaining({
        name: 'CoinutUnsupported',
        message: `The provider makes no payments in ${currency} under the contract openapi-2026-07.`,
      }),
    );
  });
});
