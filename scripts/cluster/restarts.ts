import type { Cluster } from './cluster';
import type { Services } from './services';

/** A part of the system that goes while an order waits. */
export interface Restart {
  /** Part of the order's reference. */
  readonly name: string;
  readonly what: string;
  /** Takes the part away, has the customer pay meanwhile, and brings it back. */
  readonly restart: (pay: () => Promise<void>) => Promise<void>;
}

/** Every part once, and then all at once. */
export function restarts(cluster: Cluster, services: Services): readonly Restart[] {
  return [
    {
      name: 'worker',
      what: 'The worker is killed; the order goes on with a new one',
      restart: async (pay) => {
        await services.kill('worker');
        await pay();
        await services.startWorker();
      },
    },
    {
      name: 'relay',
      what: 'The relay is killed; what the provider told meanwhile is told again, or found by the sweep',
      restart: async (pay) => {
        await services.kill('relay');
        await pay();
        await services.startRelay();
      },
    },
    {
      name: 'provider',
      what: 'The simulated provider is killed, and keeps its records',
      restart: async (pay) => {
        await services.kill('simulator');
        await services.startSimulator();
        await pay();
      },
    },
    {
      name: 'temporal',
      what: 'The Temporal server is killed; the relay refuses meanwhile, and the provider tells again',
      restart: async (pay) => {
        await cluster.killServer();
        await pay();
        await requireUnready(services, 'relay');
        await requireUnready(services, 'worker');
        await cluster.startServer();
      },
    },
    {
      name: 'postgresql',
      what: 'PostgreSQL crashes, and recovers',
      restart: async (pay) => {
        await cluster.postgresql.crash();
        await pay();
        await cluster.postgresql.start();
      },
    },
    {
      name: 'everything',
      what: 'Everything is stopped; worker and relay are started first, wait for Temporal, and begin by themselves',
      restart: async (pay) => {
        await services.finish('worker');
        await services.finish('relay');
        await cluster.stop();
        const worker = services.launchWorker();
        const relay = services.launchRelay();
        await worker.ready(() => requireUnready(services, 'worker'));
        await cluster.postgresql.start();
        await cluster.startServer();
        await worker.ready(() => services.requireReady('worker'));
        await relay.ready(() => services.requireReady('relay'));
        await pay();
      },
    },
  ];
}

async function requireUnready(services: Services, name: 'worker' | 'relay'): Promise<void> {
  const { ready } = await services.readiness(name);
  if (ready) throw new Error(`The ${name} calls itself ready while Temporal is away.`);
}
