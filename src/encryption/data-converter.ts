import type { DataConverter } from '@temporalio/common';
import type { KeyRing } from './key-ring';
import { createPayloadCodec } from './payload-codec';

/**
 * Where the two converter modules lie. Workflows are bundled with the same ones (`workflow-sources.ts`).
 * Resolved by whatever loaded this module: `.ts` under tsx and jest, `.js` in `dist`.
 */
export const converterPaths = {
  payloadConverterPath: require.resolve('./payload-converter'),
  failureConverterPath: require.resolve('./failure-converter'),
} as const;

/**
 * The data converter of every process that speaks to Temporal: worker, relay, client and CLI. With `none` the
 * converters are the same, so that histories and workflow bundles do not depend on the setting, but nothing is
 * encrypted.
 */
export function createDataConverter(settings: {
  readonly keyRing: KeyRing | 'none';
  readonly namespace: string;
}): DataConverter & { readonly payloadCodecs: NonNullable<DataConverter['payloadCodecs']> } {
  const { keyRing, namespace } = settings;
  return {
    ...converterPaths,
    payloadCodecs: keyRing === 'none' ? [] : [createPayloadCodec({ keyRing, namespace, forged: 'marked' })],
  };
}
