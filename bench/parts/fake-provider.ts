import { createServer, type IncomingMessage, type Server } from 'node:http';
import { keccak_256 } from '@noble/hashes/sha3';
import { listen } from '../../chaos/parts/listen';
import { ethereumAddress } from '../../simulator/addresses';

type Answer = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, unknown>>;

const customerIdOf = (externalId: string) => `c-${externalId}`;

/** The provider's id of the customer whom an order creates. */
export function customerIdOfOrder(reference: string): string {
  return customerIdOf(`customer-of-${reference}`);
}

/** The address that a customer's crypto goes to; a valid one that nobody owns. */
export function addressOf(customerId: string): string {
  return ethereumAddress(keccak_256(Buffer.from(customerId)).slice(0, 20));
}

/**
 * Answers every call at once, over real HTTP and in the guide's words, and remembers only when each call came. It checks
 * nothing: what it costs must not be in the way of what is measured.
 */
export class FakeProvider {
  /** What it says of any customer. */
  customerStatus: 'PENDING' | 'APPROVED' = 'PENDING';
  /** When each call came (ms, `performance.now()`), by route, such as `POST /payment/create`. */
  readonly calls = new Map<string, number[]>();
  /** Customers that somebody has asked for by the provider's own id. */
  readonly readCustomers = new Set<string>();
  readonly #server: Server;
  #opened: { readonly url: string; close(): Promise<void> } | undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then((answer) => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      });
    });
  }

  static async start(): Promise<FakeProvider> {
    const provider = new FakeProvider();
    provider.#opened = await listen(provider.#server);
    return provider;
  }

  get url(): string {
    return this.#opened?.url ?? '';
  }

  /** How many calls there were, of one route or of all. */
  count(route?: string): number {
    if (route !== undefined) return this.calls.get(route)?.length ?? 0;
    return [...this.calls.values()].reduce((sum, times) => sum + times.length, 0);
  }

  forget(): void {
    this.calls.clear();
    this.readCustomers.clear();
  }

  async stop(): Promise<void> {
    await this.#opened?.close();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
    const route = `${request.method ?? ''} ${pathname}`;
    const times = this.calls.get(route) ?? [];
    times.push(performance.now());
    this.calls.set(route, times);
    return this.#answerTo(
      route,
      request.method === 'POST' ? await fieldsOf(request) : Object.fromEntries(searchParams),
    );
  }

  #answerTo(route: string, fields: Fields): Answer {
    const status = 'SUCCESS';
    switch (route) {
      case 'GET /customer/detail': {
        // An external id is asked for before each create, when there is nobody yet.
        if (typeof fields.id !== 'string') return { status, data: {} };
        this.readCustomers.add(fields.id);
        return { status, data: { id: fields.id, status: this.customerStatus } };
      }
      case 'POST /customer/create':
        return { customerId: customerIdOf(String(fields.externalId)), status: this.customerStatus };
      case 'POST /bank-account/add':
        return { bankAccountId: `b-${String(fields.customerId)}` };
      case 'POST /autoramp-flow/offramp': {
        const customerId = customerOfFlow(fields);
        return { flowId: `f-${customerId}`, data: { depositAddress: addressOf(customerId) } };
      }
      case 'GET /payment/list':
        return { status, data: { list: [], total: 0 } };
      case 'GET /payment/detail':
        return { status, data: { id: fields.id, status: 'PENDING' } };
      case 'GET /payment/estimate':
        return { status, data: { rate: '0.92', deductAmount: '250.00', bankCharge: '1.00' } };
      case 'GET /balance':
        return { status, data: [{ currency: 'USDT', balance: '1000000000.00' }] };
      case 'POST /payment/create':
        return { paymentId: `p-${String(fields.reference)}`, status: 'PENDING', reference: fields.reference };
      default:
        return { status: 'FAILED', message: `The fake provider does not know ${route}.` };
    }
  }
}

function customerOfFlow({ from }: Fields): string {
  return typeof from === 'object' && from !== null && 'customerId' in from ? String(from.customerId) : '';
}

async function fieldsOf(request: IncomingMessage): Promise<Fields> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const parsed: unknown = JSON.parse(body);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}
