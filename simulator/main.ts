import { readSettings } from './settings';
import { startSimulator } from './simulator';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const simulator = await startSimulator(settings);
  if (settings.randomFaults) {
    const { rate, seed } = settings.randomFaults;
    process.stdout.write(`each request suffers a fault with probability ${rate} (seed ${seed})\n`);
  }
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
