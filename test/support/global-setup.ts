import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { inspect } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { startTemporalServer } from '../../scripts/temporal-server';
import { workflowSources } from '../../src/workflow-sources';

declare global {
  // A `var`, since only that becomes a property of `globalThis`.
  var releaseTestResources: (() => Promise<void>) | undefined;
}

/** The part of jest's own `GlobalConfig` that is used here; its package exports no type for it. */
interface GlobalConfig {
  rootDir: string;
  runTestsByPath: boolean;
  testPathPatterns: {
    isSet(): boolean;
    toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean };
  };
}

/** What under `test` is known to need no server. Everything else gets one. */
const serverless = [
  ...['banking', 'bench', 'signals', 'coinut', 'encryption', 'simulator', 'docs', 'deploy'],
  ...['calendar-watch.test.ts', 'import-rules.test.ts', 'one-protobufjs.test.ts', 'overlay-file.test.ts'],
  ...['temporal-wait.test.ts', 'worker-health.test.ts', 'worker-sizes.test.ts'],
];

/**
 * Runs once before all test files: starts one Temporal server and bundles the workflows once. Tests find both through
 * the environment (`temporalAddress` and `workflowBundle` in `shared-resources.ts`).
 */
export default async function globalSetup(globalConfig: GlobalConfig): Promise<void> {
  if (await needsNoServer(globalConfig)) return;
  const server = await startTemporalServer();
  const folder = await mkdtemp(join(tmpdir(), 'offramp-test-'));
  globalThis.releaseTestResources = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  process.env.TEST_TEMPORAL_ADDRESS = server.address;

  delete process.env.TEST_WORKFLOW_BUNDLE_ERROR;
  try {
    const logger = new DefaultLogger('WARN');
    const { code } = await bundleWorkflowCode({ ...workflowSources(), logger });
    process.env.TEST_WORKFLOW_BUNDLE = join(folder, 'workflow-bundle.js');
    await writeFile(process.env.TEST_WORKFLOW_BUNDLE, code);
  } catch (error) {
    // Fails each test that asks for the bundle, and leaves the others to be run.
    process.env.TEST_WORKFLOW_BUNDLE_ERROR = inspect(error);
  }
}

async function needsNoServer({ rootDir, testPathPatterns, runTestsByPath }: GlobalConfig): Promise<boolean> {
  if (runTestsByPath || !testPathPatterns.isSet()) return false;
  const selection = testPathPatterns.toExecutor({ rootDir });
  const testFolder = join(rootDir, 'test');
  const files = (await readdir(testFolder, { recursive: true }))
    .map((file) => join(testFolder, file))
    .filter((file) => file.endsWith('.test.ts') && selection.isMatch(file));
  return files.every((file) => {
    const [fileOrFolder = ''] = relative(testFolder, file).split(sep);
    return serverless.includes(fileOrFolder);
  });
}
