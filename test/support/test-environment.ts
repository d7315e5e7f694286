import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { temporalAddress } from './shared-resources';

type ClientOptions = NonNullable<Parameters<typeof TestWorkflowEnvironment.createFromExistingServer>[0]>['client'];

/**
 * Connections to the server of this test run, once per test file in `beforeAll`; end them with `teardown()`. Workers
 * report warnings and errors only.
 */
export async function createTestEnvironment(client?: ClientOptions): Promise<TestWorkflowEnvironment> {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  return TestWorkflowEnvironment.createFromExistingServer({ address: temporalAddress(), ...(client && { client }) });
}
