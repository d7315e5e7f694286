const { globalSetup: _setup, globalTeardown: _teardown, ...base } = require('./jest.config');

/** An operator's work in Temporal UI, in headless Chromium, with a system of its own: `npm run test:ui`. */
module.exports = {
  ...base,
  maxWorkers: 1,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['**/test/ui/**/*.test.ts'],
};
