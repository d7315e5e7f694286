import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom. A folder of `src` may import from itself and from what stands here: `from` names folders and
 * files of `src`, `typesFrom` those of which it may use the types only, `packages` (where given) the only packages.
 */
const directions = {
  banking: { from: [], packages: ['@noble/hashes', '@scure/base', 'big.js', 'ibantools', 'temporal-polyfill'] },
  signals: { from: ['banking'], packages: ['@noble/hashes', '@temporalio/common', '@temporalio/workflow'] },
  workflows: {
    from: ['banking', 'signals', 'encryption/payload-converter'],
    typesFrom: ['activities'],
    packages: ['@temporalio/common', '@temporalio/workflow'],
  },
  coinut: { from: ['banking'], notPackages: ['@temporalio'] },
  activities: {
    from: [
      ...['banking', 'signals', 'coinut'],
      ...['client/deliver', 'client/order-search', 'client/start-once', 'client/unmatched-webhooks'],
    ],
  },
  encryption: { from: ['config', 'logging'] },
  client: { from: ['banking', 'signals', 'temporal', 'encryption'] },
  relay: {
    from: ['banking', 'signals', 'coinut', 'client', 'config', 'temporal', 'temporal-wait', 'logging', 'encryption'],
  },
  cli: { from: ['banking', 'signals', 'coinut', 'client', 'config', 'temporal', 'logging', 'encryption'] },
};

/** Folders that must give the same result on every replay and in every process. */
const pureFolders = ['banking', 'signals', 'workflows'];

const httpFile = 'src/coinut/http.ts';
const configFile = 'src/config.ts';

const anyOf = (names) => `(?:${names.join('|').replaceAll('.', '\\.')})(?:/|$)`;
const quoted = (names) => names.join(', ') || 'nothing';

const everywhereInSource = [
  { regex: '^ky(?:/|$)', message: `Only ${httpFile} may import ky. Call the provider through src/coinut/api.ts.` },
  {
    regex: '^(?:node:)?process$',
    message: `Only ${configFile} may read the environment. Take what is needed as a parameter.`,
  },
];

/** @param {string} up the way from the file to `src`: one `../` per folder. */
function folderPatterns(folder, up) {
  const { from, typesFrom = [], packages, notPackages } = directions[folder];
  const upwards = up.replaceAll('.', '\\.');
  const patterns = [
    {
      regex: `^${upwards}(?!${anyOf([folder, ...from, ...typesFrom])})`,
      message: `src/${folder} may import from itself and from ${quoted(from)}. Move what both need to where both may look.`,
    },
  ];
  if (typesFrom.length > 0) {
    patterns.push({
      regex: `^${upwards}${anyOf(typesFrom)}`,
      allowTypeImports: true,
      message: `src/${folder} may import only types from ${quoted(typesFrom)}. Write "import type".`,
    });
  }
  if (packages) {
    patterns.push({
      regex: `^(?!\\.|${anyOf(packages)})`,
      message: `src/${folder} may import only these packages: ${quoted(packages)}.`,
    });
  }
  if (notPackages) {
    patterns.push({ regex: `^${anyOf(notPackages)}`, message: `src/${folder} may not import ${quoted(notPackages)}.` });
  }
  return [...everywhereInSource, ...patterns];
}

const restrictedImports = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

const importDirections = [
  restrictedImports(
    ['src/*.ts'],
    [...everywhereInSource, { regex: '^\\.\\./', message: 'src may not import anything outside src.' }],
  ),
  ...Object.keys(directions).flatMap((folder) => [
    restrictedImports([`src/${folder}/*.ts`], folderPatterns(folder, '../')),
    restrictedImports([`src/${folder}/*/**/*.ts`], folderPatterns(folder, '../../')),
  ]),
  restrictedImports(
    [httpFile],
    folderPatterns('coinut', '../').filter(({ regex }) => !regex.startsWith('^ky')),
  ),
  restrictedImports(
    ['simulator/**/*.ts'],
    [
      {
        regex: `^(?:\\.\\./)+${anyOf(['src', 'test', 'demo'])}`,
        message: 'The simulator shares no code with src, or a mistake of the one would confirm the other.',
      },
    ],
  ),
  restrictedImports(
    ['chaos/checker/**/*.ts'],
    [
      {
        regex: '^\\.\\./',
        message: 'The checker shares no code with what it checks, nor with what breaks it.',
      },
    ],
  ),
];

const noEnvironment = {
  object: 'process',
  property: 'env',
  message: `Only ${configFile} may read the environment. Take what is needed as a parameter.`,
};
const noClock = {
  object: 'Date',
  property: 'now',
  message: 'Take the time as a parameter, so that the result depends on the arguments alone.',
};
const noDynamicImport = {
  selector: 'ImportExpression',
  message: 'Import at the top of the file, where the rules on imports can see it.',
};
/** Modules of workflows are loaded once for all orders (src/workflow-sources.ts). */
const noModuleState = ['Program > VariableDeclaration', 'ExportNamedDeclaration > VariableDeclaration']
  .flatMap((scope) => [
    `${scope}[kind="let"]`,
    `${scope} > VariableDeclarator > NewExpression[callee.name=/^(?:Weak)?(?:Map|Set)$/]`,
    `${scope} > VariableDeclarator > ArrayExpression[elements.length=0]`,
    `${scope} > VariableDeclarator > ObjectExpression[properties.length=0]`,
  ])
  .map((selector) => ({
    selector,
    message: 'Keep what changes in the order itself: all orders of a worker share their modules.',
  }));
const noNewDate = { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: noClock.message };

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'test/histories/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...importDirections,
  {
    files: ['src/**/*.ts'],
    ignores: [configFile],
    rules: {
      'no-restricted-properties': ['error', noEnvironment],
      'no-restricted-syntax': ['error', noDynamicImport],
    },
  },
  {
    files: pureFolders.map((folder) => `src/${folder}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer', 'fetch'],
      'no-restricted-syntax': ['error', noDynamicImport, ...noModuleState],
    },
  },
  {
    // Workflows are not among them: there the SDK makes the clock part of the history.
    files: ['src/banking/**/*.ts', 'src/signals/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', noEnvironment, noClock],
      'no-restricted-syntax': ['error', noDynamicImport, noNewDate, ...noModuleState],
    },
  },
  {
    // Jest's matchers, such as expect.any(String) in an expected object, are typed as any.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-argument': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
