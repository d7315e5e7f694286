import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedViews } from '../../src/cli/saved-views';
import { offramp } from '../cli/support/command-line';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');

/** Every command line that the page says to type, over however many lines, and those of its first table. */
function typed(): string[] {
  const shown = page.replaceAll('\\\n', ' ').matchAll(/^\$ npm run -s offramp -- (.*)$/gm);
  const asked = page.matchAll(/^\| [^|]+\? +\| `([a-z][^`]*)`/gm);
  return [...shown, ...asked].map(([, line = '']) => line);
}

describe('the page on operations', () => {
  it('types only commands and options that there are', async () => {
    const lines = typed();
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      const [command = ''] = line.split(' ');
      const { exitCode, out } = await offramp([command, '--help']);
      expect([line, exitCode]).toEqual([line, 0]);
      const withoutTexts = line.replace(/"[^"]*"|'[^']*'/g, '');
      for (const [option] of withoutTexts.matchAll(/--[a-z-]+/g))
        expect([line, out]).toEqual([line, expect.stringContaining(option)]);
    }
  });

  it('names every view that the links open', () => {
    const named = (name: string) =>
      page.includes(`\`${name.replace(/^(Needs attention): .*/, '$1: <reason>')}\``) ||
      /^Paid out in |that need attention$/.test(name);
    expect(
      savedViews(new Date(0))
        .map(({ name }) => name)
        .filter((name) => !named(name)),
    ).toEqual([]);
  });
});
