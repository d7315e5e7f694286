import { run } from './command';

/** Older servers cannot fast-forward a single workflow, which the tests of long waits need. */
export const minimumServer = '1.32';

/** Whether a server version such as `1.32.0` can fast-forward a workflow. */
export function isRecentEnough(serverVersion: string): boolean {
  const [major = 0, minor = 0] = serverVersion.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = minimumServer.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** A sentence refusing a server, worded the same for executables and for servers that already run. */
export function tooOld(serverVersion: string): string {
  return `its server is ${serverVersion}, and ${minimumServer} or newer is needed.`;
}

/** What an executable reports about itself; an error where it is too old or something else. */
export async function usableVersions(path: string): Promise<{ cliVersion: string; serverVersion: string }> {
  const { stdout } = await run(path, ['--version'], 20_000);
  const [, cli, server] = /version (\S+) \(Server ([\d.]+)/.exec(stdout) ?? [];
  if (cli === undefined || server === undefined) {
    throw new Error(`${path} --version did not name a server, but printed: ${stdout.trim()}`);
  }
  if (!isRecentEnough(server)) throw new Error(`${path}: ${tooOld(server)}`);
  return { cliVersion: cli, serverVersion: server };
}
