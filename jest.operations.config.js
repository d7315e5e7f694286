const base = require('./jest.config');

/** What operators do, in whole processes: the runbook, upgrades, versions, keys, TLS: `npm run test:operations`. */
module.exports = {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '**/test/runbook/**/*.test.ts',
    '**/test/integration/{upgrade,worker-process,worker-versioning,key-rotation,erasure,temporal-tls}.test.ts',
  ],
};
