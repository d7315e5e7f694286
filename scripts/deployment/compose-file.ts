import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The variables that `.env` would give. */
export type Variables = Readonly<Record<string, string>>;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const serviceSchema = z.looseObject({
  image: z.string(),
  entrypoint: z.array(z.string()).optional(),
  environment: z.record(z.string(), scalar).default({}),
  profiles: z.array(z.string()).default([]),
  restart: z.string().optional(),
  healthcheck: z.looseObject({}).optional(),
  read_only: z.boolean().default(false),
  ports: z.array(z.string()).default([]),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.looseObject({}))]).default([]),
});

const composeSchema = z.looseObject({ services: z.record(z.string(), serviceSchema) });

export type ComposeService = z.output<typeof serviceSchema>;

const path = join(__dirname, '..', '..', 'docker-compose.yml');

export const composeText = (): string => readFileSync(path, 'utf8');

/** The services as compose would start them with these variables. Throws for one that is required and missing. */
export function composeServices(variables: Variables): Readonly<Record<string, ComposeService>> {
  const file: unknown = parse(composeText(), { merge: true });
  return composeSchema.parse(interpolated(file, variables)).services;
}

/** One service; throws where there is none of this name. */
export function composeService(name: string, variables: Variables): ComposeService {
  const service = composeServices(variables)[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}.`);
  return service;
}

/** The tag of an image that the file names, such as `1.31.2` of `temporalio/server`. */
export function pinnedTag(image: string): string {
  const tag = new RegExp(`image: ${image}:(\\S+)`).exec(composeText())?.[1];
  if (tag === undefined) throw new Error(`docker-compose.yml names no image ${image}.`);
  return tag;
}

function interpolated(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return withVariables(value, variables);
  if (Array.isArray(value)) return value.map((entry: unknown) => interpolated(entry, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, interpolated(entry, variables)]));
}

/** `${NAME:-default}` and `${NAME:?message}`, the two forms that the file uses; empty counts as missing. */
function withVariables(text: string, variables: Variables): string {
  return text.replaceAll(/\$\{(\w+)(:[-?])([^}]*)\}/g, (_all, name: string, form: string, rest: string) => {
    const value = variables[name] ?? '';
    if (value !== '') return value;
    if (form === ':?') throw new Error(`${name} is missing: ${rest}`);
    return rest;
  });
}
