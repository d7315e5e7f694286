import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowSources } from '../src/workflow-sources';

const root = join(__dirname, '..');
/** Beside the compiled worker, which looks for it there. */
const bundleFile = join(root, 'dist', 'src', 'workflow-bundle.js');

/** Bundles the workflows ahead of time, so that a worker neither needs webpack at its start nor waits for it. */
async function main(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    ...workflowSources(),
    logger: new DefaultLogger('WARN'),
  });
  await mkdir(dirname(bundleFile), { recursive: true });
  await writeFile(bundleFile, code);
}

main().catch((error: unknown) => {
  console.error('The workflows could not be bundled:', error);
  process.exitCode = 1;
});
