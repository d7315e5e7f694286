import type { FastifyRequest } from 'fastify';
import type { output, ZodError, ZodType } from 'zod';
import { isMultipart } from './authentication';
import { Refusal } from './refusal';

/** Reads the query, or refuses with the fields that are wrong. */
export function readQuery<S extends ZodType>(request: FastifyRequest, schema: S): output<S> {
  return check(request.query, schema);
}

/** Reads a JSON body, or refuses with the fields that are wrong. */
export function readJson<S extends ZodType>(request: FastifyRequest, schema: S): output<S> {
  return check(parseJson(rawBody(request)), schema);
}

/** Reads a multipart form; of its parts only the texts are looked at. */
export async function readForm<S extends ZodType>(request: FastifyRequest, schema: S): Promise<output<S>> {
  if (!isMultipart(request.headers)) {
    throw new Refusal('INVALID_PARAMETERS', 'the body must be multipart/form-data');
  }
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  try {
    const form = await new Response(rawBody(request), { headers }).formData();
    const texts = [...form.entries()].filter(([, value]) => typeof value === 'string');
    return check(Object.fromEntries(texts), schema);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('INVALID_PARAMETERS', 'the multipart body cannot be read');
  }
}

/** The bytes as they came; empty if there were none. */
export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function check<S extends ZodType>(value: unknown, schema: S): output<S> {
  const checked = schema.safeParse(value);
  if (!checked.success) throw new Refusal('INVALID_PARAMETERS', sentence(checked.error));
  return checked.data;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal('INVALID_PARAMETERS', 'the body is not JSON');
  }
}

function sentence(error: ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`).join('; ');
}
