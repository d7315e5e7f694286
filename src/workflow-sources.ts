import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleOptions } from '@temporalio/worker';

type BundlerHook = NonNullable<BundleOptions['webpackConfigHook']>;
type BundlerConfiguration = Parameters<BundlerHook>[0];

/** What `bundleWorkflowCode` needs of the workflows, wherever they are bundled. */
export interface WorkflowSources {
  readonly workflowsPath: string;
  readonly payloadConverterPath: string;
  readonly failureConverterPath: string;
  /**
   * Loaded once by each thread that runs workflows and frozen, instead of once by each order, which takes a tenth of an
   * order's CPU time. Nothing in these modules may be changed later (held by a rule of ESLint).
   */
  readonly preloadModules: string[];
  readonly webpackConfigHook: BundlerHook;
}

/** The workflows of a copy of `src` and their converters: from sources as they stand, from a build the compiled ones. */
export function workflowSources(directory = __dirname): WorkflowSources {
  const workflowsPath = moduleAt(directory, 'workflows', 'index');
  return {
    workflowsPath,
    payloadConverterPath: moduleAt(directory, 'encryption', 'payload-converter'),
    failureConverterPath: moduleAt(directory, 'encryption', 'failure-converter'),
    preloadModules: [moduleAt(directory, 'workflows', 'stack-trace-limit'), workflowsPath],
    webpackConfigHook: inWordsOfNode20,
  };
}

function moduleAt(...path: readonly string[]): string {
  const source = `${join(...path)}.ts`;
  return existsSync(source) ? source : `${join(...path)}.js`;
}

/** The SDK (1.24) has spreads and fields of classes rewritten for older versions of Node, which makes them slow. */
function inWordsOfNode20(configuration: BundlerConfiguration): BundlerConfiguration {
  const rules = configuration.module?.rules?.map((rule) => {
    if (typeof rule !== 'object' || rule === null || typeof rule.use !== 'object' || !('loader' in rule.use))
      return rule;
    const jsc = { target: 'es2022', parser: { syntax: 'typescript', decorators: true } };
    return { ...rule, use: { ...rule.use, options: { sourceMap: true, jsc } } };
  });
  return { ...configuration, module: { ...configuration.module, ...(rules && { rules }) } };
}
