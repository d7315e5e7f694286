// node official-download.js VERSION FOLDER: the SDK's own download of the Temporal CLI, by way of starting it once.
const { TestWorkflowEnvironment } = require('@temporalio/testing');

const [version, downloadDir] = process.argv.slice(2);

TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', version, downloadDir } } }).then(
  (environment) => environment.teardown(),
  (error) => {
    // The native error repeats each of its causes in every one of them.
    console.error([...new Set(error.message.split(': '))].join(': '));
    process.exitCode = 1;
  },
);
