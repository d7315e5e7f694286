const base = require('./jest.config');

/** What happens to whole processes: the runbook, upgrades, versions, kills, keys, TLS, noise: `npm run test:operations`. */
module.exports = {
  ...base,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '**/test/runbook/**/*.test.ts',
    '**/test/integration/{upgrade,key-rotation,erasure,temporal-tls,fuzz}.test.ts',
    '**/test/integration/{worker-process,worker-versioning,worker-killed,queried-without-worker,bug-corrected}.test.ts',
  ],
};
