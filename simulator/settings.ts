import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isBankReportSecret } from './bank';
import { contractNames } from './contracts';
import type { SimulatorOptions } from './simulator';

// An empty variable counts as absent, so that `NAME=` in an .env file means the default.
const variable = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const factor = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be a number that is not negative')
  .transform(Number);
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

const environmentSchema = z
  .object({
    SIMULATOR_PORT: variable(wholeNumber.pipe(z.number().max(65_535, 'must be a port, at most 65535')).optional()),
    SIMULATOR_HOST: variable(z.string().default('127.0.0.1')),
    SIMULATOR_DATA: variable(z.string().default(join(tmpdir(), '.simulator'))),
    COINUT_API_KEY: variable(z.string().default('simulator-key')),
    COINUT_API_SECRET: variable(z.string().default('simulator-secret')),
    COINUT_CONTRACT: variable(z.enum(contractNames).default('guide')),
    SIMULATOR_CALLBACK_URL: variable(webAddress.optional()),
    SIMULATOR_BANK_REPORT_URL: variable(webAddress.optional()),
    BANK_REPORT_SECRET: variable(
      z.string().refine(isBankReportSecret, 'must be base64, with or without the prefix whsec_').optional(),
    ),
    SIMULATOR_TIME_SCALE: variable(factor.optional()),
    SIMULATOR_SIGNATURE_WINDOW_MS: variable(wholeNumber.optional()),
  })
  .refine((values) => values.SIMULATOR_BANK_REPORT_URL === undefined || values.BANK_REPORT_SECRET !== undefined, {
    path: ['BANK_REPORT_SECRET'],
    error: 'is needed because SIMULATOR_BANK_REPORT_URL is set',
  });

/** Reads the environment, or throws one error that names everything that is wrong with it. */
export function readSettings(environment: NodeJS.ProcessEnv): SimulatorOptions {
  const checked = environmentSchema.safeParse(environment);
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The settings of the simulator are wrong: ${problems.join('; ')}.`);
  }
  const values = checked.data;
  const { SIMULATOR_BANK_REPORT_URL: url, BANK_REPORT_SECRET: secret } = values;
  return {
    apiKey: values.COINUT_API_KEY,
    apiSecret: values.COINUT_API_SECRET,
    contract: values.COINUT_CONTRACT,
    host: values.SIMULATOR_HOST,
    port: values.SIMULATOR_PORT ?? 4010,
    directory: values.SIMULATOR_DATA,
    timeScale: values.SIMULATOR_TIME_SCALE ?? 1,
    signatureWindowMs: values.SIMULATOR_SIGNATURE_WINDOW_MS ?? 60_000,
    ...(values.SIMULATOR_CALLBACK_URL !== undefined && { callbackUrl: values.SIMULATOR_CALLBACK_URL }),
    ...(url !== undefined && secret !== undefined && { bankReport: { url, secret } }),
  };
}
