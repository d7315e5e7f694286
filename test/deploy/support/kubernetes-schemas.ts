import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { z } from 'zod';

/**
 * Kubernetes' own schemas of what the manifests use, in which nothing unknown is allowed. Written by
 * `scripts/write-kubernetes-schemas.ts`, which says from what.
 */
const schemasSchema = z.object({
  kinds: z.record(z.string(), z.string()),
  definitions: z.record(z.string(), z.looseObject({})),
});

const schemas = schemasSchema.parse(JSON.parse(readFileSync(join(__dirname, 'kubernetes-schemas.json'), 'utf8')));

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { byte: true, int32: true, int64: true, double: true, 'date-time': true, 'int-or-string': true },
});
ajv.addSchema({ $id: 'kubernetes', definitions: schemas.definitions });

/** What Kubernetes would not take of a manifest, each problem with its place. */
export function schemaProblems(manifest: { readonly apiVersion?: unknown; readonly kind: string }): string[] {
  const definition = schemas.kinds[`${String(manifest.apiVersion)} ${manifest.kind}`];
  if (definition === undefined) return [`No schema is there for ${String(manifest.apiVersion)} ${manifest.kind}.`];
  const check = ajv.compile({ $ref: `kubernetes#/definitions/${definition}` });
  if (check(manifest)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
