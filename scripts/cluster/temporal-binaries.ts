import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pinnedTag } from '../deployment/compose-file';
import { cacheFolder } from '../temporal/cache';
import { runWith } from '../temporal/command';

/** The programs that the images of docker-compose.yml hold, as the images name them. */
const programs = [
  { name: 'temporal-sql-tool', module: 'go.temporal.io/server/cmd/tools/sql', builtAs: 'sql' },
  { name: 'temporal-server', module: 'go.temporal.io/server/cmd/server', builtAs: 'server' },
] as const;

const buildTimeoutMs = 30 * 60_000;

/**
 * The folder with Temporal's server and its tool for schemas, of the version that docker-compose.yml pins. They are built
 * once, from their Go modules, into the user's cache.
 */
export async function temporalBinaries(say: (line: string) => void): Promise<{ folder: string; version: string }> {
  const version = pinnedTag('temporalio/server');
  if (pinnedTag('temporalio/admin-tools') !== version)
    throw new Error('The tools have another version than the server.');
  const folder = cacheFolder(`temporal-server-${version}`);
  const missing = await Promise.all(programs.map(({ name }) => isMissing(join(folder, name))));
  if (!missing.includes(true)) return { folder, version };

  say(`Building Temporal's server ${version} from its Go modules, once: about five minutes.`);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, 'build-'));
  try {
    const modules = programs.map(({ module }) => `${module}@v${version}`);
    await runWith({ GOBIN: scratch, CGO_ENABLED: '0' }, 'go', goArguments(modules), buildTimeoutMs);
    for (const { name, builtAs } of programs) await rename(join(scratch, builtAs), join(folder, name));
  } catch (error) {
    throw new Error("Temporal's server could not be built. It needs Go (https://go.dev/dl) and its module proxy.", {
      cause: error,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { folder, version };
}

function goArguments(modules: readonly string[]): string[] {
  return ['install', '-trimpath', '-ldflags', '-s -w', ...modules];
}

async function isMissing(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    () => true,
  );
}
