import { randomBytes } from 'node:crypto';
import { generatePayloadKey } from '../../src/encryption/key-ring';

/** Something that must not be readable anywhere, planted so that it can be recognised wherever it turns up. */
export interface Marker {
  /** Where it was planted. */
  readonly name: string;
  readonly value: string;
  readonly kind: 'personal' | 'secret';
}

/** Letters and digits that no other text holds by chance. */
export function rareWord(prefix: string): string {
  return `${prefix}${randomBytes(5).toString('hex')}`;
}

/** The secrets of one run, as `demo/settings.ts` wants them, with those that the demo does without. */
export interface PlantedSecrets {
  readonly payloadKeys: string;
  readonly codecToken: string;
  /** Beside the one above, which has a name. */
  readonly sharedCodecToken: string;
  readonly temporalApiKey: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly previousApiSecret: string;
  readonly bankReportSecret: string;
  readonly notifySecret: string;
}

export function plantSecrets(): PlantedSecrets {
  const standardWebhooks = () => `whsec_${randomBytes(24).toString('base64')}`;
  return {
    payloadKeys: generatePayloadKey('planted'),
    codecToken: rareWord('codec-token-'),
    sharedCodecToken: rareWord('shared-codec-token-'),
    temporalApiKey: rareWord('temporal-api-key-'),
    apiKey: rareWord('api-key-'),
    apiSecret: rareWord('api-secret-'),
    previousApiSecret: rareWord('previous-api-secret-'),
    bankReportSecret: standardWebhooks(),
    notifySecret: standardWebhooks(),
  };
}

/** The markers of all secrets. A key and a webhook secret are bytes: their base64 without a prefix is looked for, too. */
export function markersOfSecrets(secrets: PlantedSecrets): Marker[] {
  const marker = (name: string, value: string): Marker => ({ name, value, kind: 'secret' });
  return [
    marker('PAYLOAD_KEYS', secrets.payloadKeys.replace(/^planted:/, '')),
    marker('CODEC_TOKENS', secrets.codecToken),
    marker('CODEC_TOKEN', secrets.sharedCodecToken),
    marker('TEMPORAL_API_KEY', secrets.temporalApiKey),
    marker('COINUT_API_KEY', secrets.apiKey),
    marker('COINUT_API_SECRET', secrets.apiSecret),
    marker('COINUT_API_SECRET_PREVIOUS', secrets.previousApiSecret),
    marker('BANK_REPORT_SECRET', secrets.bankReportSecret.replace('whsec_', '')),
    marker('NOTIFY_SECRET', secrets.notifySecret.replace('whsec_', '')),
  ];
}
