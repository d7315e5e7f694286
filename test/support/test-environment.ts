import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { temporalAddress } from './shared-resources';

type ClientOptions = NonNullable<Parameters<typeof TestWorkflowEnvironment.createFromExistingServer>[0]>['client'];

/** A runtime can be installed once in a test file, however many systems it starts. */
let runtimeInstalled = false;

/**
 * Connections to the server of this test run, once per test file in `beforeAll`; end them with `teardown()`. Workers
 * report warnings and errors only.
 */
export async function createTestEnvironment(client?: ClientOptions): Promise<TestWorkflowEnvironment> {
  if (!runtimeInstalled) Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  runtimeInstalled = true;
  return TestWorkflowEnvironment.createFromExistingServer({ address: temporalAddress(), ...(client && { client }) });
}
