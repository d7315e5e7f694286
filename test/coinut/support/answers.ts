import type { CoinutAnswer, CoinutHttp, CoinutRequest } from '../../../src/coinut/http';

export function answerOf(status: number, body: unknown, given: Partial<CoinutAnswer> = {}): CoinutAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const usual = { operation: 'read the customer', retryAfter: undefined, date: undefined, isLate: false };
  return { ...usual, status, text, ...given };
}

export interface FakeCoinutHttp extends CoinutHttp {
  /** What was sent, as it was asked for. */
  readonly sent: CoinutRequest[];
}

/** Stands in for the transport: answers each request as a test says. */
export function fakeCoinutHttp(answer: (request: CoinutRequest) => unknown): FakeCoinutHttp {
  const requests = new Map<string, CoinutRequest>();
  const sent: CoinutRequest[] = [];
  return {
    sent,
    sign: (request) => {
      const url = `fake:${requests.size}`;
      requests.set(url, request);
      const { operation, method } = request;
      return { operation, method, url, headers: {}, body: undefined, signedAtMs: 0 };
    },
    send: async ({ url, operation }) => {
      const request = requests.get(url);
      if (request === undefined) throw new Error('A request was sent that was never signed.');
      sent.push(request);
      return answerOf(200, answer(request), { operation });
    },
  };
}
