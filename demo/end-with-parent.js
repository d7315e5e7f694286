// Loaded before each process of the demo: ends it once the demo is gone, however it went. Only the demo holds the other
// end of standard input, and never writes to it.
const { isMainThread } = require('node:worker_threads');

// Threads inherit the options that load this file, but their standard input ends at once.
if (isMainThread) {
  process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL'));
  process.stdin.resume();
  // A process that has nothing more to do may end by itself.
  process.stdin.unref();
}
