import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cliVersion } from './fetch';
import { usableVersions } from './versions';

/** What the CLI's file is called on this platform. */
export const executableName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** Where the fetched executable is kept: in the user's cache, so that it outlives `npm ci`. */
export function cachedExecutable(): string {
  return join(cacheFolder(), executableName);
}

/** Fetches an executable into the cache, where it appears only when whole and proven to run. */
export async function intoCache(fetchInto: (scratch: string) => Promise<string>): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true });
  // Inside the cache, so that the last step is a rename on one file system: two processes doing this at once each
  // install a complete executable, and the later one wins.
  const scratch = await mkdtemp(join(cacheFolder(), 'download-'));
  try {
    const executable = await fetchInto(scratch);
    await chmod(executable, 0o755);
    await usableVersions(executable);
    await rename(executable, cachedExecutable());
    return cachedExecutable();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A folder for what is fetched or built once, by default for the Temporal CLI; its name tells the version. */
export function cacheFolder(name = `temporal-${cliVersion}`): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'offramp-worker', name);
  const platformFolder =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : process.platform === 'win32' && LOCALAPPDATA
        ? LOCALAPPDATA
        : join(homedir(), '.cache');
  return join(platformFolder, 'offramp-worker', name);
}
