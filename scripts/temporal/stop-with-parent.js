// node stop-with-parent.js PID: ends process PID once the process that holds the other end of standard input is gone,
// however it went. An exit handler in that process would not run if it were killed.
process.stdin.on('close', () => {
  try {
    process.kill(Number(process.argv[2]), 'SIGKILL');
  } catch {
    // It has already ended.
  }
});
process.stdin.resume();
