import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  InvalidConfiguration,
  loadBankingConfig,
  loadClientConfig,
  loadCodecServerConfig,
  loadRelayConfig,
  loadWorkerConfig,
  type Environment,
} from '../src/config';
import { testPayloadKeys } from './support/payload-keys';

const temporal = { PAYLOAD_KEYS: testPayloadKeys };
const worker = {
  ...temporal,
  COINUT_BASE_URL: 'https://ramp-sandbox.hexarails.ai',
  COINUT_API_KEY: 'key-1',
  COINUT_API_SECRET: 'secret-1',
};
const relay = { ...worker, RELAY_PUBLIC_URL: 'https://relay.example.com' };

function problemsOf(load: (environment: Environment) => unknown, environment: Environment): readonly string[] {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings of a worker', () => {
  it('have defaults for all but addresses and secrets', () => {
    expect(loadWorkerConfig(worker)).toMatchObject({
      TEMPORAL_ADDRESS: 'localhost:7233',
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TASK_QUEUE: 'offramp',
      COINUT_CONTRACT: 'guide',
      COINUT_SIGNATURE_WINDOW: 60_000,
      SWEEP_INTERVAL: 300_000,
      ENABLE_MATIC: false,
      LOG_LEVEL: 'info',
    });
  });

  it('name every problem at once', () => {
    const environment = {
      COINUT_BASE_URL: 'ftp://example.com',
      COINUT_SIGNATURE_WINDOW: 'a while',
      COINUT_REQUESTS_PER_SECOND: '-1',
      COINUT_CONTRACT: 'openapi',
      ENABLE_MATIC: 'yes',
      LOG_LEVEL: 'loud',
      SWEEP_INTERVAL: '1 second',
    };
    const problems = problemsOf(loadWorkerConfig, environment);
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      [
        ...['COINUT_API_KEY', 'COINUT_API_SECRET', 'COINUT_BASE_URL', 'COINUT_CONTRACT', 'COINUT_REQUESTS_PER_SECOND'],
        ...['COINUT_SIGNATURE_WINDOW', 'ENABLE_MATIC', 'LOG_LEVEL', 'PAYLOAD_KEYS', 'SWEEP_INTERVAL'],
      ].sort(),
    );
    expect(() => loadWorkerConfig(environment)).toThrow(/^The environment cannot be used:\n {2}- /);
  });

  it('need a secret for notifications, and https unless told', () => {
    const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZg==';
    const problems = (more: object) => problemsOf(loadWorkerConfig, { ...worker, ...more });
    expect(problems({ NOTIFY_URL: 'https://example.com/x', NOTIFY_SECRET: secret })).toEqual([]);
    expect(problems({ NOTIFY_URL: 'https://example.com/x' })).toEqual([expect.stringContaining('NOTIFY_SECRET')]);
    const plain = { NOTIFY_URL: 'http://example.com/x', NOTIFY_SECRET: secret };
    expect(problems(plain)).toEqual(['NOTIFY_URL must be https, unless NOTIFY_ALLOW_PRIVATE=true']);
    expect(problems({ ...plain, NOTIFY_ALLOW_PRIVATE: 'true' })).toEqual([]);
    expect(problems({ ...plain, NOTIFY_SECRET: '', LOG_LEVEL: 'loud' })).toHaveLength(3);
  });

  it('take limits of deposits as JSON with amounts as text', () => {
    const DEPOSIT_LIMITS = '{"USDT": {"min": "10", "max": "50000.5"}}';
    expect(loadWorkerConfig({ ...worker, DEPOSIT_LIMITS }).DEPOSIT_LIMITS).toEqual({
      USDT: { min: '10', max: '50000.5' },
    });
    expect(loadWorkerConfig(worker).DEPOSIT_LIMITS).toEqual({});
  });

  it.each(['{', '[]', '{"USDT": {"min": 10}}', '{"EUR": {"min": "10"}}', '{"USDT": {"least": "10"}}'])(
    'refuse limits of deposits that cannot be read: %s',
    (DEPOSIT_LIMITS) => {
      expect(() => loadWorkerConfig({ ...worker, DEPOSIT_LIMITS })).toThrow('DEPOSIT_LIMITS must be JSON such as');
    },
  );

  it.each(['guide', 'openapi-2026-07'])('choose one of the contracts: %s', (COINUT_CONTRACT) => {
    expect(loadWorkerConfig({ ...worker, COINUT_CONTRACT })).toMatchObject({ COINUT_CONTRACT });
  });

  it('serve metrics on a port of this machine alone, and only if told to', () => {
    expect(loadWorkerConfig(worker)).toMatchObject({ METRICS_HOST: '127.0.0.1' });
    expect(loadWorkerConfig(worker).METRICS_PORT).toBeUndefined();
    expect(loadWorkerConfig({ ...worker, METRICS_PORT: '9464', METRICS_HOST: '::' })).toMatchObject({
      METRICS_PORT: 9464,
      METRICS_HOST: '::',
    });
    const environment = { ...worker, METRICS_PORT: '0', METRICS_HOST: 'localhost' };
    expect([...problemsOf(loadWorkerConfig, environment)].sort()).toEqual([
      'METRICS_HOST must be an IP address',
      'METRICS_PORT must be a port number',
    ]);
  });

  it('say that encryption has to be chosen, even if against it', () => {
    expect(problemsOf(loadWorkerConfig, { ...worker, PAYLOAD_KEYS: undefined })).toEqual([
      'PAYLOAD_KEYS is required (id:base64 of 32 bytes, newest first; or "none" to store data in plain)',
    ]);
    expect(loadWorkerConfig({ ...worker, PAYLOAD_KEYS: 'none' }).PAYLOAD_KEYS).toBe('none');
  });

  it('cannot be changed', () => {
    const config = loadWorkerConfig(worker);
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => Object.assign(config, { ENABLE_MATIC: true })).toThrow(TypeError);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
    ['', false],
  ])('take ENABLE_MATIC=%s as %s', (text, expected) => {
    expect(loadWorkerConfig({ ...worker, ENABLE_MATIC: text }).ENABLE_MATIC).toBe(expected);
  });

  it('take an empty variable for one that is not set', () => {
    expect(loadWorkerConfig({ ...worker, TEMPORAL_ADDRESS: '', COINUT_REQUESTS_PER_SECOND: '' })).toMatchObject({
      TEMPORAL_ADDRESS: 'localhost:7233',
    });
    expect(problemsOf(loadWorkerConfig, { ...worker, COINUT_API_KEY: '' })).toEqual(['COINUT_API_KEY is required']);
  });
});

describe('a setting in a file', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'offramp-config-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  it('is read without the line feed at its end', () => {
    const COINUT_API_SECRET_FILE = file('secret', 'secret-in-a-file\n');
    const config = loadWorkerConfig({ ...worker, COINUT_API_SECRET: undefined, COINUT_API_SECRET_FILE });
    expect(config.COINUT_API_SECRET).toBe('secret-in-a-file');
  });

  it('gives way to the variable itself', () => {
    const COINUT_API_SECRET_FILE = file('other', 'secret-in-a-file');
    expect(loadWorkerConfig({ ...worker, COINUT_API_SECRET_FILE }).COINUT_API_SECRET).toBe('secret-1');
  });

  it('may be the keys that payloads are encrypted with', () => {
    const PAYLOAD_KEYS_FILE = file('keys', `${testPayloadKeys}\n`);
    const config = loadWorkerConfig({ ...worker, PAYLOAD_KEYS: undefined, PAYLOAD_KEYS_FILE });
    expect(config.PAYLOAD_KEYS).toMatchObject({ ids: ['test'] });
  });

  it('is a problem like any other if the file is not there', () => {
    const environment = { ...worker, COINUT_API_SECRET: undefined, COINUT_API_SECRET_FILE: join(folder, 'none') };
    expect([...problemsOf(loadWorkerConfig, { ...environment, LOG_LEVEL: 'loud' })].sort()).toEqual([
      'COINUT_API_SECRET is required',
      'COINUT_API_SECRET_FILE names a file that cannot be read',
      expect.stringMatching(/^LOG_LEVEL /),
    ]);
  });

  it('is a problem if the file is empty', () => {
    const environment = { ...worker, COINUT_API_SECRET: undefined, COINUT_API_SECRET_FILE: file('empty', '\n') };
    expect(problemsOf(loadWorkerConfig, environment)).toEqual([expect.stringMatching(/^COINUT_API_SECRET /)]);
  });
});

describe('an overlay over the bank tables', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'offramp-overlay-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  function overlay(content: unknown): string {
    const path = join(folder, 'overlay.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  }
  const cutoffs = [{ rail: 'fps', date: '2026-12-24', cutoff: '12:00', reason: 'our bank closes early' }];
  const loaders = [loadWorkerConfig, loadClientConfig, loadBankingConfig];

  it.each(loaders)('is read from its file (%#)', (load) => {
    const BANKING_OVERLAY = overlay({ cutoffs });
    expect(load({ ...worker, BANKING_OVERLAY }).BANKING_OVERLAY).toEqual({ calendars: [], cutoffs, rails: [] });
    expect(load(worker).BANKING_OVERLAY).toBeUndefined();
  });

  it.each(loaders)('has each of its problems among those of the environment (%#)', (load) => {
    const BANKING_OVERLAY = overlay({ cutoffs: [{ ...cutoffs[0], date: '2026-12-25' }], rails: [{ rail: 'visa' }] });
    expect(problemsOf(load, { ...worker, BANKING_OVERLAY, LOG_LEVEL: 'loud' })).toEqual(
      expect.arrayContaining([
        'BANKING_OVERLAY cutoffs[0].date: is no business day of the rail',
        expect.stringMatching(/^BANKING_OVERLAY rails\[0\]\.rail: /),
        expect.stringMatching(/^BANKING_OVERLAY rails\[0\]\.reason: /),
      ]),
    );
  });

  it.each(loaders)('has to be there and to be JSON (%#)', (load) => {
    const BANKING_OVERLAY = join(folder, 'none.json');
    expect(problemsOf(load, { ...worker, BANKING_OVERLAY })).toEqual([
      'BANKING_OVERLAY names a file that cannot be read',
    ]);
    writeFileSync(join(folder, 'text.json'), 'closed: 2026-12-24');
    expect(problemsOf(load, { ...worker, BANKING_OVERLAY: join(folder, 'text.json') })).toEqual([
      'BANKING_OVERLAY names a file that is not JSON',
    ]);
  });
});

describe('the settings of a relay', () => {
  it.each([
    ['without a path', 'https://relay.example.com', 'https://relay.example.com/webhooks/coinut'],
    ['with a slash only', 'https://relay.example.com/', 'https://relay.example.com/webhooks/coinut'],
    ['with a port', 'https://relay.example.com:8443', 'https://relay.example.com:8443/webhooks/coinut'],
    ['with a query', 'https://relay.example.com?tenant=a', 'https://relay.example.com/webhooks/coinut?tenant=a'],
    ['with a path of its own', 'https://example.com/hooks/coinut/', 'https://example.com/hooks/coinut/'],
  ])('complete a public URL %s', (_why, RELAY_PUBLIC_URL, expected) => {
    expect(loadRelayConfig({ ...relay, RELAY_PUBLIC_URL }).RELAY_PUBLIC_URL.href).toBe(expected);
  });

  it('demand signatures that are at most five minutes old, unless told otherwise', () => {
    expect(loadRelayConfig(relay)).toMatchObject({ WEBHOOK_SIGNATURES: 'required', WEBHOOK_TOLERANCE: 300_000 });
    expect(loadRelayConfig({ ...relay, WEBHOOK_SIGNATURES: 'optional', WEBHOOK_TOLERANCE: '8 days' })).toMatchObject({
      WEBHOOK_SIGNATURES: 'optional',
      WEBHOOK_TOLERANCE: 691_200_000,
    });
  });

  it.each([
    ['a port above the last', { RELAY_PORT: '65536' }, 'RELAY_PORT'],
    ['a port that is no number', { RELAY_PORT: 'http' }, 'RELAY_PORT'],
    ['a negative port', { RELAY_PORT: '-1' }, 'RELAY_PORT'],
    ['a URL without a scheme', { RELAY_PUBLIC_URL: 'relay.example.com' }, 'RELAY_PUBLIC_URL'],
    ['no URL', { RELAY_PUBLIC_URL: undefined }, 'RELAY_PUBLIC_URL'],
    ['an unknown way with signatures', { WEBHOOK_SIGNATURES: 'none' }, 'WEBHOOK_SIGNATURES'],
    ['a tolerance without a unit', { WEBHOOK_TOLERANCE: '300' }, 'WEBHOOK_TOLERANCE'],
    ['a bank report secret that is no base64', { BANK_REPORT_SECRET: 'whsec_not base64!' }, 'BANK_REPORT_SECRET'],
    ['a bank report secret cut short', { BANK_REPORT_SECRET: 'whsec_abcde' }, 'BANK_REPORT_SECRET'],
    ['a bank report secret of nothing', { BANK_REPORT_SECRET: 'whsec_' }, 'BANK_REPORT_SECRET'],
  ])('refuse %s', (_why, change, name) => {
    expect(problemsOf(loadRelayConfig, { ...relay, ...change })).toEqual([expect.stringMatching(`^${name} `)]);
  });

  it.each(['whsec_C2FtcGxlIHNlY3JldCBvZiAyNCBieXRlcw==', 'C2FtcGxlIHNlY3JldCBvZiAyNCBieXRlcw=='])(
    'take a bank report secret with or without its prefix: %s',
    (secret) => {
      expect(loadRelayConfig({ ...relay, BANK_REPORT_SECRET: secret }).BANK_REPORT_SECRET).toBe(secret);
    },
  );
});

describe('the way to Temporal', () => {
  it.each(['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'])('has no certificate without its key: %s alone', (name) => {
    const other = name === 'TEMPORAL_TLS_CERT' ? 'TEMPORAL_TLS_KEY' : 'TEMPORAL_TLS_CERT';
    for (const load of [loadWorkerConfig, loadRelayConfig, loadClientConfig])
      expect(problemsOf(load, { ...relay, [name]: '/run/client.pem' })).toEqual([
        `${other} is required: the certificate and its key go together`,
      ]);
    const both = { ...relay, TEMPORAL_TLS_CERT: '/run/client.pem', TEMPORAL_TLS_KEY: '/run/client-key.pem' };
    expect(problemsOf(loadClientConfig, both)).toEqual([]);
  });

  it.each(['TEMPORAL_API_KEY', 'COINUT_API_KEY'])(
    'takes no %s that a header could not hold, and does not quote it',
    (name) => {
      for (const value of ['s3cr3t value', 's3cr3t\nvalue', 's3cr3t–value'])
        expect(problemsOf(loadWorkerConfig, { ...worker, [name]: value })).toEqual([
          `${name} must be printable ASCII without spaces`,
        ]);
    },
  );
});

describe('the version of a worker', () => {
  it('is named whole or not at all, and upgrades orders unless told', () => {
    expect(loadWorkerConfig(worker)).toMatchObject({ TEMPORAL_VERSIONING_BEHAVIOR: 'AUTO_UPGRADE' });
    const version = { TEMPORAL_DEPLOYMENT_NAME: 'offramp', TEMPORAL_BUILD_ID: '2026-11-28.1' };
    expect(loadWorkerConfig({ ...worker, ...version })).toMatchObject(version);
    expect(problemsOf(loadWorkerConfig, { ...worker, TEMPORAL_DEPLOYMENT_NAME: 'offramp' })).toEqual([
      'TEMPORAL_BUILD_ID is required: they name the version of a worker together',
    ]);
    // Temporal puts a dot between the two.
    expect(problemsOf(loadWorkerConfig, { ...worker, ...version, TEMPORAL_DEPLOYMENT_NAME: 'off.ramp' })).toEqual([
      expect.stringMatching(/^TEMPORAL_DEPLOYMENT_NAME must be/),
    ]);
  });
});

describe('the tokens of a codec server', () => {
  const token = 'x'.repeat(16);

  it('are one that all share, or one for each person, or both; but not none', () => {
    const { CODEC_TOKENS } = loadCodecServerConfig({ ...temporal, CODEC_TOKENS: `kim:${token}, lee:${token}y` });
    expect(CODEC_TOKENS).toEqual([
      { name: 'kim', token },
      { name: 'lee', token: `${token}y` },
    ]);
    expect(loadCodecServerConfig({ ...temporal, CODEC_TOKEN: token })).toMatchObject({
      CODEC_TOKEN: token,
      CODEC_TOKENS: [],
    });
    expect(problemsOf(loadCodecServerConfig, temporal)).toEqual([
      'CODEC_TOKEN is required, or CODEC_TOKENS: make a token with `openssl rand -hex 32`',
    ]);
  });

  it.each([
    ['a name without a token', 'kim'],
    ['a token without a name', `:${token}`],
    ['a short token', 'kim:s3cr3t'],
    ['a name twice', `kim:${token},kim:${token}y`],
    ['a token twice, so that nobody knew who it was', `kim:${token},lee:${token}`],
    ['a name of two words', `kim and lee:${token}`],
  ])('are not %s', (_what, CODEC_TOKENS) => {
    const problems = problemsOf(loadCodecServerConfig, { ...temporal, CODEC_TOKEN: token, CODEC_TOKENS });
    expect(problems).toEqual([expect.stringMatching(/^CODEC_TOKENS must be name:token,/)]);
    expect(problems.join()).not.toMatch(/s3cr3t|xxxx/);
  });
});

describe('a problem with the environment', () => {
  const planted = 'planted-s3cr3t-value';
  const names = [
    ...['PAYLOAD_KEYS', 'LOG_LEVEL', 'COINUT_BASE_URL', 'COINUT_CONTRACT', 'COINUT_REQUESTS_PER_SECOND'],
    ...['COINUT_SIGNATURE_WINDOW', 'ENABLE_MATIC', 'RELAY_PORT', 'RELAY_PUBLIC_URL', 'WEBHOOK_SIGNATURES'],
    ...['WEBHOOK_TOLERANCE', 'CODEC_PORT', 'COINUT_API_SECRET_FILE', 'PAYLOAD_KEYS_FILE', 'BANKING_OVERLAY'],
  ];
  const whole: Environment = { ...relay, BANK_REPORT_SECRET: undefined, CODEC_TOKEN: 'x'.repeat(16) };

  it.each(names)('never repeats a value: %s', (name) => {
    // A name given in a file is looked at only where the variable itself is not set.
    const environment: Environment = { ...whole, [name.replace('_FILE', '')]: undefined, [name]: planted };
    const loaders = [loadWorkerConfig, loadRelayConfig, loadClientConfig, loadCodecServerConfig];
    const problems = loaders.flatMap((load) => problemsOf(load, environment));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).not.toContain(planted);
  });

  it('does not repeat a key whose form is wrong', () => {
    for (const PAYLOAD_KEYS of [planted, `${planted}:abc`, `a:${planted}`, `a b:${planted}`]) {
      expect(problemsOf(loadClientConfig, { PAYLOAD_KEYS }).join('\n')).not.toMatch(/^.*s3cr3t-value(?!' is not)/);
    }
  });
});
