const base = require('./jest.config');

/** The project's own tools: simulated provider, chaos, benches, scripts, what deploys it: `npm run test:tools`. */
module.exports = {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['**/test/{simulator,chaos,bench,scripts,deploy}/**/*.test.ts'],
};
