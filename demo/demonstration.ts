import { createOfframpClient } from '../src/client';
import { loadClientConfig } from '../src/config';
import { connectClient } from '../src/temporal';
import { auditLine, readAudit } from './audit';
import { type FollowedStory, followStory } from './follow';
import { createProgress } from './progress';
import { misses, resultTable } from './report';
import { orderOf, referencePrefix, stories } from './stories';
import type { RunningSystem, System } from './system';

/** What came of running all stories. */
export interface Demonstration {
  readonly running: RunningSystem;
  /** A sentence for everything that is not as it should be. */
  readonly problems: readonly string[];
}

/**
 * Starts the system, runs every story in it, and shows how they get on and how they ended up. Shows nothing more once
 * `signal` is aborted.
 */
export async function demonstrate(
  system: System,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<Demonstration> {
  const startedAt = performance.now();
  say('Starting Temporal, the simulated provider, worker, relay and codec server …');
  const running = await system.start(say);
  say(`All are ready after ${seconds(startedAt)}.`);
  if (running.uiUrl) say(ordersLink(running));
  say(`\n${introduction()}\n`);

  const followed = await followAll(running, signal);
  const audit = await readAudit(running.simulatorUrl);
  say(`\n${resultTable(followed).join('\n')}`);
  say('\nA settled order goes on watching for a return for days, since a bank may still send the money back.');
  say(auditLine(audit));
  say(`Everything took ${seconds(startedAt)}.`);
  return {
    running,
    problems: [...misses(followed), ...(audit.duplicates.length > 0 ? ['The provider made something twice.'] : [])],
  };
}

/** Where this run's orders are listed in Temporal UI. */
export function ordersLink({ uiUrl, runId }: RunningSystem): string {
  if (uiUrl === undefined) return "The Temporal server is not the demo's own: its UI, if it has one, is elsewhere.";
  const query = encodeURIComponent(`WorkflowId STARTS_WITH "offramp-${referencePrefix(runId)}"`);
  return `Temporal UI: ${uiUrl}/namespaces/default/workflows?query=${query}`;
}

async function followAll({ environment, runId }: RunningSystem, signal: AbortSignal): Promise<FollowedStory[]> {
  const config = loadClientConfig(environment);
  const client = await connectClient(config);
  const offramps = createOfframpClient({ client, taskQueue: config.TEMPORAL_TASK_QUEUE });
  const progress = createProgress(
    process.stdout,
    stories.map((story) => ({
      reference: orderOf(story, runId).reference,
      currency: story.order.bankAccount.currency,
    })),
  );
  try {
    return await Promise.all(stories.map((story) => followStory(offramps, { story, runId, signal }, progress.changed)));
  } finally {
    await client.connection.close();
  }
}

function introduction(): string {
  const lines = stories.map(({ name, shows, order: { source, bankAccount } }) => {
    const route = `${source.currency} on ${source.network} to ${bankAccount.currency}`;
    return `  ${name.padEnd(14)}${route.padEnd(20)}${shows}`;
  });
  return [`${stories.length} orders start at once:`, ...lines].join('\n');
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
