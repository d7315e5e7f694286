import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartedProcess } from '../../chaos/parts/child-process';
import { eventually } from '../support/eventually';

describe('a process that chaos is done to', () => {
  let folder: string;
  let started: StartedProcess | undefined;

  const start = async (entry = join(__dirname, 'support', 'ticking.js')): Promise<StartedProcess> =>
    (started = await StartedProcess.start(
      { name: 'ticking', entry, environment: {}, ready: /^ready$/m },
      join(folder, 'ticking.log'),
    ));
  const stateOf = async ({ pid }: StartedProcess): Promise<string> =>
    (await promisify(execFile)('ps', ['-o', 'stat=', '-p', String(pid)])).stdout.trim();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offramp-test-'));
  });
  afterEach(async () => {
    await started?.stop();
    started = undefined;
    await rm(folder, { recursive: true });
  });

  it('can be frozen and thawed', async () => {
    const ticking = await start();
    ticking.freeze();
    await eventually('it to stand still', async () => (await stateOf(ticking)).startsWith('T'));
    ticking.thaw();
    await eventually('it to go on', async () => !(await stateOf(ticking)).startsWith('T'));
    await ticking.finish();
  });

  it('is gone when it is killed, frozen or not', async () => {
    const ticking = await start();
    ticking.freeze();
    ticking.kill();
    await ticking.ended;
    await expect(stateOf(ticking)).rejects.toThrow();
  });

  it('says so when it ends by itself, with its last words', async () => {
    const entry = join(folder, 'failing.js');
    await writeFile(entry, "console.log('ready\\nThe disk is full.'); setTimeout(() => process.exit(3), 100);");
    const failing = await start(entry);
    await expect(failing.failed).rejects.toThrow(/The ticking ended with code 3\.[^]*The disk is full\./);
  });

  it('says so when it is never ready', async () => {
    const entry = join(folder, 'failing.js');
    await writeFile(entry, "console.log('PAYLOAD_KEYS is required');");
    await expect(start(entry)).rejects.toThrow(/ended with code 0\.[^]*PAYLOAD_KEYS is required/);
  });
});
