import { readSettings } from './settings';
import { startSimulator } from './simulator';

async function main(): Promise<void> {
  const simulator = await startSimulator(readSettings(process.env));
  process.stdout.write(`simulator listening on ${simulator.url}\n`);
  let stopping = false;
  const stop = () => {
    // A second Ctrl-C must not close the records twice.
    if (stopping) return;
    stopping = true;
    void simulator.stop();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
