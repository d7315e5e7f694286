import { readCommandLine } from './program';

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

/** Answers with the exit code. */
async function main(): Promise<number> {
  let shortcomings: readonly string[] = [];
  const outcome = await readCommandLine(process.argv.slice(2), async (bench) => {
    shortcomings = await bench(say);
  });
  if (outcome === 'misused') return 2;
  shortcomings.forEach(complain);
  return shortcomings.length > 0 ? 1 : 0;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  },
);
