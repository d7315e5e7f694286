import { join } from 'node:path';
import { run } from '../temporal/command';
import type { Program } from './started-program';

/** Makes of a program one that runs as it would in its container. */
export type Containment = (program: Program) => Program;

const root = join(__dirname, '..', '..');

/** In a view of the file system of its own, which is read-only in all of it; then the command that follows. */
const readOnly = 'mount -o remount,bind,ro / && exec "$0" "$@"';
/** The user of the image, with no right to become another. */
const asUser = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', '--bounding-set=-all', '--no-new-privs'];

function contained(command: string, args: readonly string[]): { command: string; args: string[] } {
  return { command: 'unshare', args: ['--mount', 'sh', '-c', readOnly, ...asUser, '--', command, ...args] };
}

/**
 * As the containers of docker-compose.yml run: as user 1000, without capabilities, on a file system that cannot be written
 * to. Throws where that cannot be had, which needs Linux, root, and a repository that this user may read.
 */
export async function containment(): Promise<Containment> {
  const check = `test "$(id -u)" = 1000 && test -r package.json && ! touch ${join('/tmp', 'offramp-is-writable')} 2>/dev/null`;
  const { command, args } = contained('sh', ['-c', `cd ${JSON.stringify(root)} && ${check}`]);
  await run(command, args, 10_000);
  return (program) => ({ ...program, ...contained(program.command, program.args) });
}
