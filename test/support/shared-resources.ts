/** Address of the Temporal server that all test files of this run share. */
export function temporalAddress(): string {
  return fromGlobalSetup('TEST_TEMPORAL_ADDRESS');
}

/** The bundle of `src/workflows`, built once for this run, as `workflowBundle` of `Worker.create`. */
export function workflowBundle(): { codePath: string } {
  const failure = process.env.TEST_WORKFLOW_BUNDLE_ERROR;
  if (failure) throw new Error(`src/workflows cannot be bundled; webpack's own words stand further up. ${failure}`);
  return { codePath: fromGlobalSetup('TEST_WORKFLOW_BUNDLE') };
}

function fromGlobalSetup(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `${name} is not set. Tests that need the Temporal server belong in a folder that is not among the ` +
        '`serverless` ones of test/support/global-setup.ts.',
    );
  }
  return value;
}
