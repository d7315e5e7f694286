import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutoffsPage } from '../../scripts/cutoffs/page';
import { calendarIds } from '../../src/banking/country-calendars';
import { railSources } from '../../src/banking/rail-sources';
import { railIds, rails } from '../../src/banking/rails';
import { expectedArrival } from '../../src/client';
import { parseOverlay } from '../../src/overlay-file';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'cutoffs.md'), 'utf8');
const blockOf = (language: string) => new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(page)?.[1] ?? '';

describe('the page about cutoffs', () => {
  it('is what the tables say: if not, run npm run docs:cutoffs', () => {
    expect(page).toBe(cutoffsPage());
  });

  it.each(railIds)('tells of %s its cutoff, zone, calendar, sources and how far to trust them', (id) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${id}\``)) ?? '';
    const { cutoff, zone, calendar } = rails[id];
    for (const cell of [cutoff, zone, calendar, railSources[id].confidence]) expect(row).toContain(` ${cell} `);
    for (const source of railSources[id].sources) expect(page).toContain(`<${source}>`);
  });

  it.each(calendarIds)('lists the closed days of %s, weekdays only', (id) => {
    const section = page.split(/^### /m).find((text) => text.startsWith(`${id}\n`)) ?? '';
    expect(section).toMatch(/\| 2026 \| (?:official|published|computed) +\| .*\b12-25\b/);
    expect(section).not.toMatch(/\| 2026 .*\b12-26\b/);
  });

  it('has an example of an overlay that does what it says', () => {
    const overlay = parseOverlay(blockOf('json'));
    expect(overlay.calendars).toHaveLength(2);
    const answers = blockOf('text').trim().split('\n');
    const asked = answers.filter((line) => line.startsWith('$'));
    expect(asked).toHaveLength(2);
    for (const line of asked) {
      const [, currency, at] = /--currency (\w+) --at (\S+)$/.exec(line) ?? [];
      if (currency !== 'GBP' && currency !== 'EUR') throw new Error(`The example asks for ${String(currency)}.`);
      expect(answers[answers.indexOf(line) + 1]).toBe(expectedArrival({ currency, at, overlay }).text);
    }
    expect(answers[1]).toContain('on Tuesday 29 December');
  });
});
