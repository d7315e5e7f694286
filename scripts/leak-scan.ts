import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Interrupted, interruption } from '../demo/interruption';
import { table } from '../demo/table';
import { runLeakScan, type LeakScan, type LeakScanSettings } from './leak-scan/run';

const usage = `npm run leak-scan [-- --ci | --without-encryption]

Starts Temporal, worker, relay, codec server and a simulated provider, with a marker in every personal field and for every
secret setting, sends orders through them, and looks for the markers in Temporal's database, histories and visibility, in
what the HTTP API of its UI answers, in the logs of worker, relay and codec server, in all that Temporal writes at its
debug level, and in metrics: in plain text, JSON, URL, base64 and hex form. What the CLI prints is for operators, so that
only secrets are looked for there.

Then it does the same once more with PAYLOAD_KEYS=none, to see that it would have found them.

  --ci                  a few orders instead of all stories of the demo
  --without-encryption  only with PAYLOAD_KEYS=none: shows what it finds, and fails
  --help                show this

Exit code: 0 if nothing was found, 1 if something was, or not everything was read, 2 for a wrong command line.
`;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

/** Where everything is readable once nothing is encrypted. The rest hold nothing personal by themselves. */
const encryptedPlaces = ["Temporal's database", 'histories', "answers of Temporal UI's API"];

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  if (options.help === true) {
    say(usage);
    return 0;
  }
  if (options['without-encryption'] === true) {
    const { problems } = await scanOnce({ stories: 'one', encrypts: false });
    problems.forEach(complain);
    return problems.length > 0 ? 1 : 0;
  }
  const result = await scanOnce({ stories: options.ci === true ? 'few' : 'all', encrypts: true });
  say('\nThe same with PAYLOAD_KEYS=none, which it has to find:');
  const control = await scanOnce({ stories: 'one', encrypts: false });
  const problems = [...result.problems, ...blindness(control)];
  say(problems.length === 0 ? '\nNothing personal and no secret was found.' : '');
  problems.forEach(complain);
  return problems.length > 0 ? 1 : 0;
}

function readOptions() {
  try {
    const boolean = { type: 'boolean' } as const;
    const options = { ci: boolean, 'without-encryption': boolean, help: { ...boolean, short: 'h' } };
    return parseArgs({ options }).values;
  } catch (error) {
    complain(`${messageOf(error)}\nSee: npm run leak-scan -- --help`);
    return undefined;
  }
}

async function scanOnce(settings: Pick<LeakScanSettings, 'stories' | 'encrypts'>): Promise<LeakScan> {
  const directory = await mkdtemp(join(tmpdir(), 'offramp-leak-scan-'));
  const startedAt = performance.now();
  const scan = await runLeakScan({ ...settings, directory, say });
  const rows = scan.scanned.map(({ place, bytes, findings }) => [
    place,
    `${(bytes / 1024).toFixed(0)} KB`,
    `${findings.length} found`,
  ]);
  say(table(['place', 'read', 'markers'], rows).join('\n'));
  const shown = scan.shown === undefined ? '' : `; ${scan.shown} of the personal ones can be read with a codec token`;
  say(`${scan.markers.length} markers, ${((performance.now() - startedAt) / 1000).toFixed(1)} s${shown}.`);
  await rm(directory, { recursive: true, force: true });
  return scan;
}

/** Why the scan cannot be believed: with nothing encrypted it must find customers wherever data of orders is. */
function blindness({ scanned }: LeakScan): string[] {
  return scanned
    .filter(({ place, findings }) => encryptedPlaces.includes(place) && findings.length === 0)
    .map(({ place }) => `Blind: with PAYLOAD_KEYS=none nothing was found in ${place}.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

Promise.race([main(), interruption()]).then(
  // Whatever still waits for an answer from what has been ended would keep the process alive.
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    complain(messageOf(error));
    process.exit(error instanceof Interrupted ? error.exitCode : 1);
  },
);
