import { readFile } from 'node:fs/promises';
import { CommandFailed } from './answer';
import type { Terminal } from './terminal';

/** Reads a JSON file, or standard input for `-`. No error quotes what is in it, since that is personal data. */
export async function readJsonFile(terminal: Terminal, path: string): Promise<unknown> {
  const name = path === '-' ? 'Standard input' : `The file ${path}`;
  const written = path === '-' ? await terminal.readInput() : await read(path, name);
  try {
    // Some editors put a byte order mark at the front, which is no JSON.
    return JSON.parse(written.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CommandFailed(`${name} is not valid JSON${placeOf(error, written)}. Nothing was done.`);
  }
}

async function read(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`;
    throw new CommandFailed(`${name} ${why}. Nothing was done.`);
  }
}

function placeOf(error: unknown, written: string): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (position === undefined) return '';
  const before = written.slice(0, Number(position)).split('\n');
  return `: see line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
