import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { System } from '../demo/system';
import { launchChromium } from './browser/launch';
import { openCamera } from './screens/camera';
import { bringOrders } from './screens/orders';
import { takePictures } from './screens/pictures';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Takes the pictures of the docs anew, of the demo's own system in Temporal UI: npm run docs:screens. */
async function main(): Promise<void> {
  // First, since it is what may be missing.
  const browser = await launchChromium();
  const directory = await mkdtemp(join(tmpdir(), 'offramp-screens-'));
  const system = new System(directory, 'docs');
  try {
    const running = await system.start(say);
    if (running.uiUrl === undefined)
      throw new Error('Unset OFFRAMP_TEST_TEMPORAL_ADDRESS: a server with its UI is needed.');
    const orders = await Promise.race([bringOrders(running, say), system.failed]);
    await takePictures(await openCamera(browser, running.uiUrl), orders, say);
  } finally {
    await browser.close();
    await system.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
