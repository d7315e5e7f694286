import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** From the directory the demo is run in, so that it can be sourced as it is printed. */
const environmentFile = join('.demo', 'environment');

/** Writes the settings of the running system for a shell: `set -a; . .demo/environment`. Returns how to remove them. */
export async function writeEnvironment(
  environment: Readonly<Record<string, string>>,
  file = environmentFile,
): Promise<() => Promise<void>> {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}\n`);
  const content = lines.join('');
  await mkdir(dirname(file), { recursive: true });
  // The mode counts only for a file that is new.
  await rm(file, { force: true });
  await writeFile(file, content, { mode: 0o600 });
  return async () => {
    // It may be another demo's by now.
    const present = await readFile(file, 'utf8').catch(() => undefined);
    if (present === content) await rm(file);
  };
}

/** What to do with a system that was left running. */
export function keptNote(environment: Readonly<Record<string, string>>): string {
  const shown = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_TASK_QUEUE', 'PAYLOAD_KEYS'];
  const exports = shown.map((name) => `  export ${name}=${quoted(environment[name] ?? '')}`);
  return [
    `Everything is left running. For the CLI, in another shell: set -a; . ${environmentFile}; set +a`,
    'which among others does this:',
    ...exports,
    'Ctrl-C ends it.',
  ].join('\n');
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
