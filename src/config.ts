import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { isAmount } from './banking/money';
import type { BankingOverlay } from './banking/overlay';
import { codecToken, namedTokens } from './codec-tokens';
import { contractNames } from './coinut/contracts/contract';
import { parsePayloadKeys, type KeyRing } from './encryption/key-ring';
import { InvalidOverlay, readOverlayFile } from './overlay-file';
import type { DepositLimits } from './signals/deposit-limits';
import { parseDuration } from './signals/durations';
import { pollersWithin, workerSizeSettings } from './worker-sizes';

/** Thrown when the environment cannot be used; lists every problem at once. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
  constructor(readonly problems: readonly string[]) {
    super(`The environment cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const duration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'must be a duration such as "5 minutes"' });
  return z.NEVER;
});

const flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port number')
  .transform(Number);

/** Standard Webhooks gives secrets as base64, with or without a prefix; a wrong one would refuse every report. */
const standardWebhooksSecret = z
  .string()
  .regex(/^(?:whsec_)?(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'must be base64, as whsec_…')
  .refine((text) => text.replace('whsec_', '') !== '', 'must not be empty');

const httpUrl = z.string().transform((text, context) => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  context.addIssue({ code: 'custom', message: 'must be an http or https URL' });
  return z.NEVER;
});

const payloadKeys = z.string().transform((text, context): KeyRing | 'none' => {
  try {
    return parsePayloadKeys(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
    return z.NEVER;
  }
});

/** It goes into an HTTP header, and what cannot stand there would be quoted in the error that says so. */
const headerSecret = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

const amount = z.string().refine(isAmount, 'must hold amounts as text such as "10.00"');

const depositLimits = z.string().transform((text, context): DepositLimits => {
  const parsed = limitsSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: 'must be JSON such as {"USDT": {"min": "10", "max": "50000"}}' });
  return z.NEVER;
});

const limitSchema = z.strictObject({ min: amount.optional(), max: amount.optional() });
const limitsSchema = z
  .strictObject({ USDT: limitSchema.optional(), USDC: limitSchema.optional() })
  .transform((limits): DepositLimits => ({
    ...(limits.USDT && { USDT: limits.USDT }),
    ...(limits.USDC && { USDC: limits.USDC }),
  }));

const bankingOverlay = z.string().transform((path, context): BankingOverlay => {
  try {
    return readOverlayFile(path);
  } catch (error) {
    if (!(error instanceof InvalidOverlay)) throw error;
    for (const message of error.problems) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const temporal = z.object({
  TEMPORAL_ADDRESS: z.string().default('localhost:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: headerSecret.optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_CA: z.string().optional(),
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_TASK_QUEUE: z.string().default('offramp'),
  PAYLOAD_KEYS: payloadKeys,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
});

const banking = z.object({ BANKING_OVERLAY: bankingOverlay.optional() });

const coinutSecrets = z.object({
  COINUT_API_KEY: headerSecret,
  COINUT_API_SECRET: z.string().min(1),
});

const workerOnly = {
  COINUT_BASE_URL: httpUrl,
  COINUT_CONTRACT: z.enum(contractNames).default('guide'),
  COINUT_REQUESTS_PER_SECOND: z.coerce.number().positive().optional(),
  COINUT_SIGNATURE_WINDOW: duration.prefault('60 seconds'),
  ENABLE_MATIC: flag.prefault('false'),
  DEPOSIT_LIMITS: depositLimits.prefault('{}'),
  AUTO_RESEND_MAX: amount.optional(),
  MAX_RESEND_COST: amount.optional(),
  PAYOUTS_PAUSED: flag.prefault('false'),
  SWEEP_INTERVAL: duration.refine((ms) => ms >= 10_000, 'must be at least 10 seconds').prefault('5 minutes'),
  APPROVALS: z.enum(['one', 'two']).default('one'),
  NOTIFY_URL: httpUrl.optional(),
  NOTIFY_SECRET: standardWebhooksSecret.optional(),
  NOTIFY_ALLOW_PRIVATE: flag.prefault('false'),
  TEMPORAL_DEPLOYMENT_NAME: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,63}$/, 'must be 1 to 63 of A-Z a-z 0-9 _ -')
    .optional(),
  TEMPORAL_BUILD_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,63}$/, 'must be 1 to 63 of A-Z a-z 0-9 . _ -')
    .optional(),
  TEMPORAL_VERSIONING_BEHAVIOR: z.enum(['AUTO_UPGRADE', 'PINNED']).default('AUTO_UPGRADE'),
  METRICS_HOST: z
    .string()
    .refine((text) => isIP(text) !== 0, 'must be an IP address')
    .prefault('127.0.0.1'),
  METRICS_PORT: port.refine((number) => number > 0, 'must be a port number').optional(),
  ...workerSizeSettings,
};

/** Read whatever else is wrong, so that all problems are told at once. */
const always = { when: () => true };

const sizedWorker = pollersWithin.reduce(
  (schema, [pollers, slots]) =>
    schema.refine((given) => (given[pollers] ?? 0) <= given[slots], {
      ...{ path: [pollers], message: `must not be above ${slots}` },
      ...always,
    }),
  temporal.extend({ ...coinutSecrets.shape, ...banking.shape, ...workerOnly }),
);

const worker = sizedWorker
  .refine((given) => given.NOTIFY_URL === undefined || given.NOTIFY_SECRET !== undefined, {
    ...{ path: ['NOTIFY_SECRET'], message: 'is required where NOTIFY_URL is set (base64, as whsec_…)' },
    ...always,
  })
  .refine((given) => isHttps(given.NOTIFY_URL) || given.NOTIFY_ALLOW_PRIVATE === true, {
    ...{ path: ['NOTIFY_URL'], message: 'must be https, unless NOTIFY_ALLOW_PRIVATE=true' },
    ...always,
  });

const relay = temporal.extend(coinutSecrets.shape).extend({
  COINUT_API_SECRET_PREVIOUS: z.string().min(1).optional(),
  RELAY_HOST: z.string().default('127.0.0.1'),
  RELAY_PORT: port.prefault('4020'),
  RELAY_PUBLIC_URL: httpUrl.transform(withCallbackPath),
  WEBHOOK_SIGNATURES: z.enum(['required', 'optional']).default('required'),
  WEBHOOK_TOLERANCE: duration.prefault('5 minutes'),
  BANK_REPORT_SECRET: standardWebhooksSecret.optional(),
  VISIBILITY_QUERIES_PER_SECOND: z.coerce.number().positive().max(1_000).prefault('9'),
});

const client = temporal.extend(banking.shape).extend({ ENABLE_MATIC: flag.prefault('false') });

const temporalUi = z.object({
  TEMPORAL_NAMESPACE: temporal.shape.TEMPORAL_NAMESPACE,
  TEMPORAL_UI_URL: httpUrl.prefault('http://localhost:8233'),
  PAYLOAD_KEYS: payloadKeys.optional(),
});

const codecTokenMissing = 'is required, or CODEC_TOKENS: make a token with `openssl rand -hex 32`';

const codecServer = temporal
  .extend({
    CODEC_HOST: z.string().default('127.0.0.1'),
    CODEC_PORT: port.prefault('8234'),
    CODEC_TOKEN: codecToken.optional(),
    CODEC_TOKENS: namedTokens.default([]),
    CODEC_UI_ORIGIN: z.string().default('http://localhost:8233'),
  })
  .refine((given) => given.CODEC_TOKEN !== undefined || given.CODEC_TOKENS?.length > 0, {
    ...{ path: ['CODEC_TOKEN'], message: codecTokenMissing },
    ...always,
  });

export type BankingConfig = Readonly<z.output<typeof banking>>;
export type TemporalConfig = Readonly<z.output<typeof temporal>>;
export type WorkerConfig = Readonly<z.output<typeof worker>>;
export type RelayConfig = Readonly<z.output<typeof relay>>;
export type ClientConfig = Readonly<z.output<typeof client>>;
export type TemporalUiConfig = Readonly<z.output<typeof temporalUi>>;
export type CodecServerConfig = Readonly<z.output<typeof codecServer>>;

export const loadBankingConfig = (environment: Environment = process.env): BankingConfig => load(banking, environment);
export const loadWorkerConfig = (environment: Environment = process.env): WorkerConfig => load(worker, environment);
export const loadRelayConfig = (environment: Environment = process.env): RelayConfig => load(relay, environment);
export const loadClientConfig = (environment: Environment = process.env): ClientConfig => load(client, environment);
export const loadTemporalUiConfig = (environment: Environment = process.env): TemporalUiConfig =>
  load(temporalUi, environment);
export const loadCodecServerConfig = (environment: Environment = process.env): CodecServerConfig =>
  load(codecServer, environment);

/** The names of all settings that each process takes. */
export const settingNames = {
  worker: Object.keys(worker.shape),
  relay: Object.keys(relay.shape),
  codecServer: Object.keys(codecServer.shape),
  client: Object.keys({ ...client.shape, ...temporalUi.shape }),
};

export type { NamedToken } from './codec-tokens';
export { secretsOf } from './secret-settings';

export type Environment = Readonly<Record<string, string | undefined>>;

function load<T extends object>(schema: z.ZodType<T> & { shape: object }, environment: Environment): Readonly<T> {
  const { values, problems } = resolveFiles(Object.keys(schema.shape), environment);
  problems.push(...halfPairs(Object.keys(schema.shape), values));
  const parsed = schema.safeParse(values);
  const found = parsed.success ? [] : parsed.error.issues.map((issue) => describe(issue, values));
  if (!parsed.success || problems.length > 0) throw new InvalidConfiguration([...problems, ...found]);
  return Object.freeze(parsed.data);
}

/** One without the other would be left out in silence. */
const pairs = [
  { names: ['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'], why: 'the certificate and its key go together' },
  { names: ['TEMPORAL_DEPLOYMENT_NAME', 'TEMPORAL_BUILD_ID'], why: 'they name the version of a worker together' },
] as const;

function halfPairs(names: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return pairs.flatMap(({ names: pair, why }) => {
    const missing = pair.filter((name) => names.includes(name) && values[name] === undefined);
    return missing.length === 1 ? [`${missing.join()} is required: ${why}`] : [];
  });
}

/** Every setting may be given in a file instead, as `NAME_FILE`, which is how secrets are mounted. */
function resolveFiles(names: readonly string[], environment: Environment) {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of names) {
    const path = environment[`${name}_FILE`];
    const given = environment[name];
    if (given !== undefined && given !== '') values[name] = given;
    else if (path !== undefined && path !== '') {
      try {
        values[name] = readFileSync(path, 'utf8').trim();
      } catch {
        problems.push(`${name}_FILE names a file that cannot be read`);
      }
    }
  }
  return { values, problems };
}

/** Names the variable and what is wrong with it, never its value, which may be a secret. */
function describe(issue: { path: PropertyKey[]; message: string }, values: Readonly<Record<string, string>>): string {
  const name = String(issue.path[0] ?? 'environment');
  if (values[name] === undefined) {
    if (issue.message === codecTokenMissing) return `${name} ${codecTokenMissing}`;
    const hint =
      name === 'PAYLOAD_KEYS' ? ' (id:base64 of 32 bytes, newest first; or "none" to store data in plain)' : '';
    return `${name} is required${hint}`;
  }
  return `${name} ${issue.message}`;
}

function isHttps(url: unknown): boolean {
  return !(url instanceof URL) || url.protocol === 'https:';
}

/** The registered callback URL; one without a path means the relay's own. */
function withCallbackPath(url: URL): URL {
  if (url.pathname !== '/') return url;
  const complete = new URL(url);
  complete.pathname = '/webhooks/coinut';
  return complete;
}
