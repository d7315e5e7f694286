import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

const root = join(__dirname, '..', '..');
const asPosix = (path: string) => path.split(sep).join('/');
const filesUnder = (folder: string, ...endings: readonly string[]) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => posix.join(folder, asPosix(file)));

/** Every picture that a page shows, by its path from the root of the repository. */
function shownIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc="([^"]+)"/g)];
  return links
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => posix.join(posix.dirname(page), link));
}

const pages = ['README.md', 'CHANGELOG.md', 'simulator/README.md', ...filesUnder('docs', '.md')];
const shown = new Set(pages.flatMap(shownIn));
const there = filesUnder('docs/images', '.png', '.svg');

describe('the pictures of the docs', () => {
  it('are there, each that a page shows', () => {
    expect(shown.size).toBeGreaterThan(0);
    expect([...shown].filter((picture) => !there.includes(picture))).toEqual([]);
  });

  it('are shown, each that is there', () => {
    expect(there.filter((picture) => !shown.has(picture))).toEqual([]);
  });
});
