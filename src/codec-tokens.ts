import { z } from 'zod';

/** It may stand in an address. */
export const codecToken = z.string().regex(/^[A-Za-z0-9._~-]{16,256}$/, 'must be 16 to 256 of A-Z a-z 0-9 . _ ~ -');

/** A token and who holds it: a name for the audit log, such as that of a person. */
export interface NamedToken {
  readonly name: string;
  readonly token: string;
}

/** Reads `name:token,name:token`. */
export const namedTokens = z.string().transform((text, context): readonly NamedToken[] => {
  const tokens = text.split(',').map((entry) => {
    const [name = '', ...parts] = entry.trim().split(':');
    return { name, token: parts.join(':') };
  });
  const areUsable = tokens.every(
    ({ name, token }) => /^[A-Za-z0-9._-]{1,32}$/.test(name) && codecToken.safeParse(token).success,
  );
  const distinct = (of: (token: NamedToken) => string) => new Set(tokens.map(of)).size === tokens.length;
  if (areUsable && distinct(({ name }) => name) && distinct(({ token }) => token)) return tokens;
  const message =
    'must be name:token,name:token,… with different names, and tokens of 16 to 256 of A-Z a-z 0-9 . _ ~ -';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
