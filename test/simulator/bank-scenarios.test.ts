import { bankScenarios } from '../../simulator';
import type { BankScenarioTag, Simulator } from '../../simulator';
import { bankReportSchema } from '../../src/relay/bank-report-schema';
import { begun, quiet, said } from './support/bank-orders';
import { eventually } from './support/eventually';
import { parsed, text } from './support/narrowing';
import { resend } from './support/resends';
import type { SettledTrade } from './support/resends';
import type { Receiver } from './support/receiver';
import { contractNames, deliveredTo, receiver, simulator, stopAll } from './support/simulation';

/** What the bank says and does in USD, whose codes are those of ACH. */
interface Journey {
  /** Every report, oldest first: the attempt, what became of it, the code, and whether the money is back. */
  said: string[];
  /** What became of each transfer in the end. */
  ends: string[];
}

/** The relay takes each for a report, whatever the worker makes of it. */
const read = { success: true };
const passing = '1 failed R32, money back';
const one = { ends: ['FAILED, money back'] };
const two = { said: [passing, '2 credited'], ends: ['FAILED, money back', 'CREDITED'] };

const journeys: Record<BankScenarioTag, Journey> = {
  'bank-transient': two,
  'bank-transient-twice': {
    said: [passing, '2 failed R32, money back', '3 credited'],
    ends: ['FAILED, money back', 'FAILED, money back', 'CREDITED'],
  },
  'bank-transient-always': {
    said: [passing, '2 failed R32, money back', '3 failed R32, money back'],
    ends: ['FAILED, money back', 'FAILED, money back', 'FAILED, money back'],
  },
  'bank-funds-late': { ...two, said: ['1 failed R32', ...two.said] },
  'bank-funds-missing': { said: ['1 failed R32'], ends: ['FAILED'] },
  'bank-account-closed': { ...one, said: ['1 failed R02, money back'] },
  'bank-account-invalid': { ...one, said: ['1 failed R03, money back'] },
  'bank-name-mismatch': { ...one, said: ['1 failed R03, money back'] },
  'bank-blocked': { ...one, said: ['1 failed R16, money back'] },
  'bank-deceased': { ...one, said: ['1 failed R15, money back'] },
  'bank-regulatory': { ...one, said: ['1 failed R85, money back'] },
  'bank-duplicate': { ...one, said: ['1 failed R24, money back'] },
  'bank-recalled': { ...one, said: ['1 failed R06, money back'] },
  'bank-our-format': { ...one, said: ['1 failed R26, money back'] },
  'bank-unspecified': { ...one, said: ['1 failed R01, money back'] },
  'bank-unknown-code': { ...one, said: ['1 failed X99, money back'] },
  'bank-unknown-outcome': { said: ['1 failed'], ends: ['QUEUED'] },
  'bank-notification': { said: ['1 failed C01'], ends: ['CREDITED'] },
  'bank-amount-differs': { said: ['1 credited 249.49'], ends: ['CREDITED'] },
  'bank-attempt-unclear': { said: [passing, '? credited'], ends: ['FAILED, money back', 'QUEUED'] },
  'bank-credit-after-failure': { said: [passing, '1 credited'], ends: ['CREDITED'] },
  'bank-credit-after-resend': { said: [passing, '1 credited'], ends: ['CREDITED', 'QUEUED'] },
  'bank-failure-of-earlier': { said: [passing, '1 returned R02, money back'], ends: ['FAILED, money back', 'QUEUED'] },
  'bank-failure-after-credit': {
    said: ['1 credited', '1 returned R32, money back', '2 credited'],
    ends: ['RETURNED, money back', 'CREDITED'],
  },
  'bank-late-credit-before': {
    said: ['1 returned R32, money back', '1 credited', '2 credited'],
    ends: ['RETURNED, money back', 'CREDITED'],
  },
  'bank-repeats': { said: ['1 credited', '1 credited', '1 credited'], ends: ['CREDITED'] },
  'balance-short': two,
  'payment-answer-lost': two,
  'payment-silent': { said: [passing], ends: ['FAILED, money back', 'QUEUED'] },
  'payment-settled': { said: [passing], ends: two.ends },
};

describe.each(contractNames)('what the bank does under %s', (contract) => {
  let relay: Receiver;
  let provider: Simulator;
  beforeEach(async () => {
    relay = await receiver();
    provider = await simulator({ contract, timeScale: 0.02, ...deliveredTo(relay) });
  });
  afterEach(stopAll);

  it.each(bankScenarios)('$tag: $happens', async ({ tag }) => {
    const journey = journeys[tag];
    const order = await begun(provider, contract, tag);
    await quiet(provider);
    for (let attempt = 2; attempt <= journey.ends.length; attempt += 1) {
      if (tag === 'balance-short') await fillBalance(order);
      // The answer may be lost, as a scenario has it; what was made is told by the audit.
      await resend(provider, contract, order, attempt).catch(() => undefined);
      await quiet(provider);
    }

    expect(said(relay)).toEqual(journey.said);
    for (const { body } of relay.bankReports()) expect(bankReportSchema.safeParse(parsed(body))).toMatchObject(read);
    const { transfers, ...judged } = provider.audit();
    const ends = transfers.map(({ status, fundsReturned }) => status + (fundsReturned ? ', money back' : ''));
    expect(ends).toEqual(journey.ends);
    expect(transfers.map(({ attempt }) => attempt)).toEqual(journey.ends.map((_end, index) => index + 1));
    const arrivedAgain = journey.ends.slice(1).filter((end) => end === 'CREDITED');
    expect(relay.events().filter((event) => event === 'PAYMENT_SETTLED')).toHaveLength(arrivedAgain.length);
    expect(judged).toMatchObject({ duplicates: [], doublePayments: [], sentBeforeReturn: [] });
    expect(judged.overpaid).toHaveLength(tag === 'bank-credit-after-resend' ? 1 : 0);
  });

  async function fillBalance(order: SettledTrade): Promise<void> {
    const refused = await resend(provider, contract, order, 2);
    expect(refused.body).toEqual({ status: 'FAILED', message: 'insufficient USDT balance' });
    await provider.play.topUp('USDT', '0.01');
  }

  it('a report of a re-send names its payment, one of the first transfer none', async () => {
    const order = await begun(provider, contract, 'bank-transient');
    await quiet(provider);
    await resend(provider, contract, order, 2);
    await quiet(provider);
    const references = relay.bankReports().map(({ body }) => parsed(body).paymentReference);
    expect(references).toEqual([undefined, provider.records.payments.all()[0]?.reference]);
  });

  it.each([
    ['bank-repeats', 3, 1],
    ['bank-funds-late', 2, 2],
  ])('%s makes %d reports, which are %d messages', async (tag, reports, messages) => {
    await begun(provider, contract, tag);
    await quiet(provider);
    const ids = relay.bankReports().map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(reports);
    expect(new Set(ids).size).toBe(messages);
  });

  it('an earlier credit that is told later is dated before the return', async () => {
    await begun(provider, contract, 'bank-late-credit-before');
    await quiet(provider);
    const [returned = 0, credited] = relay.bankReports().map(({ body }) => Date.parse(text(parsed(body).occurredAt)));
    expect(credited).toBeLessThan(returned);
  });

  it('money that comes back late is told with the date of the failure', async () => {
    await begun(provider, contract, 'bank-funds-late');
    await quiet(provider);
    const [first, second] = relay.bankReports().map(({ body }) => parsed(body));
    expect(second).toEqual({ ...first, fundsReturned: true });
  });

  it('a transfer that a person moved is left alone by the bank', async () => {
    const order = await begun(provider, contract, 'bank-funds-late');
    await eventually('the failure is reported', () => relay.bankReports().length === 1);
    await provider.play.creditTransfer(order.tradeId, { webhook: false });
    await quiet(provider);
    expect(said(relay)).toEqual(['1 failed R32']);
    expect(provider.audit().transfers).toMatchObject([{ status: 'CREDITED' }]);
  });

  it('a balance that is short for one customer is not for another', async () => {
    const order = await begun(provider, contract, 'bank-transient');
    await begun(provider, contract, 'balance-short', { name: 'ben' });
    await quiet(provider);
    expect((await resend(provider, contract, order, 2)).httpStatus).toBe(200);
  });

  it('a payment of no trade’s money settles by itself', async () => {
    const order = await begun(provider, contract, 'bank-silent');
    await resend(provider, contract, { ...order, tradeId: 'none' }, 2);
    await quiet(provider);
    expect(relay.events()).toContain('PAYMENT_SETTLED');
    expect(provider.audit().unlinkedPayments).toMatchObject([{ status: 'CONFIRMED' }]);
  });
});
