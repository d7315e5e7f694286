import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { leftTable } from '../../demo/cases/leave-cases';
import { writeEnvironment } from '../../demo/keep';

describe('the environment of a demo that was left running', () => {
  const environment = {
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    PAYLOAD_KEYS: 'demo:a+b/c=',
    WEBHOOK_TOLERANCE: "5 'minutes'",
  };
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offramp-test-'));
    file = join(folder, '.demo', 'environment');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('can be sourced by a shell as it stands', async () => {
    await writeEnvironment(environment, file);
    const script = `set -a; . "$1"; ${process.execPath} -p 'JSON.stringify(process.env)'`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script, 'sh', file]);
    expect(JSON.parse(stdout)).toMatchObject(environment);
  });

  it('is for its owner only, since it holds keys', async () => {
    await writeEnvironment(environment, file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is gone once the demo has ended', async () => {
    const remove = await writeEnvironment(environment, file);
    await remove();
    await expect(access(file)).rejects.toThrow('ENOENT');
  });

  it("stays if it is another demo's by then", async () => {
    const remove = await writeEnvironment(environment, file);
    await writeFile(file, "TEMPORAL_ADDRESS='127.0.0.1:7234'\n");
    await remove();
    await expect(access(file)).resolves.toBeUndefined();
  });
});

describe('the table of orders that were left for an operator', () => {
  const shows = 'whatever it shows';

  it('names of each what it needs somebody for, and the entry of the runbook', () => {
    const held = { stage: 'confirming-deposit', needsAttention: 'deposit-held' };
    const waiting = { stage: 'awaiting-customer-approval' };
    const lines = leftTable([
      { operatorCase: { name: 'deposit-held', shows }, subject: 'demo-1-deposit-held', standing: held },
      { operatorCase: { name: 'kyc-silent', shows }, subject: 'demo-1-kyc-silent', standing: waiting },
      { operatorCase: { name: 'wrong-token', shows }, subject: 'demo-1-wrong-token', problem: 'It was not brought.' },
    ]);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['reference', 'stage', 'needs attention for', 'how to repair it'],
      expect.any(Array),
      ['demo-1-deposit-held', 'confirming-deposit', 'deposit-held', 'docs/runbook.md#deposit-held'],
      ['demo-1-kyc-silent', 'awaiting-customer-approval', '-', 'docs/runbook.md#kyc-silent'],
      ['demo-1-wrong-token', '-', '-', 'docs/runbook.md#wrong-token'],
    ]);
  });
});
