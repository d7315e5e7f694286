import { ServiceError, type Client } from '@temporalio/client';
import { TemporalRefuses, untilTemporalAnswers } from '../src/temporal-wait';

const place = { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_NAMESPACE: 'orders' };

const refused = Object.assign(new Error('Connection refused'), { name: 'TransportError' });
const answer = (code: number, details: string) =>
  Object.assign(new Error(`${code} ${details}`), { code, details, metadata: {} });

/** A client whose namespace can be described, unless an error is given. */
function clientThat(error?: Error): { client: Client; closed: () => boolean } {
  let closed = false;
  const client = {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflowService: {
      describeNamespace: async () => {
        if (error) throw error;
        return {};
      },
    },
    connection: { close: async () => void (closed = true) },
  } as unknown as Client;
  return { client, closed: () => closed };
}

/** Connects with these outcomes, one after the other; the log holds the reasons that were told. */
async function wait(...outcomes: (Error | { client: Client })[]) {
  const log: unknown[] = [];
  const stopping = new AbortController();
  const connect = async () => {
    const outcome = outcomes.shift();
    if (outcome === undefined) {
      stopping.abort();
      throw refused;
    }
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const logger = { warn: (facts: { reason: string }) => void log.push(facts.reason) };
  const parts = { logger: logger as never, signal: stopping.signal, longestPauseMs: 1 };
  return { reached: await untilTemporalAnswers(place, connect, parts), log };
}

describe('a process that starts before Temporal', () => {
  it('tries until it answers, and says once why it waits', async () => {
    const ready = clientThat();
    await expect(wait(refused, refused, refused, ready)).resolves.toEqual({
      reached: ready,
      log: ['Connection refused'],
    });
  });

  it('waits for its namespace, and leaves no connection behind', async () => {
    const early = clientThat(answer(5, 'Namespace orders is not found.'));
    const { log } = await wait(early, clientThat());
    expect(log).toEqual(['there is no namespace orders']);
    expect(early.closed()).toBe(true);
  });

  it('understands the refusal that a client of the other kind wraps', async () => {
    const wrapped = new ServiceError('Failed to connect to Temporal server', { cause: answer(14, 'no connection') });
    await expect(wait(wrapped, clientThat())).resolves.toMatchObject({ log: ['no connection'] });
  });

  it('ends with nothing when it is told to end', async () => {
    await expect(wait(refused)).resolves.toMatchObject({ reached: undefined });
  });

  it.each([7, 16])('does not wait for credentials to become right (code %i)', async (code) => {
    const waiting = wait(clientThat(answer(code, 'Request unauthorized.')), clientThat());
    await expect(waiting).rejects.toThrow(TemporalRefuses);
    await expect(waiting).rejects.toThrow('Check TEMPORAL_NAMESPACE, TEMPORAL_API_KEY and TEMPORAL_TLS_*.');
  });

  it('does not take a mistake of its own for an absence of Temporal', async () => {
    const missing = new Error("ENOENT: no such file or directory, open '/etc/offramp/ca.pem'");
    await expect(wait(missing, clientThat())).rejects.toThrow(missing);
  });
});
