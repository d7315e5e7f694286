import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypedSearchAttributes } from '@temporalio/common';
import { composeServices, composeText, type ComposeService } from '../../scripts/deployment/compose-file';
import { generatedVariables } from '../../scripts/deployment/generated-variables';
import { searchAttributes } from '../../scripts/temporal/search-attributes';
import { readSettings } from '../../simulator/settings';
import {
  loadCodecServerConfig,
  loadRelayConfig,
  loadTemporalUiConfig,
  loadWorkerConfig,
  settingNames,
} from '../../src/config';

const file = (...path: string[]) => readFileSync(join(__dirname, '..', '..', ...path), 'utf8');

const filledIn = {
  ...generatedVariables(),
  COINUT_BASE_URL: 'http://simulator:4010',
  RELAY_PUBLIC_URL: 'http://relay:4020/webhooks/coinut',
};
const services = composeServices(filledIn);
const rows = Object.entries(services);

const service = (name: string): ComposeService => {
  const found = services[name];
  if (found === undefined) throw new Error(`There is no service ${name}.`);
  return found;
};

const named = 'Health checks, Prometheus and the published ports name it.';
const noTemporal = 'The codec server reaches no Temporal.';

/** What of a process `.env` cannot set, and why. */
const fixed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  worker: { METRICS_HOST: named, METRICS_PORT: named },
  relay: { RELAY_HOST: named, RELAY_PORT: named },
  'codec-server': {
    TEMPORAL_ADDRESS: noTemporal,
    TEMPORAL_API_KEY: noTemporal,
    TEMPORAL_TLS: noTemporal,
    TEMPORAL_TLS_CA: noTemporal,
    TEMPORAL_TLS_CERT: noTemporal,
    TEMPORAL_TLS_KEY: noTemporal,
    TEMPORAL_TLS_SERVER_NAME: noTemporal,
    TEMPORAL_TASK_QUEUE: noTemporal,
    CODEC_HOST: named,
    CODEC_PORT: named,
  },
  cli: { METRICS_HOST: named, METRICS_PORT: named, RELAY_HOST: named, RELAY_PORT: named },
};

describe('docker-compose.yml', () => {
  it('gives each process of this project settings that it takes', () => {
    const worker = loadWorkerConfig(service('worker').environment);
    const relay = loadRelayConfig(service('relay').environment);
    const codecServer = loadCodecServerConfig(service('codec-server').environment);
    expect(worker).toMatchObject({ TEMPORAL_ADDRESS: 'temporal:7233', METRICS_PORT: 9464 });
    expect([relay.TEMPORAL_NAMESPACE, codecServer.TEMPORAL_NAMESPACE]).toEqual(['default', 'default']);
    expect(worker.TEMPORAL_NAMESPACE).toBe('default');
    expect(readSettings(service('simulator').environment)).toMatchObject({
      callbackUrl: relay.RELAY_PUBLIC_URL.href,
    });
    const [ours, simulated] = ['worker', 'simulator'].map(
      (name) => composeServices({ ...filledIn, COINUT_CONTRACT: 'openapi-2026-07' })[name]?.environment ?? {},
    );
    expect(readSettings(simulated ?? {}).contract).toBe(loadWorkerConfig(ours ?? {}).COINUT_CONTRACT);
  });

  it.each([
    ['worker', settingNames.worker],
    ['relay', settingNames.relay],
    ['codec-server', settingNames.codecServer],
    ['cli', [...new Set(Object.values(settingNames).flat())].filter((setting) => !setting.startsWith('CODEC_'))],
  ])('lets .env set everything that the %s takes, but what is fixed for a reason', (name, settings) => {
    const chosen = Object.fromEntries(settings.map((setting) => [setting, `${setting} of .env`]));
    const { environment = {} } = composeServices({ ...filledIn, ...chosen })[name] ?? {};
    const unchanged = settings.filter((setting) => environment[setting] !== chosen[setting]);
    expect(unchanged).toEqual(Object.keys(fixed[name] ?? {}));
  });

  it('leaves what .env leaves empty as if it were not there', () => {
    const without = (environment: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
    const { environment: worker } = service('worker');
    const { environment: relay } = service('relay');
    expect(Object.keys(without(worker)).length).toBeLessThan(Object.keys(worker).length - 20);
    expect(JSON.stringify(loadWorkerConfig(worker))).toBe(JSON.stringify(loadWorkerConfig(without(worker))));
    expect(JSON.stringify(loadRelayConfig(relay))).toBe(JSON.stringify(loadRelayConfig(without(relay))));
  });

  it('gives the command line the settings of worker and relay, so that doctor finds the relay', () => {
    const { environment, entrypoint } = service('cli');
    expect(entrypoint).toEqual(['node', 'bin/offramp.js']);
    expect(environment).toMatchObject(service('worker').environment);
    expect(environment).toMatchObject({ ...service('relay').environment, RELAY_HOST: 'relay' });
    expect(() => loadWorkerConfig(environment)).not.toThrow();
    expect(() => loadRelayConfig(environment)).not.toThrow();
    expect(loadTemporalUiConfig(environment).TEMPORAL_UI_URL.port).toBe('8233');
  });

  it('reaches another Temporal by variables alone', () => {
    const elsewhere = composeServices({
      ...filledIn,
      TEMPORAL_ADDRESS: 'eu-central-1.aws.api.temporal.io:7233',
      TEMPORAL_NAMESPACE: 'offramps.a1b2c',
      TEMPORAL_API_KEY: 'key',
    });
    const { environment = {} } = elsewhere.relay ?? {};
    expect(loadRelayConfig(environment)).toMatchObject({
      TEMPORAL_ADDRESS: 'eu-central-1.aws.api.temporal.io:7233',
      TEMPORAL_NAMESPACE: 'offramps.a1b2c',
      TEMPORAL_API_KEY: 'key',
    });
  });

  it('has Temporal UI send browsers to the codec server, here unless .env names another place', () => {
    const { CODEC_TOKEN: token } = service('codec-server').environment;
    const endpoint = (variables: Readonly<Record<string, string>>) =>
      composeServices({ ...filledIn, ...variables })['temporal-ui']?.environment.TEMPORAL_CODEC_ENDPOINT;
    expect(endpoint({})).toBe(`http://localhost:8234/${token}`);
    expect(endpoint({ CODEC_PUBLIC_URL: 'https://codec.example.com' })).toBe(`https://codec.example.com/${token}`);
  });

  it('asks for nothing that .env.example does not explain, and for all that it does', () => {
    const asked = new Set([...composeText().matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const explained = [...file('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...asked].sort()).toEqual(explained.sort());
  });

  it.each(Object.keys(generatedVariables()))('has no default for the secret %s', (name) => {
    expect(() => composeServices({ ...filledIn, [name]: '' })).toThrow(`${name} is missing: see .env.example`);
  });

  it('publishes ports on the loopback alone', () => {
    const published = rows.flatMap(([, { ports }]) => ports);
    expect(published.length).toBeGreaterThan(5);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it.each(rows)('starts %s again if it ends, from an image whose version it names', (name, { image, restart }) => {
    // Whoever runs a command sees how it ended.
    expect(restart).toMatch(name === 'cli' ? /^no$/ : /^(unless-stopped|on-failure:\d+)$/);
    expect(image).toMatch(/^(offramp-(worker|simulator)|\S+:v?\d+\.\d+\.?\d*(-alpine)?)$/);
  });

  it('checks the health of everything that runs on and that others, or people, wait for', () => {
    const unchecked = rows.filter(([, { restart, healthcheck }]) => restart === 'unless-stopped' && !healthcheck);
    // The image of the UI is not known to hold anything that could ask.
    expect(unchecked.map(([name]) => name)).toEqual(['temporal-ui']);
  });

  it('lets the containers of this project write nothing but what they must', () => {
    const ours = rows.filter(([, { image }]) => image.startsWith('offramp-'));
    expect(ours.map(([name, { read_only: readOnly }]) => [name, readOnly])).toEqual([
      ['worker', true],
      ['relay', true],
      ['cli', true],
      ['codec-server', true],
      ['simulator', true],
    ]);
  });
});

describe('the namespace job', () => {
  it('gives Temporal every search attribute of an order', () => {
    const given = file('deploy', 'temporal', 'search-attributes.txt').trim().split('\n');
    const needed = searchAttributes.map(({ name, type }) => `${name} ${TypedSearchAttributes.toMetadataType(type)}`);
    expect(given.sort()).toEqual(needed.sort());
  });
});

describe('the dynamic config of the Temporal server', () => {
  it('names the queue that the provider’s rate is kept in', () => {
    const { environment } = service('worker');
    const queue = loadWorkerConfig(environment).TEMPORAL_TASK_QUEUE;
    const names = [...file('deploy', 'temporal', 'dynamic-config.yaml').matchAll(/taskQueueName: (\S+)/g)];
    expect(names.map(([, name]) => name)).toEqual([`${queue}-coinut`, `${queue}-coinut`]);
  });

  it('allows more searches than the relay makes', () => {
    const [, allowed] = /visibility:\s+- value: (\d+)/.exec(file('deploy', 'temporal', 'dynamic-config.yaml')) ?? [];
    const { VISIBILITY_QUERIES_PER_SECOND: made } = loadRelayConfig(service('relay').environment);
    expect(Number(allowed)).toBeGreaterThan(made);
  });
});

describe('the configuration of Prometheus', () => {
  it('asks every worker and relay, by the name and port that it is reached at', () => {
    const asked = [
      ...file('deploy', 'prometheus', 'prometheus.yml').matchAll(/names: \[(\S+)\]\s+type: A\s+port: (\d+)/g),
    ];
    expect(asked.map(([, name, port]) => [name, Number(port)])).toEqual([
      ['worker', loadWorkerConfig(service('worker').environment).METRICS_PORT],
      ['relay', loadRelayConfig(service('relay').environment).RELAY_PORT],
    ]);
  });
});
