import type { CryptoCurrency } from '../banking/currencies';

/**
 * The least and the most that a deposit should be, as decimal strings; the provider publishes none (docs/provider.md,
 * *What no document says*), so they are a setting (`DEPOSIT_LIMITS`).
 */
export type DepositLimits = Readonly<
  Partial<Record<CryptoCurrency, { readonly min?: string | undefined; readonly max?: string | undefined }>>
>;
