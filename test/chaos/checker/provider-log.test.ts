import { duplicatesIn } from '../../../chaos/checker/creates';
import { readProviderLog } from '../../../chaos/checker/provider-log';
import { makeCustomer, makeFlow, simulator, stopAll } from '../../simulator/support/simulation';

describe("the simulated provider's log", () => {
  afterAll(stopAll);

  it('shows everything that was made, and what was made twice', async () => {
    const { url, play } = await simulator({ autoplay: false });
    const customerId = await makeCustomer(url, 'ana@example.com');
    await play.approveCustomer(customerId);
    await makeFlow(url, customerId);
    expect(duplicatesIn(await readProviderLog(url))).toEqual([]);

    await makeCustomer(url, 'ana@example.com');
    await makeFlow(url, customerId);
    const duplicates = duplicatesIn(await readProviderLog(url));
    expect(duplicates.map(({ kind, ids }) => [kind, ids.length])).toEqual([
      ['customer', 2],
      ['bank-account', 2],
      ['flow', 2],
    ]);
  });

  it('must be there', async () => {
    await expect(readProviderLog('http://127.0.0.1:1')).rejects.toThrow();
  });
});
