/** What the free text of a failed answer can tell, beyond the provider's three status words. */
export type RefusalReason = 'insufficient-funds' | 'invalid-address' | 'not-found';

/**
 * Assumed wording. The provider has no finer codes than `FAILED` and `INVALID_PARAMETERS`, and its documents give no
 * texts; whatever these patterns miss is treated as an outcome that is unknown, which is safe but slow.
 */
const patterns: readonly (readonly [RefusalReason, RegExp])[] = [
  ['insufficient-funds', /insufficient[ _-](?:\w+[ _-])?(?:funds?|balance)/i],
  ['insufficient-funds', /(?:funds?|balance)[ _-](?:(?:is|are)[ _-])?(?:insufficient|too[ _-]low|not[ _-]enough)/i],
  ['insufficient-funds', /not[ _-]enough[ _-](?:\w+[ _-])?(?:funds?|balance)/i],
  // Addresses of e-mail, of a host, of a bank or a person are no blockchain addresses.
  ['invalid-address', /(?:invalid|malformed)[ _-](?:(?:deposit|crypto|wallet|blockchain)[ _-]?)?address/i],
  [
    'invalid-address',
    /(?:^|the |(?:deposit|crypto|wallet|blockchain)[ _-]?)address (?:is )?(?:invalid|not valid|malformed)/i,
  ],
  ['not-found', /not[ _-]?found|no such|does(?:n['’]t| not) exist|unknown (?:id|customer|account|object)/i],
];

/** Why a request that was not carried out was refused, as far as the provider's words say. */
export function refusalReason(providerMessage: string): RefusalReason | undefined {
  return patterns.find(([, pattern]) => pattern.test(providerMessage))?.[0];
}
