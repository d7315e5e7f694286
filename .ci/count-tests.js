// node count-tests.js FILE…: prints one plain closing line for the results that jest wrote to these files. Fails unless
// every test ran and passed: a test that is skipped says nothing, and neither does an empty suite.
const { readFileSync } = require('node:fs');

const runs = process.argv.slice(2).map((file) => {
  const text = readFileSync(file, 'utf8');
  if (text !== '') return JSON.parse(text);
  console.error('Jest ended before it wrote any result; its own message stands further up.');
  process.exit(1);
});
const sum = (count) => runs.reduce((total, run) => total + count(run), 0);

// A file that cannot even be loaded has no tests to count, but has failed all the same.
const unloadable = sum((run) => run.numRuntimeErrorTestSuites);
const failed = sum((run) => run.numFailedTests) + unloadable;
const skipped = sum((run) => run.numPendingTests + run.numTodoTests);
const passed = sum((run) => run.numPassedTests);

if (unloadable > 0) console.log(`${unloadable} test files could not be run; each counts as one failed test.`);
if (skipped > 0) console.log('Skipped tests count as a failure of this run.');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
const isWhole = runs.every((run) => run.success && run.numPassedTests > 0);
process.exitCode = isWhole && failed === 0 && skipped === 0 ? 0 : 1;
