/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Each has a command of its own, npm run test:…, and a step in .ci/run.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/demo/demo.test.ts',
    '<rootDir>/test/ui/',
    '<rootDir>/test/(simulator|chaos|bench|scripts|deploy)/',
    '<rootDir>/test/runbook/',
    '<rootDir>/test/integration/(upgrade|key-rotation|erasure|temporal-tls|fuzz).test.ts',
    '<rootDir>/test/integration/(worker-process|worker-versioning|worker-killed|queried-without-worker|bug-corrected).test.ts',
  ],
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // These are published as ES modules only, which jest's CommonJS runtime cannot load untransformed.
  transformIgnorePatterns: ['/node_modules/(?!(ky|cookie|temporal-polyfill|temporal-utils)/)'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Two cores are busy with three files, which mostly wait for timers; more would make these wait for each other.
  maxWorkers: 3,
  // Long enough for a machine that does much else besides; a test that passes ends when it has seen what it waits for.
  testTimeout: 180_000,
};
