import { booksOf, emptyBooks } from '../../../chaos/kill/books';
import { startSimulator, type Simulator } from '../../../simulator';

describe('the books on a customer', () => {
  let provider: Simulator;
  beforeAll(async () => {
    provider = await startSimulator({ apiKey: 'key', apiSecret: 'secret', autoplay: false });
    const { records } = provider;
    const put = { ...records.stamp(), customerId: 'c-1' };
    const address = { id: 'a-1', currency: 'USDT', network: 'ETH', address: '0x1', status: 'VERIFIED' } as const;
    records.customers.put({
      ...{ ...records.stamp(), id: 'c-1', name: 'Ana Lim', email: 'ana@example.com', externalId: 'user-7' },
      ...{ isIndividual: true, status: 'APPROVED' },
    });
    records.depositAddresses.put({ ...put, ...address });
    records.deposits.put({
      ...{ ...put, id: 'd-1', depositAddressId: 'a-1', currency: 'USDT', amount: '100.00', txid: '0x2', txFrom: '0x3' },
      status: 'CONFIRMED',
    });
    const trade = { depositId: 'd-1', flowId: 'f-1', fromAmount: '100.00', fromCurrency: 'USDT' } as const;
    const owed = { toAmount: '90.00', toCurrency: 'EUR' } as const;
    records.trades.put({ ...records.stamp(), id: 't-0', ...trade, ...owed, status: 'CANCELED' });
    records.trades.put({ ...records.stamp(), id: 't-1', ...trade, ...owed, status: 'SETTLED' });
    const transfer = { tradeId: 't-1', bankAccountId: 'b-1', amount: '90.00', currency: 'EUR' } as const;
    records.keepTransfer({ ...records.stamp(), ...transfer, attempt: 1, status: 'FAILED', fundsReturned: true });
    records.keepTransfer({
      ...{ ...records.stamp(), ...transfer, attempt: 2, status: 'CREDITED', fundsReturned: false },
      ...{ paymentId: 'p-1', paymentReference: 'R-2' },
    });
  });
  afterAll(() => provider.stop());

  it('hold every settled trade with what is on the account of it, and what was paid for it', () => {
    expect(booksOf('user-7', provider.records)).toEqual({
      deposits: ['d-1'],
      payments: ['R-2'],
      trades: [{ id: 't-1', owed: '90.00', currency: 'EUR', credited: [{ amount: '90.00', currency: 'EUR' }] }],
    });
  });

  it('are empty for a customer whom the provider does not know', () => {
    expect(booksOf('user-8', provider.records)).toEqual(emptyBooks);
  });
});
