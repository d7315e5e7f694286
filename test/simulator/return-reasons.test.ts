import { bankScenarios } from '../../simulator';
import { faultOfTag } from '../../simulator/faults';
import { bankWords, returnReasons, schemeOf } from '../../simulator/return-reasons';
import { behaviourWith, changedBy, createTagReader } from '../../simulator/tags';
import { begun, quiet } from './support/bank-orders';
import { parsed } from './support/narrowing';
import { deliveredTo, receiver, simulator, stopAll } from './support/simulation';

const currencies = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'SGD'] as const;

describe('the words of a bank', () => {
  afterEach(stopAll);

  it('are of the scheme that the currency goes through', () => {
    expect(schemeOf).toEqual({ USD: 'ach', EUR: 'iso20022', GBP: 'fps', CAD: 'eft', AUD: 'becs', SGD: 'iso20022' });
    for (const currency of currencies) {
      for (const reason of returnReasons) expect(bankWords(reason, currency).scheme).toBe(schemeOf[currency]);
    }
  });

  it.each([
    ['transient', ['R32', 'TM01', 'SCHEME_IS_DOWN', '989', 'E153', 'TM01']],
    ['account-closed', ['R02', 'AC04', 'ACCOUNT_CLOSED', '905', '3', 'AC04']],
    ['name-mismatch', ['R03', 'AC01', 'NAME_MISMATCH', '912', '5', 'AC01']],
    ['notification-of-change', ['C01', 'MS03', undefined, '989', undefined, 'MS03']],
    ['unknown-outcome', [undefined, 'AB05', 'SYSTEM_MALFUNCTION', undefined, 'E199', 'AB05']],
  ] as const)('for %s are those of each rail, or none', (reason, codes) => {
    expect(currencies.map((currency) => bankWords(reason, currency).code)).toEqual(codes);
  });

  it('are in the report of a transfer in that currency', async () => {
    const relay = await receiver();
    const provider = await simulator(deliveredTo(relay));
    await begun(provider, 'guide', 'bank-name-mismatch', { currency: 'GBP' });
    await quiet(provider);
    expect(relay.bankReports().map(({ body }) => parsed(body))).toMatchObject([
      { code: 'NAME_MISMATCH', scheme: 'fps', amount: '196.02', currency: 'GBP' },
    ]);
  });
});

describe('tags of the bank', () => {
  it('can be joined with others, and bring those that they name', () => {
    const tags = createTagReader([])({ email: 'ana+kyc-slow+payment-answer-lost@example.com' });
    expect(tags).toContain('fault-payment-reset-after');
    expect(behaviourWith(tags)).toMatchObject({
      customerReviewDelay: 'slowCustomerReview',
      bank: [[{ because: 'transient' }], [{ says: 'credited' }]],
    });
  });

  it('bring only what is a tag', () => {
    const brought = bankScenarios.flatMap((scenario) => ('also' in scenario ? scenario.also : []));
    expect(brought).not.toEqual([]);
    for (const tag of brought) expect(changedBy(tag) ?? faultOfTag(tag)).toBeDefined();
  });
});
