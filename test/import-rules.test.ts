import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';

interface Snippet {
  why: string;
  file: string;
  code: string;
  /** Part of a problem that is expected; absent where there is none. */
  problem?: string;
  typed?: boolean;
}

const imports = (path: string) => `import { thing } from '${path}';\nexport const used = thing;\n`;
const importsType = (path: string) => `import type { Thing } from '${path}';\nexport type Used = Thing;\n`;

const refusedImports: [why: string, file: string, path: string, problem: string][] = [
  ['banking knows no other folder', 'src/banking/x.ts', '../signals/messages', 'src/banking may import from itself'],
  ['banking checks without zod', 'src/banking/x.ts', 'zod', 'only these packages'],
  ['banking knows no Temporal', 'src/banking/x.ts', '@temporalio/common', 'only these packages'],
  ['banking has no Node built-ins', 'src/banking/x.ts', 'node:fs', 'only these packages'],
  ['banking has no Node built-ins by their old names', 'src/banking/x.ts', 'fs', 'only these packages'],
  ['a folder within banking is banking', 'src/banking/rules/x.ts', '../../coinut/api', 'src/banking may import from'],
  ['signals know only banking', 'src/signals/x.ts', '../coinut/schemas', 'src/signals may import from itself'],
  ['signals are bundled, so no zod', 'src/signals/x.ts', 'zod', 'only these packages'],
  ['signals are bundled, so no built-ins', 'src/signals/x.ts', 'node:crypto', 'only these packages'],
  [
    'workflows reach the provider through activities',
    'src/workflows/x.ts',
    '../coinut/api',
    'src/workflows may import',
  ],
  ['workflows import activities as types', 'src/workflows/x.ts', '../activities', 'only types from activities'],
  ['workflows import activities as types', 'src/workflows/x.ts', '../activities/deposit', 'only types from activities'],
  ['workflows are bundled, so no built-ins', 'src/workflows/x.ts', 'node:crypto', 'only these packages'],
  ['workflows are bundled, so no ky', 'src/workflows/x.ts', 'ky', 'Only src/coinut/http.ts may import ky'],
  ['workflows use no client', 'src/workflows/x.ts', '@temporalio/client', 'only these packages'],
  ['coinut knows only banking', 'src/coinut/x.ts', '../signals/messages', 'src/coinut may import from itself'],
  ['a contract is coinut', 'src/coinut/contracts/x.ts', '../../signals/messages', 'src/coinut may import from itself'],
  ['coinut knows no Temporal', 'src/coinut/x.ts', '@temporalio/common', 'may not import @temporalio'],
  ['one file knows ky', 'src/coinut/api.ts', 'ky', 'Only src/coinut/http.ts may import ky'],
  ['activities use deliver alone of the client', 'src/activities/x.ts', '../client/offramp-client', 'client/deliver'],
  ['the client does not know the provider', 'src/client/x.ts', '../coinut/api', 'src/client may import from itself'],
  ['the client runs no activity', 'src/client/x.ts', '../activities/deposit', 'src/client may import from itself'],
  ['the relay runs no workflow', 'src/relay/x.ts', '../workflows/offramp', 'src/relay may import from itself'],
  ['the command line runs no activity', 'src/cli/x.ts', '../activities/deposit', 'src/cli may import from itself'],
  ['a folder is not its namesake with a longer name', 'src/client/x.ts', '../temporal-server', 'src/client may import'],
  ['src does not know the simulator', 'src/relay/x.ts', '../../simulator/server', 'src/relay may import from itself'],
  ['src does not know the tests', 'src/cli/x.ts', '../../test/support/eventually', 'src/cli may import from itself'],
  ['the worker does not know the simulator', 'src/worker.ts', '../simulator/server', 'anything outside src'],
  ['the worker leaves HTTP to coinut', 'src/worker.ts', 'ky', 'Only src/coinut/http.ts may import ky'],
  ['the environment has one reader', 'src/relay/x.ts', 'node:process', 'Only src/config.ts may read the environment'],
  ['the simulator shares no code with src', 'simulator/x.ts', '../src/coinut/signing', 'The simulator shares no code'],
  ['nor do its folders', 'simulator/routes/x.ts', '../../src/banking/money', 'The simulator shares no code'],
];

const allowedImports: [file: string, path: string][] = [
  ['src/banking/x.ts', './money'],
  ['src/banking/rules/x.ts', '../money'],
  ['src/banking/x.ts', 'big.js'],
  ['src/signals/x.ts', '../banking/money'],
  ['src/signals/x.ts', '@temporalio/workflow'],
  ['src/workflows/x.ts', '../signals/messages'],
  ['src/workflows/x.ts', '../banking/transfer-plan'],
  ['src/coinut/http.ts', 'ky'],
  ['src/coinut/contracts/x.ts', '../schemas'],
  ['src/coinut/contracts/x.ts', '../../banking/money'],
  ['src/activities/x.ts', '../client/deliver'],
  ['src/client/x.ts', '../temporal'],
  ['src/relay/x.ts', '../client/deliver'],
  ['src/cli/x.ts', '../coinut/signing'],
  ['src/worker.ts', './activities'],
  ['simulator/routes/x.ts', '../records'],
  ['test/relay/x.test.ts', '../../simulator/server'],
];

// The typed ones are put in the place of this file, which is part of the project but of no restricted folder.
const typedPlace = { file: 'test/import-rules.test.ts', typed: true };
const exhaustive = `export function rank(side: 'a' | 'b'): number {
  switch (side) {
    case 'a':
      return 1;
  }
  return 2;
}
`;

const snippets: Snippet[] = [
  ...refusedImports.map(([why, file, path, problem]) => ({ why, file, code: imports(path), problem })),
  ...allowedImports.map(([file, path]) => ({ why: `${file} may import ${path}`, file, code: imports(path) })),
  {
    why: 'workflows may import types of activities',
    file: 'src/workflows/x.ts',
    code: importsType('../activities/deposit'),
  },
  {
    why: 'a type is as much a dependency as a value',
    file: 'src/banking/x.ts',
    code: importsType('../signals/messages'),
    problem: 'src/banking may import from itself',
  },
  {
    why: 'passing on is importing too',
    file: 'src/banking/x.ts',
    code: "export * from '../signals/messages';\n",
    problem: 'src/banking may import from itself',
  },
  {
    why: 'an import in passing would escape the rules',
    file: 'src/relay/x.ts',
    code: "export const used = import('../workflows/offramp');\n",
    problem: 'Import at the top of the file',
  },
  {
    why: 'the environment has one reader',
    file: 'src/relay/x.ts',
    code: 'export const used = process.env.RELAY_PORT;\n',
    problem: 'Only src/config.ts may read the environment',
  },
  {
    why: 'the environment has one reader, however it is taken apart',
    file: 'src/worker.ts',
    code: 'export const { env } = process;\n',
    problem: 'Only src/config.ts may read the environment',
  },
  {
    why: 'config.ts reads the environment',
    file: 'src/config.ts',
    code: 'export const used = process.env.RELAY_PORT;\n',
  },
  {
    why: 'pure code is given the time',
    file: 'src/banking/x.ts',
    code: 'export const used = Date.now();\n',
    problem: 'Take the time as a parameter',
  },
  {
    why: 'pure code is given the time',
    file: 'src/signals/x.ts',
    code: 'export const used = new Date();\n',
    problem: 'Take the time as a parameter',
  },
  { why: 'a given time may be a Date', file: 'src/banking/x.ts', code: 'export const used = new Date(0);\n' },
  { why: 'the clock of workflows is recorded', file: 'src/workflows/x.ts', code: 'export const used = Date.now();\n' },
  {
    why: 'orders share the modules of workflows, so that these hold nothing of any order',
    file: 'src/workflows/x.ts',
    code: 'let count = 0;\nexport const next = () => (count += 1);\n',
    problem: 'Keep what changes in the order itself',
  },
  {
    why: 'a list that begins empty is meant to be filled',
    file: 'src/banking/x.ts',
    code: 'const seen: string[] = [];\nexport const see = (id: string) => seen.push(id);\n',
    problem: 'Keep what changes in the order itself',
  },
  {
    why: 'orders share the modules of workflows, their maps included',
    file: 'src/signals/x.ts',
    code: 'export const seen = new Map<string, string>();\n',
    problem: 'Keep what changes in the order itself',
  },
  {
    why: 'workflows have no Node globals',
    file: 'src/workflows/x.ts',
    code: "export const used = Buffer.from('');\n",
    problem: "Unexpected use of 'Buffer'",
  },
  {
    why: 'any says nothing',
    file: 'src/relay/x.ts',
    code: 'export let used: any;\n',
    problem: 'Unexpected any',
  },
  {
    why: 'every promise is awaited',
    ...typedPlace,
    code: 'export function start(): void {\n  Promise.resolve();\n}\n',
    problem: 'no-floating-promises',
  },
  { why: 'every case is handled', ...typedPlace, code: exhaustive, problem: 'switch-exhaustiveness-check' },
  {
    why: 'a try sees the failure of what it returns',
    ...typedPlace,
    code: 'export async function ask(): Promise<number | undefined> {\n  try {\n    return Promise.resolve(1);\n  } catch {\n    return undefined;\n  }\n}\n',
    problem: 'return-await',
  },
  {
    why: 'a type import says so',
    ...typedPlace,
    code: "import { Stats } from 'node:fs';\nexport type Used = Stats;\n",
    problem: 'consistent-type-imports',
  },
  {
    why: 'absence is handled, not denied',
    ...typedPlace,
    code: 'export const first = (list: string[]): string => list[0]!;\n',
    problem: 'no-non-null-assertion',
  },
];

describe('the rules on source files', () => {
  let problems: string[][];

  beforeAll(async () => {
    const linter = spawn(process.execPath, [join(__dirname, 'support', 'lint-snippets.mjs')], {
      cwd: join(__dirname, '..'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    linter.stdin.end(JSON.stringify(snippets));
    problems = (await json(linter.stdout)) as string[][];
  });

  const rows = snippets.map((snippet, index) => ({ ...snippet, index }));

  it.each(rows.filter(({ problem }) => problem))('refuse in $file, as $why ($problem)', ({ index, problem }) => {
    expect(problems[index]).toContainEqual(expect.stringContaining(problem ?? ''));
  });

  it.each(rows.filter(({ problem }) => !problem))('allow in $file, as $why', ({ index }) => {
    expect(problems[index]).toEqual([]);
  });
});
