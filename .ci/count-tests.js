// node count-tests.js FILE: prints the plain closing line for the results that jest wrote to FILE. Fails unless every
// test ran and passed: a test that is skipped says nothing, and neither does an empty suite.
const { readFileSync } = require('node:fs');

const text = readFileSync(process.argv[2], 'utf8');
if (text === '') {
  console.error('Jest ended before it wrote any result; its own message stands further up.');
  process.exit(1);
}
const results = JSON.parse(text);

// A file that cannot even be loaded has no tests to count, but has failed all the same.
const unloadable = results.numRuntimeErrorTestSuites;
const failed = results.numFailedTests + unloadable;
const skipped = results.numPendingTests + results.numTodoTests;

if (unloadable > 0) console.log(`${unloadable} test files could not be run; each counts as one failed test.`);
if (skipped > 0) console.log('Skipped tests count as a failure of this run.');
console.log(`${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = results.success && failed === 0 && skipped === 0 && results.numPassedTests > 0 ? 0 : 1;
