import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stories } from '../../demo/stories';
import { temporalAddress } from '../support/shared-resources';
import { DemoProcess, untilGone } from './support/demo-process';

describe('the demo', () => {
  let demo: DemoProcess | undefined;
  let folder: string;

  function startDemo(args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): DemoProcess {
    demo = new DemoProcess(args, { TMPDIR: folder, ...environment });
    return demo;
  }

  beforeEach(async () => {
    // A demo that is killed cannot clear up its files.
    folder = await mkdtemp(join(tmpdir(), 'offramp-test-'));
  });
  afterEach(async () => {
    await demo?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('brings every order to its expected end and leaves no process', async () => {
    const demo = startDemo([], { OFFRAMP_TEST_TEMPORAL_ADDRESS: temporalAddress() });
    await demo.untilItSays('registering-customer');
    const started = await demo.descendants();
    expect(started.map(({ command }) => command)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('simulator/main.ts'),
        expect.stringContaining('src/worker.ts'),
        expect.stringContaining('src/relay/main.ts'),
        expect.stringContaining('src/encryption/codec-server-main.ts'),
      ]),
    );

    expect({ exitCode: await demo.end(), output: demo.output }).toMatchObject({ exitCode: 0 });
    for (const { name, order, expected } of stories) {
      const row = new RegExp(
        `^demo-\\w+-${name} +${order.bankAccount.currency} +${expected.stage} +${expected.outcome} .* \\d+\\.\\d s$`,
        'm',
      );
      expect(demo.output).toMatch(row);
    }
    expect(demo.output).toContain('bank transfers 8; duplicates 0');
    await untilGone(started);
  }, 120_000);

  it('ends everything at Ctrl-C', async () => {
    const demo = startDemo();
    await demo.untilItSays('awaiting-customer-approval');
    const started = await demo.descendants();
    expect(started.length).toBeGreaterThanOrEqual(4);
    demo.kill('SIGINT');
    const exitCode = await demo.end();
    expect(demo.output).toContain('Interrupted by SIGINT.');
    expect(exitCode).toBe(130);
    await untilGone(started);
  }, 90_000);

  it('takes everything with it when it is killed', async () => {
    const demo = startDemo();
    await demo.untilItSays('All are ready');
    const started = await demo.descendants();
    expect(started.length).toBeGreaterThanOrEqual(4);
    demo.kill('SIGKILL');
    expect(await demo.end()).toBe('SIGKILL');
    await untilGone(started);
  }, 90_000);

  it('explains itself and refuses what it does not know', async () => {
    const help = startDemo(['--help']);
    expect(await help.end()).toBe(0);
    expect(help.output).toContain('--keep');
    const refused = startDemo(['--forever']);
    expect(await refused.end()).toBe(2);
    expect(refused.output).toContain("Unknown option '--forever'");
  });
});
