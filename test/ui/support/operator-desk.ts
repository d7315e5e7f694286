import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { System } from '../../../demo/system';
import { launchChromium } from '../../../scripts/browser/launch';
import { createOfframpClient, type OfframpClient } from '../../../src/client';
import { loadClientConfig } from '../../../src/config';
import { connectClient } from '../../../src/temporal';

const root = join(__dirname, '..', '..', '..');
/** What the pages wait for is shown within seconds; this much only on a machine that is busy with other things. */
const patienceMs = 45_000;

/** Everything that an operator has before them: the running system with Temporal UI, a browser, and the command line. */
export interface OperatorDesk {
  readonly uiUrl: string;
  readonly offramps: OfframpClient;
  /** A browser that has seen nothing yet. */
  newContext(): Promise<BrowserContext>;
  /** What `offramp` prints with `--json`. */
  offramp(words: readonly string[]): Promise<unknown>;
  /** Has the provider, the customer or the bank take a step (simulator/README.md, "Making things happen"). */
  play(step: string, body: object): Promise<void>;
  leave(): Promise<void>;
}

/** Starts Temporal with its UI, the codec server, worker, relay and provider, as processes of their own, and Chromium. */
export async function takeOperatorDesk(): Promise<OperatorDesk> {
  const browser = await launchChromium();
  const directory = await mkdtemp(join(tmpdir(), 'offramp-test-'));
  const system = new System(directory, randomBytes(2).toString('hex'));
  const leave = async () => {
    await browser.close();
    await system.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    return await deskOf(system, browser, leave);
  } catch (error) {
    await leave();
    throw error;
  }
}

async function deskOf(system: System, browser: Browser, leave: () => Promise<void>): Promise<OperatorDesk> {
  const { uiUrl, simulatorUrl, environment } = await system.start(() => undefined);
  if (uiUrl === undefined) throw new Error('Unset OFFRAMP_TEST_TEMPORAL_ADDRESS: a server with its UI is needed.');
  const config = loadClientConfig(environment);
  const client = await connectClient(config);
  return {
    uiUrl,
    offramps: createOfframpClient({ client, taskQueue: config.TEMPORAL_TASK_QUEUE }),
    newContext: async () => {
      const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
      context.setDefaultTimeout(patienceMs);
      return context;
    },
    offramp: async (words) => {
      const { stdout } = await promisify(execFile)(process.execPath, [join('bin', 'offramp.js'), ...words, '--json'], {
        cwd: root,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment, TEMPORAL_UI_URL: uiUrl },
      });
      return JSON.parse(stdout) as unknown;
    },
    play: async (step, body) => {
      const answer = await fetch(new URL(`/simulator/play/${step}`, simulatorUrl), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`The simulated provider answered ${answer.status} to ${step}.`);
    },
    leave: async () => {
      await client.connection.close();
      await leave();
    },
  };
}
