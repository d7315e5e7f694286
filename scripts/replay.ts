import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { loadClientConfig, type ClientConfig } from '../src/config';
import { parseDuration } from '../src/signals/durations';
import { connectClient, dataConverterOf } from '../src/temporal';
import { bundleWorkflowsOf } from './replay/bundle';
import type { Selection } from './replay/live-histories';
import { replayLive, type Replay } from './replay/replay-live';

const usage = `npm run replay -- --from <address> [options]

Downloads the recent histories of a live namespace and replays them with the workflows as they are in this directory: run
it before a new version is deployed. Nothing is changed there. Needs the PAYLOAD_KEYS of that namespace, and takes
TEMPORAL_NAMESPACE, TEMPORAL_TASK_QUEUE, TEMPORAL_API_KEY and TEMPORAL_TLS_* as every process does.

  --from <address>    of the Temporal server, such as temporal.example.com:7233
  --ended <duration>  how far back ended ones are taken; all that are under way always are ("7 days")
  --limit <count>     at most so many, newest first (1000)
  --query <query>     a further condition, in Temporal's visibility language
  --bundle <file>     a bundle that was built before (npm run build), instead of the sources
  --help              show this

Exit code: 0 if all can be replayed, 1 if one cannot, or there was none; 2 for a wrong command line.
`;

const options = {
  from: { type: 'string' },
  ended: { type: 'string', default: '7 days' },
  limit: { type: 'string', default: '1000' },
  query: { type: 'string' },
  bundle: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

interface Asked {
  readonly from: string;
  readonly bundle: string | undefined;
  readonly selection: Omit<Selection, 'taskQueue'>;
}

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

class WrongUsage extends Error {}

async function main(): Promise<number> {
  const asked = readCommandLine();
  if (asked === 'help') {
    say(usage);
    return 0;
  }
  // What the SDK and its core would say of histories that do not replay is said below, once and in words.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'off' } },
  });
  const config = loadClientConfig({ ...process.env, TEMPORAL_ADDRESS: asked.from });
  const [workflowBundle, client] = await Promise.all([
    asked.bundle === undefined ? bundleWorkflowsOf(join(__dirname, '..', 'src')) : { codePath: asked.bundle },
    connectClient(config, { connectTimeout: 10_000 }),
  ]);
  try {
    const replay = await replayLive({
      ...{ client, workflowBundle },
      selection: { ...asked.selection, taskQueue: config.TEMPORAL_TASK_QUEUE },
      dataConverter: dataConverterOf(config),
      keyRing: config.PAYLOAD_KEYS,
    });
    return report(replay, config);
  } finally {
    await client.connection.close();
  }
}

function readCommandLine(): Asked | 'help' {
  const { from, ended, limit, query, bundle, help } = parsed();
  if (help) return 'help';
  const endedForMs = parseDuration(ended);
  if (from === undefined) throw new WrongUsage('--from is missing: the address of the Temporal server.');
  if (endedForMs === undefined) throw new WrongUsage('--ended must be a duration such as "7 days".');
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new WrongUsage('--limit must be a number of histories.');
  const endedSince = new Date(Date.now() - endedForMs);
  return { from, bundle, selection: { endedSince, limit: Number(limit), ...(query !== undefined && { query }) } };
}

function parsed() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new WrongUsage(messageOf(error), { cause: error });
  }
}

function report({ replayed, problems }: Replay, { TEMPORAL_TASK_QUEUE: taskQueue }: ClientConfig): number {
  const count = Object.values(replayed).reduce((sum, more) => sum + more, 0);
  const types = Object.entries(replayed).map(([type, of]) => `${type} ${of}`);
  say(`Replayed ${count} histories of the task queue ${taskQueue}${count > 0 ? `: ${types.join(', ')}` : ''}.`);
  problems.forEach(complain);
  if (problems.length > 0) {
    complain(
      `${problems.length} would not go on with the workflows as they are now. Do not deploy them: docs/upgrading.md.`,
    );
    return 1;
  }
  if (count === 0) {
    complain('There was none, which shows nothing. Check --from, TEMPORAL_NAMESPACE and TEMPORAL_TASK_QUEUE.');
    return 1;
  }
  say('All lead where they led.');
  return 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    complain(messageOf(error));
    if (error instanceof WrongUsage) complain('See: npm run replay -- --help');
    process.exit(error instanceof WrongUsage ? 2 : 1);
  },
);
