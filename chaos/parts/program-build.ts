import { appendFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowSources } from '../../src/workflow-sources';
import { compileSources } from './compiled-sources';

/** The processes of this project as they are deployed: compiled, with the workflows bundled beside the worker. */
export interface ProgramBuild {
  readonly worker: string;
  readonly relay: string;
  /** The simulator. */
  readonly provider: string;
  /** Programs of compiled sources that are changed, their workflows included. Nothing in `src` knows of it. */
  changed(...sourceChanges: readonly SourceChange[]): Promise<Pick<ProgramBuild, 'worker' | 'relay'>>;
  remove(): Promise<void>;
}

/** What is put at the end of a compiled file. */
export interface SourceChange {
  /** Below `src`, with the extension of the compiled file. */
  readonly file: string;
  readonly appended: string;
}

/** Compiles `src` and `simulator`, and bundles the workflows, once for all workers of a run, which starts dozens. */
export async function buildPrograms(): Promise<ProgramBuild> {
  const sources = await compileSources('src', 'simulator');
  const { directory } = sources;
  await bundle(join(directory, 'src'));
  let changes = 0;
  return {
    ...programsIn(join(directory, 'src')),
    provider: join(directory, 'simulator', 'main.js'),
    changed: async (...sourceChanges) => {
      changes += 1;
      const changed = join(directory, `changed-${changes}`);
      await cp(join(directory, 'src'), changed, { recursive: true });
      for (const { file, appended } of sourceChanges) await appendFile(join(changed, file), `\n${appended}\n`);
      await bundle(changed);
      return programsIn(changed);
    },
    remove: () => sources.remove(),
  };
}

function programsIn(compiled: string) {
  return { worker: join(compiled, 'worker.js'), relay: join(compiled, 'relay', 'main.js') };
}

/** Bundles the workflows of compiled sources, beside the worker. */
async function bundle(compiled: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    ...workflowSources(compiled),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(join(compiled, 'workflow-bundle.js'), code);
}
