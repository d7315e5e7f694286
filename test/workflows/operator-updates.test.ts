import { fastForward } from '../../scripts/temporal/fast-forward';
import type { CommandName } from '../../src/signals/operator-commands';
import type { OfframpStatus } from '../../src/signals/status';
import { eventually } from '../support/eventually';
import { needsAttention, required, startUntil } from '../support/journeys';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { bankAccounts, newOrder } from '../support/orders';

type Order = ReturnType<typeof newOrder>;

interface Case {
  readonly name: CommandName;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Brings an order to where the command applies. */
  readonly bring: (order: Order) => Promise<unknown>;
  /** What has become of the order once the command is carried out. */
  readonly then: string;
  /** What became of the same word again, or how it was refused. */
  readonly again: RegExp;
}

describe('an operator’s Update', () => {
  let system: OfframpSystem;
  beforeAll(async () => {
    system = await startOfframpSystem();
  });
  afterAll(() => system.stop());

  const until = (stage: Parameters<typeof startUntil>[2]) => (order: Order) => startUntil(system, order, stage);
  const rejectedDeposit = async (order: Order) => {
    const { ids } = await startUntil(system, order, 'confirming-deposit');
    await system.simulator.play.rejectDeposit(required(ids.depositId));
    await needsAttention(system, order.reference, 'deposit-rejected');
  };
  const closedAccount = async (order: Order) => {
    const { ids } = await startUntil(system, order, 'awaiting-bank-transfer');
    await system.simulator.play.failTransfer(required(ids.tradeId), { code: 'AC04', fundsReturned: true });
    await needsAttention(system, order.reference, 'bank-account-refused');
  };

  const cases: readonly Case[] = [
    { name: 'retryNow', bring: until('awaiting-deposit'), then: 'awaiting-deposit', again: /^Trying again\.$/ },
    {
      name: 'extendDeadline',
      fields: { deadline: '30 days' },
      bring: until('awaiting-deposit'),
      then: 'awaiting-deposit',
      again: /^Waiting until |which is longer/,
    },
    {
      name: 'cancelOfframp',
      bring: until('awaiting-deposit'),
      then: 'awaiting-deposit cancelled',
      again: /^Cancelled\.$|had ended|has ended|completed|aborted by closing workflow/,
    },
    {
      name: 'closeOfframp',
      fields: { outcome: 'abandoned' },
      bring: until('awaiting-deposit'),
      then: 'awaiting-deposit abandoned',
      again: /^Closed as abandoned\.$|had ended|has ended|completed|aborted by closing workflow/,
    },
    {
      name: 'confirmBankTransfer',
      bring: until('awaiting-bank-transfer'),
      then: 'watching-for-return settled 1 credited',
      again: /^Recorded as arrived\.$/,
    },
    {
      name: 'confirmFundsReturned',
      bring: until('awaiting-bank-transfer'),
      then: 'awaiting-bank-transfer 1 returned bank-transfer-unclear',
      again: /^Recorded: 229\.80 EUR of attempt 1 is back\.$/,
    },
    {
      name: 'reportNotReceived',
      fields: { code: 'AC04', fundsReturned: false },
      bring: until('awaiting-bank-transfer'),
      then: 'awaiting-bank-transfer 1 failed funds-not-returned',
      again: /^Recorded as failed\.$|is known to have failed/,
    },
    {
      name: 'replaceBankAccount',
      fields: { bankAccount: { ...bankAccounts.EUR, iban: 'DE02120300000000202051' } },
      bring: closedAccount,
      then: 'retrying-bank-transfer 1 failed 2 scheduled',
      again: /^The new account is on record/,
    },
    {
      name: 'recordRefund',
      fields: { amount: '250.00', currency: 'USDT', transactionId: '0xabc' },
      bring: rejectedDeposit,
      then: 'confirming-deposit refunded',
      again: /^On record already\.$|had ended|has ended|completed|aborted by closing workflow/,
    },
    {
      name: 'recordDisposition',
      fields: { amount: '250.00', currency: 'USDT', destination: 'kept for the authorities' },
      bring: rejectedDeposit,
      then: 'confirming-deposit deposit-rejected',
      again: /^On record already\.$|accounted for already/,
    },
  ];

  const handleOf = ({ reference }: Order) => system.client.workflow.getHandle(`offramp-${reference}`);
  const send = (order: Order, name: CommandName, payload: unknown) =>
    handleOf(order).executeUpdate(name, { args: [payload] });
  const by = (operator: string, { fields }: Case) => ({ ...fields, operator, reason: 'The customer asked for it.' });
  const sentence = (error: unknown): string => String((error as { cause?: Error }).cause?.message ?? error);

  it('is carried out once, however often and by however many people it is sent at once', async () => {
    const told = await Promise.all(
      cases.map(async (one) => {
        const order = newOrder();
        await one.bring(order);
        const sent = await Promise.allSettled(
          ['Kim', 'Lea', 'Kim'].map((operator) => send(order, one.name, by(operator, one))),
        );
        const refused = sent.flatMap((result) => (result.status === 'rejected' ? [sentence(result.reason)] : []));
        const accepted = sent.length - refused.length;
        const status = await eventually(`${order.reference} to act on ${accepted} times ${one.name}`, async () => {
          const now = await system.offramps.status(order.reference);
          return now.audit.length === accepted && standing(now) === one.then && now;
        });
        const [, ...later] = status.audit.map(({ became }) => became);
        return { name: one.name, later: [...later, ...refused] };
      }),
    );
    for (const { name, later } of told) {
      expect([name, later.length]).toEqual([name, 2]);
      const { again } = required(cases.find((one) => one.name === name));
      for (const became of later) expect([name, became]).toEqual([name, expect.stringMatching(again)]);
    }
  });

  it('is refused with a sentence, and changes nothing, if it is empty', async () => {
    const order = newOrder();
    const before = await startUntil(system, order, 'awaiting-deposit');
    for (const { name } of cases) {
      const nothing = handleOf(order).executeUpdate(name);
      const empty = [undefined, null, {}, [], 'retryNow', { operator: ' ', reason: '' }];
      for (const sent of [nothing, ...empty.map((payload) => send(order, name, payload))]) {
        const refusal = await sent.then(() => 'accepted', sentence);
        expect([name, refusal]).toEqual([name, expect.stringContaining(`${name} needs operator and reason`)]);
      }
    }
    expect(await system.offramps.status(order.reference)).toEqual(before);
  });

  it('that comes in the very task in which a timer goes off is weighed before silence', async () => {
    const orders = { extended: newOrder(), cancelled: newOrder() };
    const each = Object.values(orders);
    const forward = (duration: '167 hours' | '2 hours') =>
      Promise.all(each.map(({ reference }) => fastForward(connection(), `offramp-${reference}`, duration)));
    await Promise.all(each.map((order) => startUntil(system, order, 'awaiting-deposit')));
    await forward('167 hours');
    const fired = await Promise.all(each.map(timersFired));
    await system.stopWorkers();
    // Without a worker the clock stands still once the timer has gone off.
    const past = forward('2 hours').catch(() => undefined);
    await eventually('the timers to go off', async () => {
      const now = await Promise.all(each.map(timersFired));
      return now.every((count, index) => count > (fired[index] ?? 0));
    });
    const words = { operator: 'Kim', reason: 'They will send it tomorrow.' };
    const sent = [
      send(orders.extended, 'extendDeadline', { ...words, deadline: '10 days' }),
      send(orders.cancelled, 'cancelOfframp', words),
    ];
    await system.startWorkers();
    await Promise.all([...sent, past]);
    const statuses = await eventually('both orders to have acted', async () => {
      const now = await Promise.all(each.map(({ reference }) => system.offramps.status(reference)));
      return now.every(({ audit }) => audit.length === 1) && now;
    });
    expect(statuses.map(standing)).toEqual(['awaiting-deposit', 'awaiting-deposit cancelled']);
  });

  const connection = () => system.environment.connection;

  async function timersFired(order: Order): Promise<number> {
    const { events } = await handleOf(order).fetchHistory();
    return (events ?? []).filter(({ timerFiredEventAttributes }) => timerFiredEventAttributes).length;
  }
});

/** Where an order stands, in a line: stage, outcome, its transfers, and why it needs somebody. */
function standing({ stage, outcome, transfers, needsAttention: need }: OfframpStatus): string {
  const sent = transfers.map(({ attempt, state }) => `${attempt} ${state}`);
  return [stage, outcome, ...sent, need?.reason].filter((part) => part !== undefined).join(' ');
}
