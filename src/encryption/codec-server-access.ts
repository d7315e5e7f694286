import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who may use the codec server, and from where. */
export interface CodecServerAccess {
  /** 16 to 256 letters, digits, `.`, `_`, `~` or `-`, so that it can also stand in a URL. */
  readonly token: string;
  /** Exact origins of Temporal UI, such as `http://localhost:8233`. Requests without an origin (the CLI) need none. */
  readonly uiOrigins: readonly string[];
  readonly namespace: string;
}

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

const TOKEN = /^[A-Za-z0-9._~-]{16,256}$/;

/** Throws an error with a sentence for each setting that would leave the codec server open or useless. */
export function checkAccessSettings({ token, uiOrigins }: CodecServerAccess): void {
  const problems: string[] = [];
  if (!TOKEN.test(token)) {
    problems.push(
      'CODEC_TOKEN must be 16 to 256 letters, digits, dots, underscores, tildes or hyphens: ' +
        'make one with `openssl rand -hex 32`.',
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

/** The token may come as bearer or as the first segment of the path, since Temporal UI passes tokens only over https. */
export function checkToken(access: CodecServerAccess, request: FastifyRequest<TokenPath>): Refusal | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  const candidates = [bearer, request.params.token].filter((text) => text !== undefined);
  if (candidates.some((text) => sameText(text, access.token))) return undefined;
  return {
    status: 401,
    message: 'The token is missing or wrong: send it as `Authorization: Bearer <token>` or as /<token>/decode.',
  };
}

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
