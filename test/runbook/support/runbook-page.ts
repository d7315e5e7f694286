import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLines, shellWords } from '../../support/shell-words';

/** A command that the page types, and the lines of its output that it shows. */
export interface ShownCommand {
  readonly words: readonly string[];
  readonly lines: readonly string[];
}

/** One symptom of docs/runbook.md. */
export interface RunbookEntry {
  /** The id that its heading gets where the page is shown. */
  readonly id: string;
  readonly text: string;
  /** Under "Find it". */
  readonly find: readonly (readonly string[])[];
  /** Under "Repair it". */
  readonly repair: readonly (readonly string[])[];
  /** Commands with what they print, under "It worked if". */
  readonly worked: readonly ShownCommand[];
  /** All other commands that are shown with what they print. */
  readonly shown: readonly ShownCommand[];
  /** The JSON that it prints, such as a bank account's. */
  readonly json: string | undefined;
  readonly picture: { readonly file: string; readonly alt: string } | undefined;
}

const pagePath = join(__dirname, '..', '..', '..', 'docs', 'runbook.md');

const prompt = /^\$ /;
const program = ['npm', 'run', '-s', 'offramp', '--'];

/** What comes before the first symptom, and between them and the end: all that is no entry. */
export function readRunbook(page = readFileSync(pagePath, 'utf8')): readonly RunbookEntry[] {
  const [, symptoms = ''] = page.split(/^## Symptoms$/m);
  const [entries = ''] = symptoms.split(/^## (?!#)/m);
  return entries
    .split(/^### /m)
    .slice(1)
    .map((text) => entryOf(text));
}

function entryOf(text: string): RunbookEntry {
  const [heading = ''] = text.split('\n');
  const [before = '', after = ''] = text.split(/^\*\*It worked if/m);
  const [, alt, file] = /^!\[([^\]]*)\]\(([^)]*)\)$/m.exec(text) ?? [];
  return {
    id: idOf(heading),
    text,
    find: commandsUnder('Find it', text),
    repair: commandsUnder('Repair it', text),
    worked: shownIn(after),
    shown: shownIn(before),
    json: /^```json\n([^]*?)^```/m.exec(text)?.[1],
    picture: alt !== undefined && file !== undefined ? { alt, file } : undefined,
  };
}

/** The ids that links within the page may lead to. */
export function headingIds(page = readFileSync(pagePath, 'utf8')): readonly string[] {
  return [...page.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading = '']) => idOf(heading));
}

/** The links within the page. */
export function innerLinks(page = readFileSync(pagePath, 'utf8')): readonly string[] {
  return [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, id = '']) => id);
}

/** The id that a heading gets where the page is shown. */
function idOf(heading: string): string {
  const letters = heading
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '');
  return letters.replaceAll(' ', '-');
}

/** The commands of the first shell block after a bold lead-in. */
function commandsUnder(leadIn: string, text: string): string[][] {
  const [, script = ''] = new RegExp(`^\\*\\*${leadIn}[^]*?^\`\`\`sh\n([^]*?)^\`\`\``, 'm').exec(text) ?? [];
  return commandLines(script).map(offrampWords);
}

function shownIn(text: string): ShownCommand[] {
  const blocks = [...text.matchAll(/^```text\n([^]*?)^```/gm)].map(([, block = '']) => block);
  return blocks
    .join('')
    .replace(/\\\n\s*/g, '')
    .split(/^(?=\$ )/m)
    .filter((part) => prompt.test(part))
    .map((part) => {
      const [command = '', ...lines] = part.trimEnd().split('\n');
      return { words: offrampWords(command.replace(prompt, '')), lines };
    });
}

/** What is typed after `npm run -s offramp --`; settings before it are left out, since tests have their own. */
function offrampWords(line: string): string[] {
  const words = shellWords(line).filter((word, index, all) => !isSetting(word, all.slice(0, index)));
  if (program.some((word, index) => words[index] !== word)) throw new Error(`This runs something else: ${line}`);
  return words.slice(program.length);
}

function isSetting(word: string, before: readonly string[]): boolean {
  return /^[A-Z_]+=/.test(word) && before.every((earlier) => /^[A-Z_]+=/.test(earlier));
}
