import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorCases } from '../../demo/cases/cases';
import type { ExpectedEnd } from '../../demo/expected-end';
import { stories } from '../../demo/stories';
import { offramp } from '../cli/support/command-line';
import { shellWords } from '../support/shell-words';
import { eventually } from '../support/eventually';
import { temporalAddress } from '../support/shared-resources';
import { DemoProcess, untilGone } from './support/demo-process';
import { expectedAudit } from './support/expected-audit';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

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
    // What the processes said of an order that did not get to its end is to be read there.
    if ((await demo?.end()) !== 1) await rm(folder, { recursive: true, force: true });
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

    await demo.succeed();
    expectEveryEnd(demo.output);
    expect(demo.output).toContain('Faults of the provider: POST /autoramp-flow/offramp reset-after\n');
    expect(demo.output).toMatch(/^Signatures hold for 4 s here, not 60:/m);
    // How the order of a second deposit gets on is shown as that of every other.
    expect(demo.output).toMatch(/^demo-\w+-second-deposit:deposit:[\w-]{36} {2}USD {2}awaiting-trade$/m);
    expect(demo.output).toMatch(/^demo-\w+-canceled-trade waits for a person: The provider canceled the trade\.$/m);
    await untilGone(started);
  });

  it('brings every order to the same end with --kill-worker', async () => {
    const demo = startDemo(['--kill-worker'], { OFFRAMP_TEST_TEMPORAL_ADDRESS: temporalAddress() });
    await demo.untilItSays('A new worker ');
    const kill =
      /^The worker \(process (\d+)\) is killed with SIGKILL: (\d+) orders are between approval and trade\.$/m;
    const [, killed, orders] = kill.exec(demo.output) ?? [];
    expect(Number(orders)).toBeGreaterThanOrEqual(3);
    const [, started] = /^A new worker \(process (\d+)\) is ready after /m.exec(demo.output) ?? [];
    const workers = (await demo.descendants()).filter(({ command }) => command.includes('src/worker.ts'));
    expect(workers.map(({ pid }) => String(pid))).toEqual([started]);
    expect(started).not.toBe(killed);

    await demo.succeed();
    expectEveryEnd(demo.output);
    await untilGone(workers);
  });

  it('leaves an order of each kind that needs an operator with --keep, and the README repairs one', async () => {
    const demo = startDemo(['--keep'], { OFFRAMP_TEST_TEMPORAL_ADDRESS: temporalAddress() });
    await demo.untilItSays('Ctrl-C ends it.', { deadlineMs: 150_000 });
    expectEveryEnd(demo.output);
    for (const { name, stands } of operatorCases) {
      const subject =
        name === 'unmatched-webhook' ? 'unmatched-bankTransferReported-\\S+' : `demo-\\w+-${name}(?::\\S+)?`;
      const cells = [subject, stands.stage ?? '-', stands.needsAttention ?? '-', `docs/runbook\\.md#${name}`];
      expect(demo.output).toMatch(new RegExp(`^${cells.join(' +')}$`, 'm'));
    }

    const [, runId = ''] = /^demo-(\w+)-deposit-below-minimum /m.exec(demo.output) ?? [];
    const [, printed = ''] = /^npm run -s offramp -- (record-refund .*)$/m.exec(readme) ?? [];
    const words = shellWords(printed.replace(/demo-\w+-/, `demo-${runId}-`));
    const environment = environmentIn(await readFile(join('.demo', 'environment'), 'utf8'));
    expect(await offramp(words, { environment })).toMatchObject({ exitCode: 0, err: '' });
    await eventually('the order to be refunded', async () => {
      const { json } = await offramp(['status', `demo-${runId}-deposit-below-minimum`, '--json'], { environment });
      return expect(json()).toMatchObject({ outcome: 'refunded' }) === undefined;
    });
    demo.kill('SIGINT');
    expect(await demo.end()).toBe(0);
  });

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
  });

  it('takes everything with it when it is killed', async () => {
    const demo = startDemo();
    await demo.untilItSays('All are ready');
    const started = await demo.descendants();
    expect(started.length).toBeGreaterThanOrEqual(4);
    demo.kill('SIGKILL');
    expect(await demo.end()).toBe('SIGKILL');
    await untilGone(started);
  });

  it('explains itself and refuses what it does not know', async () => {
    const help = startDemo(['--help']);
    expect(await help.end()).toBe(0);
    for (const option of ['--keep', '--kill-worker', ...stories.map(({ name }) => name)]) {
      expect(help.output).toContain(`  ${option} `);
    }
    const refused = startDemo(['--forever']);
    expect(await refused.end()).toBe(2);
    expect(refused.output).toContain("Unknown option '--forever'");
  });
});

/** Every order of every story stands in the table as it should, and the provider has made all of it once. */
function expectEveryEnd(output: string): void {
  for (const { name, order, expected, laterDeposit } of stories) {
    const { currency } = order.bankAccount;
    expect(output).toMatch(row(`demo-\\w+-${name}`, currency, expected));
    if (laterDeposit) expect(output).toMatch(row(' {2}:deposit:\\S+', currency, laterDeposit));
  }
  expect(output).toContain(expectedAudit(stories));
}

/** The settings that a shell takes from the file which the demo leaves. */
function environmentIn(file: string): Record<string, string> {
  const lines = file.matchAll(/^(\w+)='(.*)'$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
}

function row(reference: string, currency: string, end: ExpectedEnd): RegExp {
  const standing = 'outcome' in end ? `${end.outcome} ` : `needs attention +${end.needsAttention} `;
  return new RegExp(`^${reference} +${currency} +${end.stage} +${standing}.* \\d+\\.\\d s$`, 'm');
}
