import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { offramp } from '../cli/support/command-line';

const root = join(__dirname, '..', '..');
const pages = ['security.md', 'upgrading.md'].filter((name) => existsSync(join(root, 'docs', name)));
/** Settings of Temporal UI's, not ours. */
const ofOthers = ['TEMPORAL_CODEC_ENDPOINT', 'TEMPORAL_HIDE_LOGS'];

const settings = readdirSync(join(root, 'src'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n');
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
);

describe.each(pages)('the page %s', (name) => {
  const page = readFileSync(join(root, 'docs', name), 'utf8');
  const all = (pattern: RegExp) => [...new Set([...page.matchAll(pattern)].map(([, found = '']) => found))];

  it('names only settings that there are', () => {
    const named = all(/\b((?:TEMPORAL|COINUT|CODEC|BANK|NOTIFY|PAYLOAD|WEBHOOK)_[A-Z_]*[A-Z])(?:_FILE)?\b/g).filter(
      (setting) => !ofOthers.includes(setting),
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((setting) => !new RegExp(`\\b${setting.replace(/_FILE$/, '')}\\b`).test(settings))).toEqual([]);
  });

  it('names only tests, scripts, commands and places that there are', async () => {
    for (const file of all(/`((?:test|src)\/[^`\s]+\.ts)`/g))
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    for (const script of all(/`?npm run (?:-s )?([a-z-]+)/g)) expect(scripts).toContain(script);
    for (const command of all(/`offramp ([a-z-]+)/g))
      expect([command, (await offramp([command, '--help'])).exitCode]).toEqual([command, 0]);
    for (const link of all(/\]\(([^)#]+\.md)/g))
      expect([link, existsSync(join(root, 'docs', link))]).toEqual([link, true]);
  });
});
