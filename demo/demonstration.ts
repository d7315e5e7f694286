import { createOfframpClient } from '../src/client';
import { loadClientConfig } from '../src/config';
import { connectClient } from '../src/temporal';
import { auditText, readAudit } from './audit';
import { followStory, type OrderEnd } from './follow';
import { createProgress } from './progress';
import { misses, resultTable } from './report';
import { signatureWindowSeconds } from './settings';
import { stories } from './stories';
import { orderOf, referencePrefix } from './story';
import type { RunningSystem, System } from './system';
import { killWorker } from './worker-kill';

/** What came of running all stories. */
export interface Demonstration {
  readonly running: RunningSystem;
  /** A sentence for everything that is not as it should be. */
  readonly problems: readonly string[];
}

export interface DemonstrationSettings {
  /** Kill the worker while the orders are under way, and start a new one. */
  readonly killsWorker: boolean;
  readonly say: (text: string) => void;
  /** Nothing more is shown once this is aborted. */
  readonly signal: AbortSignal;
}

/** Starts the system, runs every story in it, and shows how they get on and how they ended up. */
export async function demonstrate(system: System, settings: DemonstrationSettings): Promise<Demonstration> {
  const { say } = settings;
  const startedAt = performance.now();
  say('Starting Temporal, the simulated provider, worker, relay and codec server …');
  const running = await system.start(say);
  say(`All are ready after ${seconds(startedAt)}.`);
  if (running.uiUrl) say(ordersLink(running));
  say(`\n${introduction()}\n`);

  const { ends, problems } = await runStories(system, running, settings);
  const audit = await readAudit(running.simulatorUrl);
  say(`\n${resultTable(ends).join('\n')}`);
  say('\nA settled order goes on watching for a return for days, since a bank may still send the money back.');
  say(auditText(audit));
  say(`Everything took ${seconds(startedAt)}.`);
  const madeTwice = audit.duplicates.length > 0 ? ['The provider made something twice.'] : [];
  const paidTwice = audit.doublePayments.length > 0 ? ['Money was sent while it was under way already.'] : [];
  return { running, problems: [...misses(ends), ...madeTwice, ...paidTwice, ...problems] };
}

/** Where this run's orders are listed in Temporal UI. */
export function ordersLink({ uiUrl, runId }: RunningSystem): string {
  if (uiUrl === undefined) return "The Temporal server is not the demo's own: its UI, if it has one, is elsewhere.";
  const query = encodeURIComponent(`WorkflowId STARTS_WITH "offramp-${referencePrefix(runId)}"`);
  return `Temporal UI: ${uiUrl}/namespaces/default/workflows?query=${query}`;
}

async function runStories(
  system: System,
  { environment, runId, simulatorUrl }: RunningSystem,
  { killsWorker, signal }: DemonstrationSettings,
): Promise<{ readonly ends: readonly OrderEnd[]; readonly problems: readonly string[] }> {
  const config = loadClientConfig(environment);
  const client = await connectClient(config);
  const offramps = createOfframpClient({ client, taskQueue: config.TEMPORAL_TASK_QUEUE });
  const orders = stories.map((story) => ({
    reference: orderOf(story, runId).reference,
    currency: story.order.bankAccount.currency,
  }));
  const laterOrders = stories.filter(({ laterDeposit }) => laterDeposit).length;
  const { changed, note } = createProgress(process.stdout, { orders, laterOrders });
  const following = { offramps, client, simulatorUrl, runId, signal, changed };
  const over = new AbortController();
  const killing = {
    system,
    client,
    references: orders.map(({ reference }) => reference),
    note,
    signal: AbortSignal.any([signal, over.signal]),
  };
  const [ends, wasKilled] = await Promise.all([
    Promise.all(stories.map((story) => followStory(following, story))).finally(() => over.abort()),
    killsWorker ? killWorker(killing) : true,
  ]);
  // Not where one of them throws: a question that is still open would bring the process down when it is repeated.
  await client.connection.close();
  return { ends: ends.flat(), problems: wasKilled ? [] : ['There was no moment at which to kill the worker.'] };
}

function introduction(): string {
  const widest = Math.max(...stories.map(({ name }) => name.length));
  const lines = stories.map(({ name, shows, order: { source, bankAccount } }) => {
    const route = `${source.currency} on ${source.network} to ${bankAccount.currency}`;
    return `  ${name.padEnd(widest)}  ${route.padEnd(18)}  ${shows}`;
  });
  return [
    `${stories.length} orders start at once:`,
    ...lines,
    'The clocks of orders that wait for a bank to open are moved on: the real workflow, on a server that can do so.',
    `Signatures hold for ${signatureWindowSeconds} s here, not 60: a create that got no answer is repeated only after that.`,
  ].join('\n');
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
