import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScenarioFile } from '../../simulator/scenario-file';
import { eventually } from './support/eventually';
import { get, post, send } from './support/partner';
import { simulator, stopAll } from './support/simulation';
import { killAll, startProcess } from './support/simulator-process';

describe('scenario file', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  });
  afterEach(async () => {
    killAll();
    await stopAll();
    await rm(directory, { recursive: true });
  });

  async function written(content: string): Promise<string> {
    const path = join(directory, 'scenario.json');
    await writeFile(path, content);
    return path;
  }

  it('the example in the README can be read', async () => {
    const readme = await readFile(join(__dirname, '../../simulator/README.md'), 'utf8');
    const example = /```json\n(.*?)```/s.exec(readme)?.[1] ?? '';
    expect(readScenarioFile(await written(example))).toEqual(JSON.parse(example));
  });

  it('names everything that is wrong', async () => {
    const wrong = {
      faults: [
        { match: { path: 'balance', nth: 0 }, fault: 'none' },
        { match: { path: '/' }, fault: 'html', when: 1 },
      ],
      journeys: [
        { match: {}, tags: ['kyc-slow', 'kyc-fast', 'fault-flow-none', 'amount-0'] },
        { match: { email: 'ana@example.com' }, tags: [] },
      ],
      webhooks: [],
    };
    const path = await written(JSON.stringify(wrong));
    const problems = [
      'faults.0.match.path must start with /',
      'faults.0.match.nth',
      'faults.0.fault',
      'faults.1 Unrecognized key: "when"',
      'journeys.0.match needs externalId or email',
      'journeys.0.tags.1 is not a tag of the simulator',
      'journeys.0.tags.2 is not a tag of the simulator',
      'journeys.0.tags.3 is not a tag of the simulator',
      'journeys.1.tags needs one tag at least',
      'Unrecognized key: "webhooks"',
    ];
    for (const problem of problems) expect(() => readScenarioFile(path)).toThrow(problem);
    expect(() => readScenarioFile(path)).not.toThrow('journeys.0.tags.0');
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['no object', '[]', 'is wrong: the whole'],
  ])('refuses %s', async (_reason, content, problem) => {
    const path = await written(content);
    expect(() => readScenarioFile(path)).toThrow(`The scenario file ${path} ${problem}`);
  });

  it('refuses a file that is not there', () => {
    expect(() => readScenarioFile('/nowhere/at/all.json')).toThrow(
      'The scenario file /nowhere/at/all.json cannot be read.',
    );
  });

  it('gives tags to a customer by externalId, e-mail or both, after those in the e-mail', async () => {
    const journeys = [
      { match: { externalId: 'user-1' }, tags: ['kyc-rejected'] },
      { match: { email: 'ben@example.com' }, tags: ['kyc-deleted', 'fault-customer-html'] },
      { match: { externalId: 'user-3', email: 'cleo@example.com' }, tags: ['kyc-rejected'] },
    ];
    const provider = await simulator({ journeys, timeScale: 0 });
    const customers = [
      { externalId: 'user-1', email: 'ana+kyc-silent@example.com', status: 'REJECTED' },
      { externalId: 'user-2', email: 'ben@example.com', status: 'DELETED' },
      { externalId: 'user-3', email: 'cleo@example.com', status: 'REJECTED' },
      { externalId: 'user-3', email: 'dan@example.com', status: 'APPROVED' },
    ];
    for (const { externalId, email } of customers) {
      const body = { name: 'Ana Lim', externalId, email };
      for (let status = 0; status !== 200 || provider.requests.at(-1)?.fault !== undefined;) {
        ({ status } = await send(provider.url, 'POST', '/customer/create', body));
      }
    }
    await eventually('all are decided on', () => provider.records.steps.all().length === 0);
    expect(provider.records.customers.all().map(({ status }) => status)).toEqual(customers.map(({ status }) => status));
    expect(provider.requests.flatMap(({ fault }) => fault ?? [])).toEqual(['html']);
  });

  it('what it breaks off after processing survives a kill, and is not given twice', async () => {
    const rule = { match: { path: '/customer/create', nth: 2 }, fault: 'reset-after' };
    const journey = { match: { externalId: 'user-1' }, tags: ['fault-customer-reset-after'] };
    const environment = {
      SIMULATOR_DATA: join(directory, 'records'),
      SIMULATOR_SCENARIO_FILE: await written(JSON.stringify({ faults: [rule], journeys: [journey] })),
    };
    const customer = (externalId: string) => ({ name: 'Ana Lim', email: 'ana@example.com', externalId });
    const first = await startProcess(environment);
    for (const externalId of ['user-1', 'user-2']) {
      await expect(post(first.url, '/customer/create', customer(externalId))).rejects.toThrow('fetch failed');
    }
    await first.end('SIGKILL');
    const second = await startProcess({
      ...environment,
      SIMULATOR_FAULT_RATE: '0.000000001',
      SIMULATOR_FAULT_SEED: '42',
    });
    expect(second.output()).toContain('each request suffers a fault with probability 1e-9 (seed 42)\n');
    for (const externalId of ['user-1', 'user-2']) {
      const { body } = await get(second.url, `/customer/detail?externalId=${externalId}`);
      expect(body).toMatchObject({ status: 'SUCCESS', data: { externalId } });
    }
    expect((await post(second.url, '/customer/create', customer('user-1'))).httpStatus).toBe(200);
  });
});
