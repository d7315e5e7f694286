import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NamedToken } from '../config';

/** Who may use the codec server, and from where. */
export interface CodecServerAccess {
  /**
   * Each is 16 to 256 letters, digits, `.`, `_`, `~` or `-`, so that it can also stand in a URL. The audit log calls its
   * holder by the name.
   */
  readonly tokens: readonly NamedToken[];
  /** Exact origins of Temporal UI, such as `http://localhost:8233`. Requests without an origin (the CLI) need none. */
  readonly uiOrigins: readonly string[];
  readonly namespace: string;
}

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 401 | 403 | 413 | 429;
  readonly message: string;
}

const TOKEN = /^[A-Za-z0-9._~-]{16,256}$/;

/** Throws an error with a sentence for each setting that would leave the codec server open or useless. */
export function checkAccessSettings({ tokens, uiOrigins }: CodecServerAccess): void {
  const problems: string[] = [];
  if (tokens.length === 0) problems.push('CODEC_TOKEN or CODEC_TOKENS is missing, so that nobody could use it.');
  if (!tokens.every(({ token }) => TOKEN.test(token))) {
    problems.push(
      'CODEC_TOKEN must be 16 to 256 letters, digits, dots, underscores, tildes or hyphens, and so must each of ' +
        'CODEC_TOKENS: make one with `openssl rand -hex 32`.',
    );
  }
  for (const origin of uiOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      problems.push(`CODEC_UI_ORIGIN must be scheme, host and port only, like http://localhost:8233, not '${origin}'.`);
    }
  }
  if (problems.length > 0) throw new Error(`The codec server cannot start. ${problems.join(' ')}`);
}

/**
 * Lets a browser page of a listed origin read the answer, refusals included. Returns a refusal for any other origin;
 * requests without an origin do not come from a page.
 */
export function admitOrigin(
  access: CodecServerAccess,
  request: FastifyRequest,
  reply: FastifyReply,
): Refusal | undefined {
  reply.header('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  if (!access.uiOrigins.includes(origin)) {
    return { status: 403, message: 'This origin is not allowed: add it to CODEC_UI_ORIGIN of the codec server.' };
  }
  reply.header('access-control-allow-origin', origin);
  return undefined;
}

/**
 * Whose token a request brings; `undefined` for none or a wrong one. It may come as bearer or as the first segment of the
 * path, since Temporal UI passes tokens only over https.
 */
export function holderOf(access: CodecServerAccess, request: FastifyRequest<TokenPath>): string | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const candidates = [bearer, request.params.token].filter((text) => text !== undefined);
  // Every token is compared, so that how long it takes does not tell which one was nearly right.
  const held = access.tokens.filter(({ token }) => candidates.filter((text) => sameText(text, token)).length > 0);
  return held[0]?.name;
}

export const unknownToken: Refusal = {
  status: 401,
  message: 'The token is missing or wrong: send it as `Authorization: Bearer <token>` or as /<token>/decode.',
};

/** Payloads are bound to their namespace, so those of another could not be decoded anyway. */
export function checkNamespace(access: CodecServerAccess, request: FastifyRequest): Refusal | undefined {
  const asked = request.headers['x-namespace'];
  if (asked === undefined || asked === access.namespace) return undefined;
  return { status: 403, message: `This codec server serves only the namespace '${access.namespace}'.` };
}

export interface TokenPath {
  Params: { token?: string };
}

/** Compares in constant time; the hashes give both sides the same length. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}
