const base = require('./jest.config');

/** The demo as a whole, as processes of its own: `npm run test:demo`. */
module.exports = {
  ...base,
  maxWorkers: 1,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['**/test/demo/**/*.test.ts'],
};
