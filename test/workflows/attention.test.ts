import type { NextFault } from '../../simulator/faults/rules';
import { attentionReasons, type AttentionReason } from '../../src/signals/attention-reasons';
import { eventually } from '../support/eventually';
import { fastForward } from '../../scripts/temporal/fast-forward';
import { localActivitiesOf } from '../support/histories';
import { needsAttention, playStep, reached, required, startUntil } from '../support/journeys';
import { newOrder } from '../support/orders';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { later, operator } from '../support/stories';

type Order = ReturnType<typeof newOrder>;

interface Case {
  readonly reason: AttentionReason;
  /** What moves the order on, in words. */
  readonly by: string;
  readonly order?: Parameters<typeof newOrder>[0];
  /** Brings an order to need attention for the reason. */
  readonly bring: (order: Order) => Promise<void>;
  /** The Update, with whatever had to be put right before it. */
  readonly update: (order: Order) => Promise<unknown>;
  /** The stage that the order has come to, or how it ended. */
  readonly then: { readonly stage?: string; readonly outcome?: string };
}

describe('an order that needs attention is moved on', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    const limits = { USDT: { min: '10', max: '1000' } };
    system = await startOfframpSystem({ environment: { DEPOSIT_LIMITS: JSON.stringify(limits) } });
  });
  afterEach(() => system.simulator.endFaults());
  afterAll(() => system.stop());

  const quietly = { webhook: false };
  const play = () => system.simulator.play;
  const idsOf = async ({ reference }: Order) => (await system.offramps.status(reference)).ids;
  const signal = ({ reference }: Order, name: string, payload: object) =>
    system.client.workflow.getHandle(`offramp-${reference}`).signal(name, payload);
  /** Several signals at once, before the order can act on the first. */
  async function inOneMoment(order: Order, ...signals: (readonly [name: string, payload: object])[]): Promise<void> {
    await system.stopWorkers();
    for (const [name, payload] of signals) await signal(order, name, payload);
    await system.startWorkers();
  }
  const until = (stage: Parameters<typeof startUntil>[2]) => async (order: Order) => {
    await startUntil(system, order, stage);
  };
  const retry = ({ reference }: Order) => system.offramps.retryNow(reference, operator);
  const cancel = ({ reference }: Order) => system.offramps.cancelOfframp(reference, operator);
  const refund =
    (amount: string, currency = 'USDT') =>
    async ({ reference }: Order) =>
      system.offramps.recordRefund(reference, { ...operator, amount, currency, transactionId: '0xabc' });
  const dispose =
    (amount: string, currency: string) =>
    async ({ reference }: Order) =>
      system.offramps.recordDisposition(reference, { ...operator, amount, currency, destination: 'paid by hand' });
  const close = ({ reference }: Order) =>
    system.offramps.closeOfframp(reference, { ...operator, outcome: 'abandoned' });
  const inTurn =
    (...steps: ((order: Order) => Promise<unknown>)[]) =>
    async (order: Order) => {
      for (const step of steps) await step(order);
    };
  const days = (duration: '1 day' | '2 days') => (order: Order) => later(system, order.reference, duration);
  const yearLater = async ({ reference }: Order) => {
    await system.offramps.extendDeadline(reference, { ...operator, deadline: '366 days' });
    await fastForward(system.environment.connection, `offramp-${reference}`, '365 days');
  };
  const deposit = (fields: { amount: string; network?: 'MATIC'; currency?: 'USDC' }) => async (order: Order) => {
    const { depositAddress } = await startUntil(system, order, 'awaiting-deposit');
    await play().receiveDeposit({ address: required(depositAddress?.address), ...fields });
  };
  const report = (fields: object) => async (order: Order) =>
    signal(order, 'bankTransferReported', { reportId: `r-${order.reference}`, ...fields });
  /** As if the provider told a trade otherwise than it is. */
  const rewriteTrade = (fields: object) => async (order: Order) => {
    const { depositId } = await idsOf(order);
    const [trade] = system.simulator.records.trades.where((candidate) => candidate.depositId === depositId);
    system.simulator.records.trades.put({ ...required(trade), ...fields });
  };
  const settleQuietly = async (order: Order) => play().settleTrade(required((await idsOf(order)).tradeId), quietly);
  /** The dates of its transfer are worked out once more, by whatever calendars the worker has. */
  const plannedAgain = ({ reference }: Order) =>
    eventually('another plan of the transfer', async () => {
      const done = await localActivitiesOf(system.client, `offramp-${reference}`);
      return done.filter((name) => name === 'planTransfer').length === 2;
    });
  /** Every look-up of a path fails for longer than an activity goes on trying. */
  const failing = (path: string, fault: 'error-500-before' | 'unauthorised' | 'failed-before') => (order: Order) => {
    system.simulator.faultNext({ path, times: 200, fault });
    return fastForward(system.environment.connection, `offramp-${order.reference}`, '3 hours');
  };

  /** The customer is approved, and no flow can be made. */
  const refusingFlows = (fault: NextFault['fault']) => async (order: Order) => {
    system.simulator.faultNext({ path: '/autoramp-flow/offramp', times: 200, fault });
    await playStep(system, order.reference, 'awaiting-customer-approval');
  };
  const well = async () => system.simulator.endFaults();

  const cases: readonly Case[] = [
    {
      reason: 'contradictory-facts',
      by: 'retryNow, once the provider knows its mind',
      bring: inTurn(until('awaiting-customer-approval'), async (order) => {
        const { customerId } = await idsOf(order);
        await inOneMoment(order, ['customerApproved', { customerId }], ['customerRejected', { customerId }]);
      }),
      update: async (order) => {
        await play().approveCustomer(required((await idsOf(order)).customerId), quietly);
        return retry(order);
      },
      then: { stage: 'awaiting-deposit' },
    },
    {
      reason: 'deposit-address-silent',
      by: 'retryNow, once the address is verified',
      order: { tags: ['address-silent'] },
      bring: inTurn(until('awaiting-customer-approval'), async (order) => {
        await play().approveCustomer(required((await idsOf(order)).customerId));
        await reached(system, order.reference, 'awaiting-deposit-address');
        await days('2 days')(order);
      }),
      update: async (order) => {
        await play().verifyAddress(required((await idsOf(order)).depositAddressId), quietly);
        return retry(order);
      },
      then: { stage: 'awaiting-deposit' },
    },
    {
      reason: 'deposit-address-invalid',
      by: 'cancelOfframp',
      order: { tags: ['address-invalid'] },
      bring: inTurn(until('awaiting-customer-approval'), async (order) => {
        await play().approveCustomer(required((await idsOf(order)).customerId));
      }),
      update: cancel,
      then: { outcome: 'cancelled' },
    },
    {
      reason: 'confirmation-silent',
      by: 'extendDeadline, which is patient',
      bring: inTurn(until('confirming-deposit'), days('2 days')),
      update: ({ reference }) => system.offramps.extendDeadline(reference, { ...operator, deadline: '3 days' }),
      then: { stage: 'confirming-deposit' },
    },
    {
      reason: 'deposit-held',
      by: 'retryNow, once the provider has let it go',
      bring: inTurn(until('confirming-deposit'), async (order) => {
        await play().holdDeposit(required((await idsOf(order)).depositId));
        await retry(order);
      }),
      update: async (order) => {
        await play().approveDeposit(required((await idsOf(order)).depositId), quietly);
        return retry(order);
      },
      then: { stage: 'awaiting-trade' },
    },
    {
      reason: 'deposit-rejected',
      by: 'recordRefund',
      bring: inTurn(until('confirming-deposit'), async (order) => {
        await play().rejectDeposit(required((await idsOf(order)).depositId));
      }),
      update: refund('250.00'),
      then: { outcome: 'refunded' },
    },
    {
      reason: 'deposit-below-minimum',
      by: 'recordRefund',
      bring: deposit({ amount: '9.99' }),
      update: refund('9.99'),
      then: { outcome: 'refunded' },
    },
    {
      reason: 'deposit-above-maximum',
      by: 'recordDisposition and closeOfframp',
      bring: deposit({ amount: '1000.01' }),
      update: inTurn(dispose('1000.01', 'USDT'), close),
      then: { outcome: 'abandoned' },
    },
    {
      reason: 'deposit-wrong-currency',
      by: 'recordRefund',
      bring: deposit({ amount: '50', currency: 'USDC' }),
      update: refund('50', 'USDC'),
      then: { outcome: 'refunded' },
    },
    {
      reason: 'deposit-wrong-network',
      by: 'recordDisposition and closeOfframp',
      bring: deposit({ amount: '50', network: 'MATIC' }),
      update: inTurn(dispose('50', 'USDT'), close),
      then: { outcome: 'abandoned' },
    },
    {
      reason: 'flow-disabled',
      by: 'recordRefund',
      bring: inTurn(until('awaiting-trade'), async (order) => {
        await play().disableFlow(required((await idsOf(order)).flowId));
        await retry(order);
      }),
      update: refund('250'),
      then: { outcome: 'refunded' },
    },
    {
      reason: 'trade-silent',
      by: 'retryNow, once there is a trade',
      bring: inTurn(until('awaiting-trade'), days('2 days')),
      update: async (order) => {
        await play().createTrade(required((await idsOf(order)).depositId), quietly);
        return retry(order);
      },
      then: { stage: 'awaiting-trade-settlement' },
    },
    {
      reason: 'trade-settlement-silent',
      by: 'retryNow, once it is settled',
      bring: inTurn(until('awaiting-trade-settlement'), days('2 days')),
      update: inTurn(settleQuietly, retry),
      then: { stage: 'awaiting-bank-transfer' },
    },
    {
      reason: 'trade-canceled',
      by: 'recordRefund',
      bring: inTurn(until('awaiting-trade-settlement'), async (order) => {
        await play().cancelTrade(required((await idsOf(order)).tradeId));
        await retry(order);
      }),
      update: refund('250'),
      then: { outcome: 'refunded' },
    },
    {
      reason: 'payout-unknown',
      by: 'retryNow, once the provider says how much',
      bring: inTurn(
        until('awaiting-trade-settlement'),
        rewriteTrade({ toAmount: 'to be told', status: 'SETTLED' }),
        retry,
      ),
      update: inTurn(rewriteTrade({ toAmount: '229.80' }), retry),
      then: { stage: 'awaiting-bank-transfer' },
    },
    {
      reason: 'payout-unexpected',
      by: 'recordDisposition and closeOfframp',
      bring: inTurn(until('awaiting-trade-settlement'), rewriteTrade({ toCurrency: 'USD', status: 'SETTLED' }), retry),
      update: inTurn(dispose('229.80', 'USD'), close),
      then: { outcome: 'abandoned' },
    },
    {
      reason: 'several-trades',
      by: 'recordDisposition and closeOfframp',
      bring: inTurn(until('awaiting-trade-settlement'), async (order) => {
        const { depositId, tradeId } = await idsOf(order);
        const settled = { depositId, fromAmount: '125', fromCurrency: 'USDT', toAmount: '115', toCurrency: 'EUR' };
        await inOneMoment(
          order,
          ['tradeSettled', { ...settled, tradeId }],
          ['tradeSettled', { ...settled, tradeId: 'another-trade' }],
        );
      }),
      update: inTurn(dispose('230', 'EUR'), close),
      then: { outcome: 'abandoned' },
    },
    {
      reason: 'bank-transfer-unclear',
      by: 'confirmBankTransfer',
      bring: inTurn(until('awaiting-bank-transfer'), report({ outcome: 'failed' })),
      update: ({ reference }) => system.offramps.confirmBankTransfer(reference, operator),
      then: { stage: 'watching-for-return' },
    },
    {
      reason: 'bank-transfer-unclear',
      by: 'retryNow, which sends it again',
      bring: inTurn(until('awaiting-bank-transfer'), report({ outcome: 'failed', code: 'MS03', fundsReturned: true })),
      update: retry,
      then: { stage: 'retrying-bank-transfer' },
    },
    {
      reason: 'bank-transfer-held',
      by: 'recordDisposition and closeOfframp, also after it settled',
      bring: inTurn(
        until('watching-for-return'),
        report({ outcome: 'returned', code: 'RR04', occurredAt: '2099-01-01T00:00:00Z' }),
      ),
      update: inTurn(dispose('229.80', 'EUR'), close),
      then: { outcome: 'abandoned' },
    },
    {
      reason: 'funds-not-returned',
      by: 'confirmFundsReturned',
      bring: inTurn(until('awaiting-bank-transfer'), report({ outcome: 'failed', code: 'ED05' })),
      update: ({ reference }) => system.offramps.confirmFundsReturned(reference, operator),
      then: { stage: 'retrying-bank-transfer' },
    },
    {
      reason: 'bank-account-refused',
      by: 'replaceBankAccount',
      bring: inTurn(until('awaiting-bank-transfer'), report({ outcome: 'failed', code: 'AC04', fundsReturned: true })),
      update: ({ reference }) =>
        system.offramps.replaceBankAccount(reference, {
          ...operator,
          bankAccount: { currency: 'EUR', bankName: 'Other', iban: 'NL91ABNA0417164300', swift: 'ABNANL2A' },
        }),
      then: { stage: 'retrying-bank-transfer' },
    },
    {
      reason: 'credited-after-failure',
      by: 'confirmFundsReturned, after which it is sent again',
      bring: inTurn(
        until('awaiting-bank-transfer'),
        report({ outcome: 'failed', code: 'ED05', fundsReturned: true, occurredAt: '2026-11-20T10:00:00Z' }),
        report({ reportId: 'another', outcome: 'credited', occurredAt: '2026-11-21T10:00:00Z' }),
      ),
      update: ({ reference }) => system.offramps.confirmFundsReturned(reference, operator),
      then: { stage: 'retrying-bank-transfer' },
    },
    {
      reason: 'money-not-received',
      by: 'confirmBankTransfer',
      bring: inTurn(
        until('awaiting-bank-transfer'),
        (order) => later(system, order.reference, '8 days'),
        async (order) => {
          await reached(system, order.reference, 'watching-for-return');
          await system.offramps.reportNotReceived(order.reference, operator);
        },
      ),
      update: ({ reference }) => system.offramps.confirmBankTransfer(reference, operator),
      then: { stage: 'watching-for-return' },
    },
    {
      reason: 'bank-report-mismatch',
      by: 'confirmBankTransfer, also after it settled',
      bring: inTurn(until('watching-for-return'), report({ outcome: 'credited', amount: '229.00' })),
      update: ({ reference }) => system.offramps.confirmBankTransfer(reference, operator),
      then: { stage: 'watching-for-return' },
    },
    {
      reason: 'money-unaccounted',
      by: 'recordDisposition',
      bring: inTurn(
        until('awaiting-trade-settlement'),
        settleQuietly,
        rewriteTrade({ fromAmount: '200.00' }),
        retry,
        async (order) => {
          await reached(system, order.reference, 'awaiting-bank-transfer');
          await play().creditTransfer(required((await idsOf(order)).tradeId));
        },
      ),
      update: dispose('50', 'USDT'),
      then: { stage: 'watching-for-return' },
    },
    {
      reason: 'bank-calendar-missing',
      by: 'retryNow, once a release has newer calendars, or recordDisposition and closeOfframp',
      bring: inTurn(
        until('awaiting-trade-settlement'),
        yearLater,
        yearLater,
        yearLater,
        settleQuietly,
        retry,
        async (order) => {
          await eventually('its dates to be estimated', async () => {
            const { transfers } = await system.offramps.status(order.reference);
            return transfers[0]?.expected?.estimated;
          });
          await later(system, order.reference, '8 days');
        },
      ),
      update: inTurn(retry, plannedAgain, dispose('229.80', 'EUR'), close),
      then: { outcome: 'abandoned' },
    },
    {
      reason: 'provider-unavailable',
      by: 'retryNow, once the provider answers',
      bring: inTurn(until('confirming-deposit'), retry, failing('/deposit/detail', 'error-500-before')),
      update: inTurn(well, async (order) => {
        await play().approveDeposit(required((await idsOf(order)).depositId), quietly);
        return retry(order);
      }),
      then: { stage: 'awaiting-trade' },
    },
    {
      reason: 'provider-credentials',
      by: 'retryNow, once the credentials are right again',
      bring: inTurn(until('confirming-deposit'), retry, failing('/deposit/detail', 'unauthorised')),
      update: inTurn(well, async (order) => {
        await play().approveDeposit(required((await idsOf(order)).depositId), quietly);
        return retry(order);
      }),
      then: { stage: 'awaiting-trade' },
    },
    {
      reason: 'outcome-unknown',
      by: 'retryNow, which looks before it creates',
      bring: inTurn(until('awaiting-customer-approval'), refusingFlows('failed-before'), async (order) => {
        await reached(system, order.reference, 'creating-flow');
        await fastForward(system.environment.connection, `offramp-${order.reference}`, '3 hours');
      }),
      update: inTurn(well, retry),
      then: { stage: 'awaiting-deposit' },
    },
    {
      reason: 'insufficient-funds',
      by: 'retryNow, once the balance is funded',
      bring: inTurn(until('awaiting-customer-approval'), refusingFlows('insufficient-funds')),
      update: inTurn(well, retry),
      then: { stage: 'awaiting-deposit' },
    },
    {
      reason: 'invalid-address',
      by: 'retryNow, once the provider has put it right',
      bring: inTurn(until('awaiting-customer-approval'), refusingFlows('invalid-address')),
      update: inTurn(well, retry),
      then: { stage: 'awaiting-deposit' },
    },
    {
      reason: 'provider-refused',
      by: 'cancelOfframp',
      bring: inTurn(until('awaiting-customer-approval'), refusingFlows('invalid-parameters')),
      update: cancel,
      then: { outcome: 'cancelled' },
    },
    {
      reason: 'bank-account-unusable',
      by: 'cancelOfframp',
      bring: async (order) => {
        const other = await startUntil(system, newOrder({ currency: 'USD' }), 'awaiting-deposit');
        const bankAccount = { bankAccountId: required(other.ids.bankAccountId), currency: 'USD' };
        await system.offramps.start({ ...order, bankAccount });
        await playStep(system, order.reference, 'awaiting-customer-approval');
      },
      update: cancel,
      then: { outcome: 'cancelled' },
    },
    {
      reason: 'unexpected-failure',
      by: 'closeOfframp',
      bring: inTurn(until('awaiting-deposit'), async (order) => {
        const { depositAddress } = await system.offramps.status(order.reference);
        const address = required(depositAddress?.address);
        const { id } = await play().receiveDeposit({ address, amount: '250.00' }, quietly);
        // Somebody else has used the id of the claim for something of their own.
        await system.client.workflow.start('depositClaim', {
          workflowId: `deposit-${id}`,
          taskQueue: system.taskQueue,
        });
        await retry(order);
      }),
      update: close,
      then: { outcome: 'abandoned' },
    },
  ];

  it.each(cases)('from $reason by $by', async ({ reason, order: options, bring, update, then }) => {
    const order = newOrder(options);
    await bring(order);
    await needsAttention(system, order.reference, reason);
    await update(order);
    if (then.outcome !== undefined) {
      expect(await system.offramps.result(order.reference)).toMatchObject({ outcome: then.outcome });
      return;
    }
    const isMovedOn = async () => {
      const { stage, needsAttention: attention } = await system.offramps.status(order.reference);
      return stage === then.stage && attention === undefined;
    };
    await eventually('the order to move on', isMovedOn);
  });

  it('whatever the reason: each has its case here or a test of its own', () => {
    const elsewhere: readonly AttentionReason[] = [
      // test/workflows/bank-transfer-stories.test.ts and test/workflows/bank-transfer-guard.test.ts
      'balance-short',
      'customer-not-approved',
      'double-payment',
      'earlier-transfer-alive',
      'earlier-transfer-reported',
      'payment-not-confirmed',
      'payment-outcome-unknown',
      'send-guard-refused',
      'payouts-paused',
      'resend-above-limit',
      'resend-limit',
      'resend-too-dear',
      'resend-unsupported',
      'resends-used-up',
      // test/workflows/siblings.test.ts: retryNow; the one that is first goes on, and so does the other
      'address-pays-elsewhere',
      'another-order-first',
      // test/workflows/contracts.test.ts: cancelOfframp
      'unsupported-by-contract',
      // test/workflows/unmatched-stories.test.ts: assign and dismiss
      'unmatched-webhook',
    ];
    const covered = new Set<string>([...cases.map(({ reason }) => reason), ...elsewhere]);
    expect(Object.keys(attentionReasons).filter((reason) => !covered.has(reason))).toEqual([]);
  });
});
