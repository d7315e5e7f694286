import { bodyHash, signature } from '../../simulator/signatures';
import type { SignedMessage } from '../../simulator/signatures';

const flowBody =
  '{"from":{"customerId":"6ac34182-aa2e-4290-ab1b-302a09f451d1","currency":"USDT","network":"ETH"},' +
  '"to":"c3c4de46-64ca-4d88-a16e-30b418726520"}';

interface Vector {
  reason: string;
  message: Partial<SignedMessage>;
  hash: string;
  expected: string;
}

const vectors: Vector[] = [
  {
    reason: 'a GET without query has two empty lines',
    message: { path: '/balance' },
    hash: '',
    expected: '610013f84849f7b3901187437712fb4cc56431ea5464dbb0d98a3eac024f5beb',
  },
  {
    reason: 'a query is signed raw',
    message: { path: '/deposit-address', query: 'currency=USDT&network=TRX' },
    hash: '',
    expected: '0a75a17fdf6d8ada2c025d3b48548c51ded82793b0d6b1fbb6dbe4e4ce64bc20',
  },
  {
    reason: 'a JSON body is signed by its hash',
    message: { method: 'post', path: '/autoramp-flow/offramp', body: Buffer.from(flowBody) },
    hash: 'dd580b3209bc52493878b0c7453fa28e6fad0bb01041dc780e05ce523f0c6dae',
    expected: '16ab94634565b3460cbf51f3cbeddb910393e79d958cd4154e71e820a948e013',
  },
  {
    reason: 'a multipart form is signed with an empty hash',
    message: { method: 'POST', path: '/bank-account/add' },
    hash: '',
    expected: 'be685b69edca45f3a84ea76292a4301c0b6b743e34ce2bd91d0e0493c6393b4f',
  },
  {
    reason: 'a webhook is signed with the host and path of its callback URL',
    message: {
      method: 'POST',
      host: 'your-domain.com',
      path: '/webhooks/coinut',
      body: Buffer.from('{"event":"TRADE_SETTLED","payload":{"id":"t1"}}'),
    },
    hash: 'c036ffc6ccbfa6ce2e3b42f0fb61d6c4ce5b40dd7582928f040046e4d2d0991e',
    expected: 'c9b1186dd998a1a059a55ad1da158974987294fc77808d3f843494d8ef3675f7',
  },
];

describe('signatures', () => {
  it.each(vectors)('$reason', ({ message, hash, expected }) => {
    const whole: SignedMessage = {
      method: 'GET',
      host: 'ramp-sandbox.hexarails.ai',
      path: '/',
      query: '',
      body: Buffer.alloc(0),
      timestamp: '1717900800',
      nonce: '550e8400-e29b-41d4-a716-446655440000',
      ...message,
    };
    expect(bodyHash(whole.body)).toBe(hash);
    expect(signature('test_secret', whole)).toBe(expected);
  });
});
