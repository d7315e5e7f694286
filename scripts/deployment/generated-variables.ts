import { randomBytes } from 'node:crypto';

/** The secrets that `.env` must hold, made up for one run. */
export function generatedVariables(): Record<string, string> {
  return {
    PAYLOAD_KEYS: `verify:${randomBytes(32).toString('base64')}`,
    POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
    COINUT_API_KEY: `verify-${randomBytes(8).toString('hex')}`,
    COINUT_API_SECRET: randomBytes(32).toString('hex'),
    BANK_REPORT_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
    CODEC_TOKEN: randomBytes(24).toString('hex'),
  };
}
