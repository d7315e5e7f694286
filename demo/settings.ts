import { randomBytes } from 'node:crypto';
import { generatePayloadKey } from '../src/encryption/key-ring';

/** The ports that other processes must know before the one that listens there has started. */
export interface DemoPorts {
  readonly relay: number;
  readonly codecServer: number;
}

/** Secrets of one run, made up for it and gone with it. */
export interface DemoSecrets {
  readonly payloadKeys: string;
  readonly codecToken: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly bankReportSecret: string;
}

export function generateSecrets(): DemoSecrets {
  return {
    payloadKeys: generatePayloadKey('demo'),
    codecToken: randomBytes(16).toString('hex'),
    apiKey: `demo-${randomBytes(8).toString('hex')}`,
    apiSecret: randomBytes(32).toString('hex'),
    bankReportSecret: `whsec_${randomBytes(24).toString('base64')}`,
  };
}

/** Where Temporal UI finds the codec server; the token stands in the path, since over http it sends no other. */
export function codecEndpoint({ codecServer }: DemoPorts, { codecToken }: DemoSecrets): string {
  return `http://127.0.0.1:${codecServer}/${codecToken}`;
}

/**
 * How long the provider accepts a signature, and so how long the worker waits before it repeats a create whose answer it
 * did not get. The real provider's 60 seconds would be most of the demo.
 */
export const signatureWindowSeconds = 4;

/** The least that may be sent. Every story sends more. */
const leastDeposit = '10';

type Environment = Readonly<Record<string, string>>;

/** Of the simulated provider, which calls the relay under exactly the address that the relay checks signatures for. */
export function simulatorEnvironment(ports: DemoPorts, secrets: DemoSecrets, dataDirectory: string): Environment {
  return {
    ...providerSecrets(secrets),
    SIMULATOR_PORT: '0',
    SIMULATOR_DATA: dataDirectory,
    SIMULATOR_SIGNATURE_WINDOW_MS: String(signatureWindowSeconds * 1000),
    SIMULATOR_CALLBACK_URL: callbackUrl(ports),
    SIMULATOR_BANK_REPORT_URL: `http://127.0.0.1:${ports.relay}/bank-reports`,
    BANK_REPORT_SECRET: secrets.bankReportSecret,
  };
}

/** What every process needs that reaches Temporal. */
export function temporalEnvironment(address: string, runId: string, secrets: DemoSecrets): Environment {
  return {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: 'default',
    // Other demos may run on the same server, with other keys.
    TEMPORAL_TASK_QUEUE: `offramp-demo-${runId}`,
    PAYLOAD_KEYS: secrets.payloadKeys,
  };
}

export function workerEnvironment(simulatorUrl: string, secrets: DemoSecrets): Environment {
  return {
    ...providerSecrets(secrets),
    COINUT_BASE_URL: simulatorUrl,
    COINUT_SIGNATURE_WINDOW: `${signatureWindowSeconds} seconds`,
    DEPOSIT_LIMITS: JSON.stringify({ USDT: { min: leastDeposit } }),
  };
}

export function relayEnvironment(ports: DemoPorts, secrets: DemoSecrets): Environment {
  return {
    ...providerSecrets(secrets),
    RELAY_PORT: String(ports.relay),
    RELAY_PUBLIC_URL: callbackUrl(ports),
    BANK_REPORT_SECRET: secrets.bankReportSecret,
  };
}

export function codecServerEnvironment(ports: DemoPorts, secrets: DemoSecrets, uiPort: number): Environment {
  return {
    CODEC_PORT: String(ports.codecServer),
    CODEC_TOKEN: secrets.codecToken,
    CODEC_UI_ORIGIN: `http://localhost:${uiPort},http://127.0.0.1:${uiPort}`,
  };
}

function providerSecrets({ apiKey, apiSecret }: DemoSecrets): Environment {
  return { COINUT_API_KEY: apiKey, COINUT_API_SECRET: apiSecret };
}

function callbackUrl({ relay }: DemoPorts): string {
  return `http://127.0.0.1:${relay}/webhooks/coinut`;
}
