import { generateSecrets, type DemoSecrets } from '../../demo/settings';

type Environment = Readonly<Record<string, string>>;

/**
 * How long the provider accepts a signature. Short, so that a create whose outcome is unknown is soon tried again, but
 * long enough for a look-up on a busy machine.
 */
export const signatureWindowMs = 3_000;

/** What all processes of one run have in common. */
export interface RunSettings {
  readonly runId: string;
  readonly temporalAddress: string;
  readonly relayPort: number;
  readonly secrets: DemoSecrets;
}

export { generateSecrets };

/** Where the relay takes webhooks; their signatures cover it. */
export function callbackUrl({ relayPort }: RunSettings): string {
  return `http://127.0.0.1:${relayPort}/webhooks/coinut`;
}

export function bankReportUrl({ relayPort }: RunSettings): string {
  return `http://127.0.0.1:${relayPort}/bank-reports`;
}

/** What every process needs that reaches Temporal. */
export function temporalEnvironment({ temporalAddress, secrets }: RunSettings, taskQueue: string): Environment {
  return {
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_TASK_QUEUE: taskQueue,
    PAYLOAD_KEYS: secrets.payloadKeys,
  };
}

export function workerEnvironment(settings: RunSettings, taskQueue: string, providerUrl: string): Environment {
  return {
    ...temporalEnvironment(settings, taskQueue),
    ...providerSecrets(settings),
    COINUT_BASE_URL: providerUrl,
    COINUT_SIGNATURE_WINDOW: `${signatureWindowMs} ms`,
    LOG_LEVEL: 'debug',
  };
}

export function relayEnvironment(settings: RunSettings): Environment {
  return {
    ...temporalEnvironment(settings, 'offramp'),
    ...providerSecrets(settings),
    RELAY_PORT: String(settings.relayPort),
    RELAY_PUBLIC_URL: callbackUrl(settings),
    BANK_REPORT_SECRET: settings.secrets.bankReportSecret,
  };
}

function providerSecrets({ secrets: { apiKey, apiSecret } }: RunSettings): Environment {
  return { COINUT_API_KEY: apiKey, COINUT_API_SECRET: apiSecret };
}
