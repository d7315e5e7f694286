import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What `bundleWorkflowCode` needs of the workflows, wherever they are bundled. */
export interface WorkflowSources {
  readonly workflowsPath: string;
  readonly payloadConverterPath: string;
  readonly failureConverterPath: string;
  /**
   * Loaded once by each thread that runs workflows and frozen, instead of once by each order, which would take a tenth of an
   * order's CPU time. Nothing in these modules may be changed later (held by a rule of ESLint).
   */
  readonly preloadModules: string[];
}

/** The workflows of a copy of `src` and their converters: from sources as they stand, from a build the compiled ones. */
export function workflowSources(directory = __dirname): WorkflowSources {
  const workflowsPath = moduleAt(directory, 'workflows', 'index');
  return {
    workflowsPath,
    payloadConverterPath: moduleAt(directory, 'encryption', 'payload-converter'),
    failureConverterPath: moduleAt(directory, 'encryption', 'failure-converter'),
    preloadModules: [moduleAt(directory, 'workflows', 'stack-trace-limit'), workflowsPath],
  };
}

function moduleAt(...path: readonly string[]): string {
  const source = `${join(...path)}.ts`;
  return existsSync(source) ? source : `${join(...path)}.js`;
}
