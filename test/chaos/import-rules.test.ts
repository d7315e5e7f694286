import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

const root = join(__dirname, '..', '..');

async function problemsIn(snippets: readonly { file: string; code: string }[]): Promise<unknown> {
  const linter = spawn(process.execPath, [join(root, 'test', 'support', 'lint-snippets.mjs')], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  linter.stdin.end(JSON.stringify(snippets));
  return json(linter.stdout);
}

describe('the checker', () => {
  it('may import nothing of what it checks, nor of what breaks it', async () => {
    const paths = ['../../src/signals/stages', '../../simulator/audit', '../parts/lane', './creates', 'zod'];
    const snippets = paths.map((path) => ({
      file: 'chaos/checker/x.ts',
      code: `import { thing } from '${path}';\nexport const used = thing;\n`,
    }));
    const refused = [expect.stringContaining('The checker shares no code')];
    expect(await problemsIn(snippets)).toEqual([refused, refused, refused, [], []]);
  });
});
