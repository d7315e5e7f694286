import { duplicatesIn } from '../../../chaos/checker/creates';
import { nothingPaidTwice, paidTwiceText, readPaidTwice } from '../../../chaos/checker/paid-twice';
import { readProviderLog } from '../../../chaos/checker/provider-log';
import { resend, settledTrade } from '../../simulator/support/resends';
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

  it('goes with books that show what was paid twice', async () => {
    const provider = await simulator({ autoplay: false });
    const trade = await settledTrade(provider, 'guide');
    expect(await readPaidTwice(provider.url)).toEqual(nothingPaidTwice);
    await resend(provider, 'guide', trade, 2);
    await resend(provider, 'guide', trade, 2);
    expect(paidTwiceText(await readPaidTwice(provider.url))).toEqual([
      `The trade ${trade.tradeId} was paid twice, by attempts 1 and 2 (sent-while-alive).`,
      `The trade ${trade.tradeId} was paid twice, by attempts 1 and 2 (sent-while-alive).`,
      `The trade ${trade.tradeId} was paid twice, by attempts 2 and 2 (sent-while-alive).`,
      `The trade ${trade.tradeId} was overpaid: 748.50 USD, where 249.50 was owed.`,
    ]);
    expect(duplicatesIn(await readProviderLog(provider.url))).toMatchObject([{ kind: 'payment' }]);
  });

  it('must be there', async () => {
    await expect(readProviderLog('http://127.0.0.1:1')).rejects.toThrow();
    await expect(readPaidTwice('http://127.0.0.1:1')).rejects.toThrow();
  });
});
