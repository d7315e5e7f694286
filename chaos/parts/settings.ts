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
  readonly secrets: DemoSecrets;
}

/** Where a lane's parts are, for one another. */
export interface LanePlaces {
  readonly taskQueue: string;
  readonly relayPort: number;
  /** Where webhooks and bank reports are sent to: the relay, unless something stands before it. */
  readonly intakeUrl: string;
  /** As the worker is to see it. */
  readonly providerUrl: string;
}

export { generateSecrets };

export function relayUrl(relayPort: number): string {
  return `http://127.0.0.1:${relayPort}`;
}

/** Where webhooks are sent to; their signatures cover it. */
export function callbackUrl(intakeUrl: string): string {
  return `${intakeUrl}/webhooks/coinut`;
}

export function bankReportUrl(intakeUrl: string): string {
  return `${intakeUrl}/bank-reports`;
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

export function workerEnvironment(settings: RunSettings, { taskQueue, providerUrl }: LanePlaces): Environment {
  return {
    ...temporalEnvironment(settings, taskQueue),
    ...providerSecrets(settings),
    COINUT_BASE_URL: providerUrl,
    COINUT_SIGNATURE_WINDOW: `${signatureWindowMs} ms`,
    // A sweep would find for the orders what they are to find themselves.
    SWEEP_INTERVAL: '365 days',
  };
}

export function relayEnvironment(settings: RunSettings, { taskQueue, relayPort, intakeUrl }: LanePlaces): Environment {
  return {
    ...temporalEnvironment(settings, taskQueue),
    ...providerSecrets(settings),
    RELAY_PORT: String(relayPort),
    RELAY_PUBLIC_URL: callbackUrl(intakeUrl),
    BANK_REPORT_SECRET: settings.secrets.bankReportSecret,
  };
}

function providerSecrets({ secrets: { apiKey, apiSecret } }: RunSettings): Environment {
  return { COINUT_API_KEY: apiKey, COINUT_API_SECRET: apiSecret };
}
