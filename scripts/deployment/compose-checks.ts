import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../temporal/command';
import type { ComposeClient } from './compose-client';
import { composeText, type Variables } from './compose-file';
import { generatedVariables } from './generated-variables';

const root = join(__dirname, '..', '..');
const profiles = [[], ['demo'], ['observability'], ['tools'], ['demo', 'observability', 'tools']] as const;

/** A sentence for everything that Docker Compose, or this project, does not accept of docker-compose.yml. */
export async function composeProblems(client: ComposeClient): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-compose-'));
  const complete = {
    ...generatedVariables(),
    COINUT_BASE_URL: 'https://provider.example',
    RELAY_PUBLIC_URL: 'https://relay.example/webhooks/coinut',
  };
  const config = async (variables: Variables, ...args: string[]): Promise<string> => {
    const file = join(directory, 'env');
    await writeFile(
      file,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const { stdout } = await run(
      client.command,
      [...client.args, '--project-directory', root, '--env-file', file, ...args],
      60_000,
    );
    return stdout;
  };
  try {
    const refused: string[] = [];
    for (const chosen of profiles) {
      const asked = chosen.flatMap((profile) => ['--profile', profile]);
      await config(complete, ...asked, 'config', '--quiet').catch((error: unknown) => {
        refused.push(`With profiles [${chosen.join(', ')}]: ${wordsOf(error)}`);
      });
    }
    if (refused.length > 0) return refused;
    const images = await config(complete, '--profile', 'demo', '--profile', 'observability', 'config', '--images');
    return [...unpinned(images.trim().split('\n')), ...(await missingSecrets(complete, config))];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Each variable that the file requires must be missed by its name. */
async function missingSecrets(
  complete: Variables,
  config: (variables: Variables, ...args: string[]) => Promise<string>,
) {
  const required = new Set([...composeText().matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name));
  const problems: string[] = [];
  for (const name of required) {
    const said = await config({ ...complete, [name]: '' }, 'config', '--quiet').then(() => '', wordsOf);
    if (!said.includes(name)) problems.push(`Without ${name} compose says: ${said || 'nothing'}`);
  }
  return problems;
}

/** Images of this project have no tag; all others have one, with a version. */
function unpinned(images: readonly string[]): string[] {
  const ours = ['offramp-worker', 'offramp-simulator'];
  return images
    .filter((image) => !ours.includes(image) && !/:v?\d+\.\d+/.test(image))
    .map((image) => `The image ${image} names no version.`);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
