import { access, cp, mkdtemp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../temporal/cache';
import { run, runWith } from '../temporal/command';

/** How Docker Compose is called on this machine. */
export interface ComposeClient {
  readonly command: string;
  readonly args: readonly string[];
}

/** The version in compose-client/go.mod. */
const version = '5.6.0';
const source = join(__dirname, 'compose-client');
const buildTimeoutMs = 15 * 60_000;

/**
 * Finds Docker Compose, or builds its client, without an engine, from its Go module into the user's cache: `config` needs
 * no more.
 */
export async function composeClient(say: (line: string) => void): Promise<ComposeClient> {
  const installed: readonly ComposeClient[] = [
    { command: 'docker', args: ['compose'] },
    { command: 'docker-compose', args: [] },
  ];
  for (const client of installed) if (await isThere(client)) return client;
  const folder = cacheFolder(`compose-client-${version}`);
  const built: ComposeClient = { command: join(folder, 'compose-client'), args: [] };
  if (!(await isThere(built))) await build(folder, built.command, say);
  return built;
}

async function isThere({ command, args }: ComposeClient): Promise<boolean> {
  return run(command, [...args, 'version'], 60_000).then(
    () => true,
    () => false,
  );
}

async function build(folder: string, target: string, say: (line: string) => void): Promise<void> {
  say(`Building the client of Docker Compose ${version} from its Go module, once: about two minutes.`);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, 'build-'));
  try {
    await cp(source, scratch, { recursive: true });
    const output = join(scratch, 'compose-client-built');
    const args = ['build', '-C', scratch, '-mod=mod', '-trimpath', '-ldflags', '-s -w', '-o', output, '.'];
    await runWith({ CGO_ENABLED: '0' }, 'go', args, buildTimeoutMs);
    await access(output);
    await rename(output, target);
  } catch (error) {
    throw new Error('Docker Compose is not there. Install it, or Go (https://go.dev/dl), from which it can be built.', {
      cause: error,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
