import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { generatedVariables } from '../../scripts/deployment/generated-variables';
import {
  loadClientConfig,
  loadCodecServerConfig,
  loadRelayConfig,
  loadTemporalUiConfig,
  loadWorkerConfig,
} from '../../src/config';
import { schemaProblems } from './support/kubernetes-schemas';

const folder = join(__dirname, '..', '..', 'deploy', 'kubernetes');

const manifestSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
type Manifest = z.output<typeof manifestSchema>;

const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml');
const manifests = files.flatMap((name) =>
  parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map((document) => manifestSchema.parse(document.toJS())),
);
const rows = manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const);

const deploymentSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        containers: z.tuple([
          z.looseObject({
            command: z.array(z.string()),
            env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
            ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })),
            securityContext: z.looseObject({
              readOnlyRootFilesystem: z.literal(true),
              allowPrivilegeEscalation: z.literal(false),
            }),
            volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
          }),
        ]),
        volumes: z.array(
          z.looseObject({
            name: z.string(),
            secret: z
              .looseObject({
                secretName: z.string(),
                optional: z.boolean().default(false),
                items: z.array(z.object({ key: z.string(), path: z.string() })).default([]),
              })
              .optional(),
          }),
        ),
      }),
    }),
  }),
});

const configuration = z
  .looseObject({ data: z.record(z.string(), z.string()) })
  .parse(manifests.find(({ kind }) => kind === 'ConfigMap')).data;

/** What the keys of the secret stand for. */
const secrets: Readonly<Record<string, string>> = {
  ...generatedVariables(),
  CODEC_TOKENS: `kim:${'k'.repeat(32)},lee:${'l'.repeat(32)}`,
};
const settingOf = (key: string) => key.toUpperCase().replaceAll('-', '_');

function podOf(name: string) {
  const manifest = manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name);
  return deploymentSchema.parse(manifest).spec.template;
}

/** The settings that the process finds, with what the mounted secret would hold in the place of the files. */
function environmentOf(name: string): Record<string, string> {
  const { volumes, containers } = podOf(name).spec;
  const [{ env, volumeMounts }] = containers;
  const mountedAt = volumeMounts.find((mount) => mount.name === 'secrets')?.mountPath;
  const items = volumes.find((volume) => volume.name === 'secrets')?.secret?.items ?? [];
  const given = env.map(({ name: setting, value }) => {
    if (!setting.endsWith('_FILE')) return [setting, value] as const;
    const item = items.find(({ path }) => `${mountedAt}/${path}` === value);
    if (item === undefined) throw new Error(`${setting} names ${value}, which is not mounted.`);
    return [setting.replace(/_FILE$/, ''), secrets[settingOf(item.key)] ?? ''] as const;
  });
  return { ...configuration, ...Object.fromEntries(given) };
}

/** The files that docs/deploying.md has a secret made of. */
function filesOf(secretName: string): string[] {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'deploying.md'), 'utf8');
  const [, options = ''] =
    new RegExp(`create secret generic ${secretName} ((?:[^\\n]*\\\\\\n)*[^\\n]*)`).exec(page) ?? [];
  return [...options.matchAll(/--from-file=(\S+)/g)].map(([, key = '']) => key);
}

describe('the Kubernetes manifests', () => {
  it.each(rows)('say nothing that Kubernetes does not know: %s', (_name, manifest: Manifest) => {
    expect(schemaProblems(manifest)).toEqual([]);
  });

  it('would not be taken with a word that is misspelt', () => {
    const [, worker] = rows.find(([name]) => name === 'Deployment offramp-worker') ?? [];
    const misspelt: unknown = JSON.parse(JSON.stringify(worker).replace('readinessProbe', 'readynessProbe'));
    expect(schemaProblems(manifestSchema.parse(misspelt)).join()).toContain('readynessProbe');
  });

  it.each(['offramp-worker', 'offramp-relay', 'offramp-codec-server'])(
    'run %s as a user of its own, on a file system that it cannot write to',
    (name) => {
      expect(() => podOf(name)).not.toThrow();
    },
  );

  it('give each process settings that it takes', () => {
    const worker = loadWorkerConfig(environmentOf('offramp-worker'));
    const relay = loadRelayConfig(environmentOf('offramp-relay'));
    const codecServer = loadCodecServerConfig(environmentOf('offramp-codec-server'));
    expect(worker).toMatchObject({ METRICS_HOST: '0.0.0.0', COINUT_API_SECRET: secrets.COINUT_API_SECRET });
    expect(relay).toMatchObject({ RELAY_HOST: '0.0.0.0', BANK_REPORT_SECRET: secrets.BANK_REPORT_SECRET });
    expect(codecServer.CODEC_HOST).toBe('0.0.0.0');
  });

  it('let nobody read orders by a token that all share', () => {
    const { CODEC_TOKEN: shared, CODEC_TOKENS: named } = loadCodecServerConfig(environmentOf('offramp-codec-server'));
    expect([shared, named.map(({ name }) => name)]).toEqual([undefined, ['kim', 'lee']]);
  });

  it('mount secrets that the command of docs/deploying.md makes, and no others', () => {
    const made = filesOf('offramp');
    const mounted = ['offramp-worker', 'offramp-relay', 'offramp-codec-server'].flatMap((name) =>
      podOf(name).spec.volumes.flatMap(({ secret }) => secret?.items.map(({ key }) => key) ?? []),
    );
    expect(made.sort()).toEqual([...new Set(mounted)].sort());
  });

  it.each(['offramp-worker', 'offramp-relay'])(
    'mount into %s the files that configuration.yaml names in comments, without asking for any',
    (name) => {
      const { containers, volumes } = podOf(name).spec;
      const mounted = volumes.find(({ secret }) => secret?.secretName === 'offramp-files');
      const mount = containers[0].volumeMounts.find((candidate) => candidate.name === mounted?.name);
      const text = readFileSync(join(folder, 'configuration.yaml'), 'utf8');
      const named = [...text.matchAll(/# [A-Z_]+: (\/\S+)/g)].map(([, path]) => path);
      expect(mounted?.secret?.optional).toBe(true);
      expect(named.sort()).toEqual(
        filesOf('offramp-files')
          .map((file) => `${mount?.mountPath}/${file}`)
          .sort(),
      );
    },
  );

  it('give a pod of the relay all that doctor asks for', () => {
    const environment = environmentOf('offramp-relay');
    expect(() => [loadWorkerConfig(environment), loadClientConfig(environment)]).not.toThrow();
    expect(loadTemporalUiConfig(environment).TEMPORAL_UI_URL.origin).toBe(environment.CODEC_UI_ORIGIN);
  });

  it.each([
    ['offramp-worker', 'METRICS_PORT'],
    ['offramp-relay', 'RELAY_PORT'],
    ['offramp-codec-server', 'CODEC_PORT'],
  ])('open the port of %s on which it listens (%s)', (name, setting) => {
    const [{ ports }] = podOf(name).spec.containers;
    expect(ports.map(({ containerPort }) => String(containerPort))).toEqual([environmentOf(name)[setting]]);
  });

  it.each(manifests.filter(({ kind }) => kind === 'Service' || kind === 'PodDisruptionBudget'))(
    'choose pods that there are: $kind $metadata.name',
    (manifest) => {
      const { spec } = z.looseObject({ spec: z.looseObject({ selector: z.looseObject({}) }) }).parse(manifest);
      const { selector } = spec;
      const labels = 'matchLabels' in selector ? selector.matchLabels : selector;
      expect(podOf(manifest.metadata.name).metadata.labels).toMatchObject(labels as Record<string, string>);
    },
  );

  it('are all that kustomize applies', () => {
    const text = readFileSync(join(folder, 'kustomization.yaml'), 'utf8');
    expect([...text.matchAll(/^ {2}- (\S+\.yaml)$/gm)].map(([, name]) => name).sort()).toEqual(files.sort());
  });
});
