import type { NamedToken } from './codec-tokens';
import type { KeyRing } from './encryption/key-ring';

/** The settings that are secret texts; besides these, `PAYLOAD_KEYS` and `CODEC_TOKENS` hold secrets with names. */
export const secretNames = [
  ...(['TEMPORAL_API_KEY', 'COINUT_API_KEY', 'COINUT_API_SECRET', 'COINUT_API_SECRET_PREVIOUS'] as const),
  ...(['BANK_REPORT_SECRET', 'NOTIFY_SECRET', 'CODEC_TOKEN'] as const),
];

/** The settings of some process, as far as they are secret. */
type Secrets = { readonly [name in (typeof secretNames)[number]]?: string | undefined } & {
  readonly PAYLOAD_KEYS?: KeyRing | 'none';
  readonly CODEC_TOKENS?: readonly NamedToken[];
};

/** Every secret that these settings hold, as texts that no process may write anywhere. */
export function secretsOf(config: Secrets): readonly string[] {
  const { PAYLOAD_KEYS: keyRing = 'none', CODEC_TOKENS: tokens = [] } = config;
  const texts = secretNames.map((name) => config[name]).filter((text) => text !== undefined);
  const keys = keyRing === 'none' ? [] : keyRing.keys;
  return [
    ...texts,
    ...texts.filter((text) => text.startsWith('whsec_')).map((text) => text.replace('whsec_', '')),
    ...keys.map(({ secret }) => secret.export().toString('base64')),
    ...tokens.map(({ token }) => token),
  ];
}
