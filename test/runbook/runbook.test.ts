import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { accountRefused, transferHeld, transferPerhapsArrived, transferUnclear } from '../../demo/cases/bounce-cases';
import { operatorCases } from '../../demo/cases/cases';
import type { OperatorCase } from '../../demo/cases/operator-case';
import { orderWith } from '../../demo/cases/orders';
import { providerDown } from '../../demo/cases/provider-cases';
import { Scene } from '../../demo/cases/scene';
import { turns } from '../../demo/cases/turns';
import { strictestFirst, type ReturnClass } from '../../src/banking/return-codes';
import { offramp } from '../cli/support/command-line';
import { commandOf } from '../cli/support/command-of-system';
import { startRelay } from '../relay/support/relays';
import { temporalLine } from '../relay/support/temporal-line';
import { eventually } from '../support/eventually';
import { startOfframpSystem, type OfframpSystem } from '../support/offramp-system';
import { PlayedCase, type Type } from './support/played-case';
import { headingIds, innerLinks, readRunbook, type RunbookEntry } from './support/runbook-page';
import { missingLines } from './support/same-words';

const entries = readRunbook();

function entryOf(id: string): RunbookEntry {
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`docs/runbook.md has no symptom with the heading id ${id}.`);
  return entry;
}

/** A bounce for every reason that needs a person; those that are among the cases already are left out. */
const bounces: Readonly<Record<Exclude<ReturnClass, 'transient'>, OperatorCase | 'a case of its own'>> = {
  duplicate: transferHeld('bank-duplicate'),
  regulatory: 'a case of its own',
  deceased: transferHeld('bank-deceased'),
  'account-blocked': transferHeld('bank-blocked'),
  recalled: transferHeld('bank-recalled'),
  'unknown-outcome': transferPerhapsArrived('bank-unknown-outcome', 'EUR'),
  'our-format': transferUnclear('bank-our-format'),
  unspecified: 'a case of its own',
  'notification-of-change': 'a case of its own',
  'unknown-code': transferUnclear('bank-unknown-code'),
  'account-invalid': accountRefused('bank-account-invalid'),
  'account-closed': 'a case of its own',
  'name-mismatch': accountRefused('bank-name-mismatch', 'GBP'),
};

interface Row {
  readonly what: string;
  readonly operatorCase: OperatorCase;
}

const rows: readonly Row[] = [
  ...operatorCases.map((operatorCase) => ({ what: operatorCase.name, operatorCase })),
  ...Object.entries(bounces).flatMap(([kind, operatorCase]) =>
    typeof operatorCase === 'string' ? [] : [{ what: `${operatorCase.name}: ${kind}`, operatorCase }],
  ),
  { what: 'provider-down: our credentials', operatorCase: providerDown('unauthorised', 'provider-credentials') },
];

const casesAtOnce = 8;

/** Symptoms that are not of one order; each has a test of its own below. */
const ofMany = ['temporal-down', 'many-orders'];

describe('the runbook', () => {
  let system: OfframpSystem;
  let type: Type;
  let folder: string;
  const played = new Map<string, PlayedCase>();
  const brought = new Map<string, Promise<void>>();
  const repaired = new Map<string, Promise<void>>();
  const prefix = `run-${randomUUID().slice(0, 6)}`;
  const surroundingsOf = (number: number) => ({
    offramps: system.offramps,
    client: system.client,
    simulatorUrl: system.simulator.url,
    referencePrefix: `${prefix}-${number}-`,
  });
  const playedAs = (what: string): PlayedCase => {
    const one = played.get(what);
    if (one === undefined) throw new Error(`${what} is not played.`);
    return one;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'offramp-test-'));
    const limits = { USDT: { min: '10' } };
    const environment = { DEPOSIT_LIMITS: JSON.stringify(limits) };
    system = await startOfframpSystem({ autoplay: true, timeScale: 0.8, environment });
    type = commandOf(system);
    const inTurn = turns(casesAtOnce);
    for (const [number, { what, operatorCase }] of rows.entries()) {
      const one = new PlayedCase(operatorCase, entryOf(operatorCase.name), surroundingsOf(number), type, folder);
      const bringing = inTurn(() => one.bring());
      played.set(what, one);
      brought.set(what, bringing);
    }
    // One that does not get there fails its own test, and nobody listens to it before.
    void Promise.allSettled(brought.values());
  });
  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  let isRepairing = false;
  /** Begins with the others, too, so that they need not wait for each other. */
  function repairAll(): void {
    if (isRepairing) return;
    isRepairing = true;
    const inTurn = turns(casesAtOnce);
    const repair = async (what: string) => {
      await brought.get(what);
      await playedAs(what).repair();
    };
    for (const { what } of rows) {
      const repairing = inTurn(() => repair(what));
      repaired.set(what, repairing);
    }
    void Promise.allSettled(repaired.values());
  }

  it.each(rows)('is about an order that stands as it says: $what', async ({ what }) => {
    await brought.get(what);
  });

  it.each(rows)('finds it by the command that it prints: $what', async ({ what }) => {
    await brought.get(what);
    await playedAs(what).find();
  });

  it.each(rows)('types what its details say, too: $what', async ({ what }) => {
    await brought.get(what);
    await playedAs(what).offered();
  });

  it.each(rows)('repairs it by the commands that it prints: $what', async ({ what }) => {
    repairAll();
    await repaired.get(what);
  });

  it('has doctor tell of a provider that is down, and of one that refuses our credentials', async () => {
    const [down, refused] = entryOf('provider-down').shown.filter(({ words }) => words[0] === 'doctor');
    for (const [fault, shown] of [
      ['error-500-before', down],
      ['unauthorised', refused],
    ] as const) {
      system.simulator.faultNext({ path: '/balance', times: 1, fault });
      const { exitCode, out } = await type(...(shown?.words ?? []));
      expect([fault, exitCode, missingLines(shown?.lines ?? ['nothing is shown'], out)]).toEqual([fault, 1, []]);
    }
  });

  it('has doctor tell of a Temporal that is down, and that all is well once it is back', async () => {
    const [shown] = entryOf('temporal-down').shown;
    const line = await temporalLine();
    const relay = await startRelay({ client: new Client({ connection: line.connection }), deliveryTimeoutMs: 500 });
    const doctor = (TEMPORAL_ADDRESS: string) =>
      offramp(shown?.words ?? [], {
        environment: { ...system.workerEnvironment, TEMPORAL_ADDRESS, RELAY_PORT: new URL(relay.url).port },
        now: new Date().toISOString(),
      });
    try {
      await line.cut();
      const { exitCode, out } = await doctor(line.address);
      expect([exitCode, missingLines(shown?.lines ?? ['nothing is shown'], out)]).toEqual([1, []]);
    } finally {
      await relay.close();
      await line.stop();
    }
  });

  it('repairs many orders by the two commands that it prints: the first shows them, the second acts', async () => {
    const [preview, act] = entryOf('many-orders').repair;
    const funds = operatorCases.filter(({ name }) => name === 'funds-not-returned');
    const many = [1_001, 1_002].flatMap((number) =>
      funds.map((one) => new PlayedCase(one, entryOf(one.name), surroundingsOf(number), type, folder)),
    );
    await Promise.all(many.map((one) => one.bring()));
    const references = many.map(({ scene }) => scene.reference);
    // Other tests have orders like these on the same server.
    const ours = ` AND WorkflowId IN (${references.map((reference) => `"offramp-${reference}"`).join(', ')})`;
    const typed = (words: readonly string[] = []) =>
      type(...words.map((word, index) => (words[index - 1] === '--query' ? word + ours : word)));
    await eventually('both to be shown', async () => {
      const { out } = await typed(preview);
      expect(out).toContain('2 orders under way match:');
      for (const reference of references) expect(out).toContain(reference);
      return true;
    });
    expect((await many[0]?.scene.standing())?.needsAttention).toBe('funds-not-returned');
    expect(await typed(act)).toMatchObject({ exitCode: 0, err: '' });
    for (const { scene } of many) await scene.untilStands({ stage: 'retrying-bank-transfer' });
  });

  it('is right that an order which was terminated goes on after a reset, and knows what was said to it', async () => {
    const { offramps, client } = system;
    const scene = new Scene(surroundingsOf(1_003), { name: 'terminated', order: orderWith(['kyc-silent']) });
    await scene.start();
    await scene.cameTo('awaiting-customer-approval');
    await scene.extendDeadline('30 days');
    const handle = client.workflow.getHandle(scene.workflowId);
    await handle.terminate('By mistake.');
    await resetToLastTask(client, scene.workflowId);
    await scene.untilStands({ stage: 'awaiting-customer-approval' });
    expect((await offramps.status(scene.reference)).audit).toMatchObject([{ command: 'extendDeadline' }]);
  });

  it('shows what an overlay changes in a wrong calendar', async () => {
    const { shown, json = '' } = entryOf('wrong-calendar');
    const overlay = join(folder, 'overlay.json');
    writeFileSync(overlay, json);
    const cutoffs = shown.filter(({ words }) => words[0] === 'cutoff');
    expect(cutoffs).toHaveLength(2);
    for (const [index, { words, lines }] of cutoffs.entries()) {
      const environment = index === 0 ? {} : { BANKING_OVERLAY: overlay };
      expect((await offramp(words, { environment })).out.trim()).toBe(lines.join('\n').trim());
    }
  });
});

/** As Temporal UI does it when asked to go back to the last workflow task. */
async function resetToLastTask(client: Client, workflowId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  const { events } = await handle.fetchHistory();
  const last = (events ?? []).findLast((event) => event.workflowTaskCompletedEventAttributes);
  const { runId } = await handle.describe();
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: last?.eventId ?? null,
    requestId: randomUUID(),
    reason: 'It was terminated by mistake.',
  });
}

describe('the page of the runbook', () => {
  it('has an entry for every case, and a test for every entry', () => {
    const tested = [...operatorCases.map(({ name }) => name), ...ofMany];
    expect(entries.map(({ id }) => id).sort()).toEqual(tested.sort());
  });

  it('links to nothing within itself that is not there', () => {
    expect(innerLinks().length).toBeGreaterThan(10);
    expect(innerLinks().filter((id) => !headingIds().includes(id))).toEqual([]);
  });

  it('tells of every reason of a bank that needs a person', () => {
    const ofBounces = ['account-refused', 'transfer-held', 'transfer-unclear', 'transfer-perhaps-arrived'];
    const text = ofBounces.map((id) => entryOf(id).text).join('\n');
    const kinds = strictestFirst.map(([kind]) => kind).filter((kind) => kind !== 'transient');
    expect(kinds.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
  });

  it.each(operatorCases)('shows the screen of $name, and says in words what is to be seen', ({ name }) => {
    const { picture } = entryOf(name);
    expect(picture?.file).toBe(`images/runbook/${name}.png`);
    expect(picture?.alt.length).toBeGreaterThan(20);
  });
});
