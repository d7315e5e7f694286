import { compareWithLuxon } from '../../bench/calendar/compare-with-luxon';
import { randomRequests } from '../../bench/calendar/instants';
import { readCommandLine } from '../../bench/program';
import { planTransfer } from '../../src/banking/transfer-plan';

const extent = { plans: 300, rounds: 1 };

describe('the calendar bench', () => {
  it('is content with plans that equal luxon’s and are made no more slowly', () => {
    const said: string[] = [];
    expect(compareWithLuxon(extent, (text) => said.push(text))).toEqual([]);
    expect(said.join('\n')).toMatch(/planTransfer +\d+ .*\n +luxon +\d+ .*\n +ratio +\d/);
  });

  it('finds a plan that differs', () => {
    const last = randomRequests(extent.plans).at(-1);
    const plan = (request: Parameters<typeof planTransfer>[0]) => {
      const planned = planTransfer(request);
      return request.now === last?.now ? { ...planned, beforeCutoff: !planned.beforeCutoff } : planned;
    };
    expect(compareWithLuxon({ ...extent, plan }, () => undefined)).toEqual([
      expect.stringMatching(/^The plans differ/),
    ]);
  });

  it('finds that plans are made more slowly', () => {
    const plan = (request: Parameters<typeof planTransfer>[0]) => {
      for (let time = 0; time < 200; time += 1) planTransfer(request);
      return planTransfer(request);
    };
    expect(compareWithLuxon({ plans: 50, rounds: 1, plan }, () => undefined)).toEqual([
      expect.stringMatching(/^planTransfer makes 0\.\d\d times the plans/),
    ]);
  });

  it('plans the same transfers in every run, on all rails', () => {
    expect(randomRequests(50)).toEqual(randomRequests(50));
    expect(new Set(randomRequests(200).map(({ rail }) => rail)).size).toBe(7);
  });

  it.each([
    ['calendar', ['calendar', '--ci'], 'ran', 1],
    ['nothing, which means all', [], 'ran', 1],
    ['an unknown name', ['no-such-bench'], 'misused', 0],
    ['help', ['--help'], 'helped', 0],
  ] as const)('is started by its name: %s', async (_what, words, outcome, times) => {
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    let started = 0;
    expect(await readCommandLine(words, async () => void (started += 1))).toBe(outcome);
    expect(started).toBe(times);
    written.mockRestore();
    printed.mockRestore();
  });
});
