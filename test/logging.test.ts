import { inspect } from 'node:util';
import { ApplicationFailure } from '@temporalio/common';
import { CoinutInvalidParameters, CoinutNoAnswer } from '../src/coinut/errors';
import { loadCodecServerConfig, loadRelayConfig, loadWorkerConfig, secretsOf } from '../src/config';
import { generatePayloadKey } from '../src/encryption/key-ring';
import { PayloadKeyMissing } from '../src/encryption/payload-errors';
import { createLogger, temporalLogger } from '../src/logging';
import { redactionOf } from '../src/redaction';

const personal = 'DE89370400440532013000 of Ana Lim';
const secrets = {
  TEMPORAL_API_KEY: 'temporal-key-5931',
  COINUT_API_KEY: 'coinut-key-5931',
  COINUT_API_SECRET: 'coinut "secret" 5931',
  COINUT_API_SECRET_PREVIOUS: 'coinut-secret-5930',
  BANK_REPORT_SECRET: `whsec_${Buffer.from('bank-report-secret').toString('base64')}`,
  NOTIFY_SECRET: `whsec_${Buffer.from('notify-secret-5931').toString('base64')}`,
  CODEC_TOKEN: 'codec-token-5931-shared',
};
const payloadKey = generatePayloadKey('planted');
const environment = {
  ...secrets,
  PAYLOAD_KEYS: payloadKey,
  CODEC_TOKENS: 'kim:codec-token-5931-of-kim',
  COINUT_BASE_URL: 'https://provider.example.com',
  RELAY_PUBLIC_URL: 'https://relay.example.com',
  NOTIFY_URL: 'https://backend.example.com',
};
const configs = [loadWorkerConfig(environment), loadRelayConfig(environment), loadCodecServerConfig(environment)];
const everySecret = [
  ...Object.values(secrets),
  ...Object.values(secrets).map((secret) => secret.replace('whsec_', '')),
  payloadKey.replace('planted:', ''),
  'codec-token-5931-of-kim',
];

/** Everything that `write` makes a logger of a process with all these secrets say. */
function linesOf(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('test', 'trace', configs.flatMap(secretsOf), { write: (line) => void lines.push(line) }));
  return lines.join('');
}

/** Errors of every kind that may come to a log, with something planted wherever there is room. */
function plantedErrors(planted: string): unknown[] {
  const plain = new Error(`of ${planted}`);
  const named = Object.assign(new Error(planted), { name: `Error of ${planted}`, code: `E ${planted}` });
  return [
    plain,
    named,
    Object.assign(new TypeError(planted), { input: planted, body: { iban: planted } }),
    new Error('outer', { cause: plain }),
    new AggregateError([plain, named], planted),
    ApplicationFailure.create({ message: planted, type: 'Planted', details: [planted], cause: plain }),
    new CoinutInvalidParameters('refused', { providerMessage: planted }),
    new CoinutNoAnswer(planted),
    new Error(`two lines\n    at ${planted}`),
    new DOMException(planted),
    planted,
    { message: planted },
  ];
}

describe('what is logged', () => {
  it('of an error, is its kind and where it came from, never its words', () => {
    for (const error of plantedErrors(personal).filter((value) => value instanceof Error)) {
      const lines = linesOf((logger) => {
        logger.error(error);
        logger.error({ err: error });
        logger.error({ err: error }, 'it failed');
        logger.child({ reqId: 1 }).error({ error }, 'it failed');
      });
      expect(lines.split('\n').filter((line) => line !== '')).toHaveLength(4);
      expect(lines).not.toMatch(/DE89|Ana/);
    }
    const line: unknown = JSON.parse(linesOf((logger) => logger.error(new TypeError(personal))));
    expect(line).toMatchObject({
      msg: 'an error',
      err: { type: 'TypeError', stack: expect.stringContaining('logging.test.ts') },
    });
  });

  it("of the SDK's, is the kind of the error too, without its words in the sentence", () => {
    for (const error of plantedErrors(personal)) {
      const words = error instanceof Error ? error.message : 'nothing';
      const lines = linesOf((logger) => {
        const meta = { error, task: personal, workflowId: 'offramp-1' };
        temporalLogger(logger).error(`Error while processing ActivityTask.start: ${words}`, meta);
      });
      expect(lines).toContain('offramp-1');
      expect(lines).not.toMatch(/DE89|Ana/);
    }
  });

  it('says which key is missing, however deep that is known', () => {
    const missing = new PayloadKeyMissing('two', ['one']);
    const error = ApplicationFailure.fromError(new Error('Failed to parse activity args', { cause: missing }));
    const line: unknown = JSON.parse(
      linesOf((logger) => {
        temporalLogger(logger).error('It failed', { error });
      }),
    );
    expect(line).toMatchObject({ why: expect.stringContaining("encrypted with the key 'two'") });
  });

  it.each(everySecret)('holds no secret, in whatever form it was given to the log: %#', (secret) => {
    const bytes = Buffer.from(secret);
    const forms = [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')];
    const lines = linesOf((logger) => {
      for (const form of forms) {
        logger.info(form);
        logger.info({ url: `http://localhost/${form}/decode`, deep: [{ header: `Bearer ${form}` }] }, `of ${form}!`);
        logger.warn({ error: form }, inspect(new Error(form)));
        for (const error of plantedErrors(form)) logger.error({ value: error }, 'it failed');
      }
    });
    expect(lines).toContain('[redacted]');
    for (const form of [...forms, JSON.stringify(secret).slice(1, -1)]) expect(lines).not.toContain(form);
  });

  it('is left as it is where it holds no secret', () => {
    const lines = linesOf((logger) => logger.info({ taskQueue: 'offramp' }, 'worker ready'));
    expect(JSON.parse(lines)).toMatchObject({ level: 30, name: 'test', taskQueue: 'offramp', msg: 'worker ready' });
  });
});

describe('redaction', () => {
  it('takes out the longer of two secrets that begin alike', () => {
    expect(redactionOf(['secret-1', 'secret-1-and-more'])('a secret-1-and-more b secret-1')).toBe(
      'a [redacted] b [redacted]',
    );
  });

  it('leaves words alone that a setting of a few letters would be found in', () => {
    expect(redactionOf(['', 'test'])('the test of this')).toBe('the test of this');
  });
});
