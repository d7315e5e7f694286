import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The path of a Chromium: that of `CHROMIUM_PATH`, or the first that is on `PATH` or in `/usr/bin`. Where there is none,
 * the error says what to install: nothing is downloaded.
 */
export async function findChromium({ CHROMIUM_PATH, PATH = '' }: NodeJS.ProcessEnv = process.env): Promise<string> {
  if (CHROMIUM_PATH) {
    if (await isExecutable(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(
      `CHROMIUM_PATH=${CHROMIUM_PATH} is not a file that can be run. Give the path of Chromium or Chrome.`,
    );
  }
  const folders = [...PATH.split(delimiter).filter(Boolean), '/usr/bin'];
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (await isExecutable(path)) return path;
  }
  throw new Error(
    'Temporal UI is driven in headless Chromium, and none was found. Install one (Debian: apt-get install chromium; ' +
      'elsewhere Google Chrome does, too), or put the path of one into CHROMIUM_PATH.',
  );
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

// .ci/run asks whether there is one, so that what counts as one stands here only.
if (require.main === module) {
  findChromium().then(console.log, (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
