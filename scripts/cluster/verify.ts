import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readAudit } from '../../demo/audit';
import { interruption } from '../../demo/interruption';
import { generatedVariables } from '../deployment/generated-variables';
import { findTemporalExecutable } from '../temporal/executable';
import { Cluster } from './cluster';
import { requireDecoded } from './codec-proof';
import { containment } from './containment';
import { writeInstantBanks } from './instant-banks';
import { connectOrders, missed, type Orders } from './orders';
import { CannotGoOn, Proofs, summaryOf } from './proofs';
import { restarts } from './restarts';
import { build, freePorts, placeVariables, Services } from './services';
import { temporalBinaries } from './temporal-binaries';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** How long both workers have the orders before one is told to end. */
const togetherMs = 4_000;

/**
 * Proves what docker-compose.yml says, without a container engine: PostgreSQL and a Temporal server with its settings and
 * the scripts of its jobs, the processes of this project as they are built, orders of each kind, and each part restarted.
 */
async function main(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-cluster-'));
  // PostgreSQL runs as a user of its own, below it.
  await chmod(directory, 0o711);
  const proofs = new Proofs(say);
  const parts: { stop: () => Promise<void> }[] = [];
  const stopAll = async () => {
    for (const part of parts.reverse()) await part.stop();
    parts.length = 0;
  };
  const interrupted = interruption();
  try {
    await Promise.race([verify(directory, proofs, parts), interrupted]);
  } catch (error) {
    if (!(error instanceof CannotGoOn)) say(error instanceof Error ? error.message : String(error));
    await stopAll();
    say(`\n${summaryOf(proofs.all)} Nothing more could be tried. What each process said is in ${directory}`);
    return 1;
  }
  await stopAll();
  const failed = proofs.all.some(({ failure }) => failure !== undefined);
  say(`\n${summaryOf(proofs.all)}`);
  if (failed) say(`What each process said is in ${directory}`);
  else await rm(directory, { recursive: true, force: true });
  return failed ? 1 : 0;
}

async function verify(directory: string, proofs: Proofs, parts: { stop: () => Promise<void> }[]): Promise<void> {
  const { prove, require } = bound(proofs);
  const overlayPath = join(directory, 'overlay.json');
  await writeInstantBanks(overlayPath);
  const secrets = generatedVariables();
  const places = await freePorts();
  const variables = { ...secrets, ...placeVariables(places, '127.0.0.1:0', overlayPath) };

  const temporal = await findTemporalExecutable(say);
  const binaries = await require('Temporal server and tools of the pinned version are there', () =>
    temporalBinaries(say));
  const programs = { serverFolder: binaries.folder, commandLine: temporal.path };
  const cluster = await require('PostgreSQL is set up, with a password', () =>
    Cluster.create(directory, programs, variables, say));
  parts.push(cluster);
  say(`PostgreSQL ${cluster.postgresql.version}, Temporal server ${binaries.version}.`);
  await require('PostgreSQL takes connections (health check of the service postgresql)', () =>
    cluster.postgresql.start());
  await require('The job temporal-schema makes both databases', () => cluster.prepareSchema());
  await prove('The job temporal-schema runs again without harm', () => cluster.prepareSchema());
  await prove('The dynamic config is one that the server takes', () => cluster.checkDynamicConfig());
  await require('The Temporal server starts (health check of the service temporal)', () => cluster.startServer());
  await prove('The job temporal-namespace refuses to keep ended orders for less than 30 days', async () => {
    const said = await cluster.refusedNamespace({ RETENTION_DAYS: '7' });
    if (!said.includes('RETENTION_DAYS must be')) throw new Error(said);
  });
  await require('The job temporal-namespace makes namespace and search attributes', () => cluster.prepareNamespace());
  await prove('The job temporal-namespace runs again without harm', () => cluster.prepareNamespace());

  await require('Everything is compiled, and the workflows are bundled (as in the Dockerfile)', build);
  const contain = await prove(
    'Worker, relay and codec server can be run as user 1000 on a read-only file system',
    containment,
  );
  const given = { ...variables, TEMPORAL_ADDRESS: cluster.address };
  const services = new Services(directory, given, places, contain ?? ((program) => program));
  parts.push(services);
  await require('The simulated provider starts (service simulator)', () => services.startSimulator());
  // All of these as it was just proved that they can be.
  await require('The worker starts and is ready (service worker)', () => services.startWorker());
  await require('The relay starts and is ready (service relay)', () => services.startRelay());
  await require('The codec server starts (service codec-server)', () => services.startCodecServer());
  await prove('offramp doctor finds everything in order, and ended orders kept for 90 days', async () => {
    const said = await services.offramp('doctor');
    if (!said.includes('kept for 90 days')) throw new Error(said);
  });

  const runId = randomBytes(2).toString('hex');
  const orders = await connectOrders(services.clientEnvironment, services.simulatorUrl, runId);
  parts.push({ stop: () => orders.close() });
  await proveOrders(proofs, { cluster, services, orders, codecToken: secrets.CODEC_TOKEN ?? '' });
}

interface Proven {
  readonly cluster: Cluster;
  readonly services: Services;
  readonly orders: Orders;
  readonly codecToken: string;
}

async function proveOrders(proofs: Proofs, { cluster, services, orders, codecToken }: Proven): Promise<void> {
  const { prove } = bound(proofs);
  await prove('A second worker works beside the first', () => services.startWorker('second-worker'));
  const told = prove('The first worker is told to end, finishes what it has begun, and exits with 0', async () => {
    await delay(togetherMs);
    const exitCode = await services.finish('worker');
    if (exitCode !== 0) throw new Error(`It ended with ${exitCode ?? 'a signal'}.`);
  });
  await prove('Every story of the demo comes to its end meanwhile', async () => {
    const problems = missed(await orders.followStories());
    if (problems.length > 0) throw new Error(problems.join('\n    '));
  });
  await told;
  await prove('The first worker is started again, and the second one ends', async () => {
    await services.startWorker();
    await services.finish('second-worker');
  });
  for (const { name, what, restart } of restarts(cluster, services)) {
    await prove(`${what}`, async () => {
      const order = await orders.untilWaiting(name);
      await restart(() => orders.pay(order));
      await orders.untilSettled(order);
    });
  }
  await prove(
    'The codec server, restarted, shows an order’s input to who has its token, and to nobody else',
    async () => {
      await services.kill('codec-server');
      await services.startCodecServer();
      const order = await orders.untilWaiting('codec');
      await requireDecoded(orders.client, order.workflowId, {
        url: `http://127.0.0.1:${services.ports.codecServer}`,
        token: codecToken,
        secret: 'wanda+no-deposit+codec@example.com',
      });
    },
  );
  await prove('The provider was made to create nothing twice, and nothing was paid twice', async () => {
    const { duplicates, doublePayments } = await readAudit(services.simulatorUrl);
    if (duplicates.length + doublePayments.length > 0) throw new Error(JSON.stringify({ duplicates, doublePayments }));
  });
}

function bound(proofs: Proofs) {
  return { prove: proofs.prove.bind(proofs), require: proofs.require.bind(proofs) };
}

main().then(
  // Whatever still waits for an answer from what has been ended would keep the process alive.
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
