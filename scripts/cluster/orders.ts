import { sendDeposit } from '../../demo/customer';
import { endText, isReached } from '../../demo/expected-end';
import { followStory, type OrderEnd } from '../../demo/follow';
import { stories } from '../../demo/stories';
import { orderOf, type Story } from '../../demo/story';
import { until } from '../../chaos/parts/until';
import { createOfframpClient, WorkerSilent, type OfframpClient, type OfframpStatus } from '../../src/client';
import { loadClientConfig } from '../../src/config';
import { workflowIdOf } from '../../src/signals/offramp-order';
import { connectClient } from '../../src/temporal';

export type Orders = Awaited<ReturnType<typeof connectOrders>>;

const endDeadlineMs = 120_000;

/** Starts orders as a backend would, and follows them. */
export async function connectOrders(
  environment: Readonly<Record<string, string>>,
  simulatorUrl: string,
  runId: string,
) {
  const config = loadClientConfig(environment);
  const client = await connectClient(config);
  const offramps = createOfframpClient({ client, taskQueue: config.TEMPORAL_TASK_QUEUE });
  const following = {
    offramps,
    client,
    simulatorUrl,
    runId,
    signal: AbortSignal.timeout(600_000),
    changed: () => undefined,
  };
  return {
    client,
    /** Runs every story of the demo at once; resolves when all have ended or taken too long. */
    async followStories(): Promise<readonly OrderEnd[]> {
      return (await Promise.all(stories.map((story) => followStory(following, withoutClock(story))))).flat();
    },
    /** Starts an order that waits for its customer to pay, and resolves when it does. */
    async untilWaiting(name: string): Promise<WaitingOrder> {
      const order = orderOf(waitingStory(name), runId);
      await offramps.start(order);
      const address = await until(
        `${order.reference} to show its deposit address`,
        async () => (await statusOf(offramps, order.reference))?.depositAddress?.address,
        { deadlineMs: endDeadlineMs },
      );
      return { reference: order.reference, address, workflowId: workflowIdOf(order.reference) };
    },
    /** The customer pays. */
    pay: ({ address }: WaitingOrder) => sendDeposit(simulatorUrl, { address, amount: '250.00' }),
    /** Resolves when the order has settled. */
    async untilSettled({ reference }: WaitingOrder): Promise<void> {
      await until(
        `${reference} to settle`,
        async () => ((await statusOf(offramps, reference))?.outcome === 'settled' ? true : undefined),
        { deadlineMs: endDeadlineMs, everyMs: 300 },
      );
    },
    close: () => client.connection.close(),
  };
}

/** An order that shows its address and waits for a deposit. */
export interface WaitingOrder {
  readonly reference: string;
  readonly workflowId: string;
  readonly address: string;
}

/** A sentence for every order that did not come to its end. */
export function missed(ends: readonly OrderEnd[]): string[] {
  return ends.flatMap(({ order, status }) => {
    if (status !== undefined && isReached(order.expected, status)) return [];
    const stands =
      status === undefined ? 'was never found' : `is at ${status.stage} (${status.outcome ?? 'no outcome'})`;
    return [`${order.reference} ${stands}, and should be ${endText(order.expected)}.`];
  });
}

/** The clock of an order can be moved on only with a development server. */
function withoutClock({ time: _time, ...story }: Story): Story {
  return story;
}

function waitingStory(name: string): Story {
  return {
    name,
    shows: 'An order that waits while a part of the system is gone.',
    order: {
      customer: { name: 'Wanda Iten', email: `wanda+no-deposit+${name}@example.com` },
      bankAccount: {
        currency: 'EUR',
        bankName: 'Deutsche Bank',
        iban: 'DE89370400440532013000',
        swift: 'DEUTDEFF',
        accountName: 'Wanda Iten',
      },
      source: { currency: 'USDT', network: 'ETH' },
    },
    expected: { stage: 'watching-for-return', outcome: 'settled' },
  };
}

/** Nothing where Temporal or the worker is away for the moment. */
async function statusOf(offramps: OfframpClient, reference: string): Promise<OfframpStatus | undefined> {
  try {
    return await offramps.status(reference);
  } catch (error) {
    if (error instanceof WorkerSilent || isOutage(error)) return undefined;
    throw error;
  }
}

function isOutage(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    // UNAVAILABLE, DEADLINE_EXCEEDED, and what a server says while its database is away.
    if ('code' in cause && [1, 2, 4, 8, 13, 14].includes(Number(cause.code))) return true;
  }
  return false;
}
