import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isBankReportSecret } from './bank-reports';
import { contractNames } from './contracts';
import { readScenarioFile } from './scenario-file';
import type { SimulatorOptions } from './options';

// The random generator has 32 bits of state.
const seeds = 2 ** 32;

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
const probability = z
  .string()
  .regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, 'must be a number from 0 to 1')
  .transform(Number);
const seed = z
  .string()
  .regex(/^\d{1,10}$/, 'must be a whole number')
  .transform(Number)
  .pipe(z.number().lt(seeds, `must be below ${seeds}`));
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
    SIMULATOR_SCENARIO_FILE: variable(z.string().optional()),
    SIMULATOR_FAULT_RATE: variable(probability.optional()),
    SIMULATOR_FAULT_SEED: variable(seed.optional()),
  })
  .refine((values) => values.SIMULATOR_BANK_REPORT_URL === undefined || values.BANK_REPORT_SECRET !== undefined, {
    path: ['BANK_REPORT_SECRET'],
    error: 'is needed because SIMULATOR_BANK_REPORT_URL is set',
  });

/** Reads the environment and the scenario file, or throws one error that names everything that is wrong with it. */
export function readSettings(environment: NodeJS.ProcessEnv): SimulatorOptions {
  const checked = environmentSchema.safeParse(environment);
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Error(`The settings of the simulator are wrong: ${problems.join('; ')}.`);
  }
  const values = checked.data;
  const { SIMULATOR_BANK_REPORT_URL: url, BANK_REPORT_SECRET: secret, SIMULATOR_FAULT_RATE: rate } = values;
  return {
    apiKey: values.COINUT_API_KEY,
    apiSecret: values.COINUT_API_SECRET,
    contract: values.COINUT_CONTRACT,
    host: values.SIMULATOR_HOST,
    port: values.SIMULATOR_PORT ?? 4010,
    directory: values.SIMULATOR_DATA,
    timeScale: values.SIMULATOR_TIME_SCALE ?? 1,
    signatureWindowMs: values.SIMULATOR_SIGNATURE_WINDOW_MS ?? 60_000,
    ...(rate !== undefined && { randomFaults: { rate, seed: values.SIMULATOR_FAULT_SEED ?? randomInt(seeds) } }),
    ...(values.SIMULATOR_SCENARIO_FILE !== undefined && readScenarioFile(values.SIMULATOR_SCENARIO_FILE)),
    ...(values.SIMULATOR_CALLBACK_URL !== undefined && { callbackUrl: values.SIMULATOR_CALLBACK_URL }),
    ...(url !== undefined && secret !== undefined && { bankReport: { url, secret } }),
  };
}
