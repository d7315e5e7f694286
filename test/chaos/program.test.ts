import { readCommandLine } from '../../chaos/program';

describe('the command line of chaos', () => {
  let ran: string[];
  let written: string;
  const read = (...words: string[]) => readCommandLine(words, async (name) => void ran.push(name));

  beforeEach(() => {
    ran = [];
    written = '';
    const take = (text: string | Uint8Array): boolean => {
      written += String(text);
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(take);
    jest.spyOn(process.stderr, 'write').mockImplementation(take);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [['crash-points']],
    [['crash-points', '--ci']],
    [['crash-points', '--activities', 'customer,flow', '--points', 'before-send,after-answer', '--lanes', '4']],
  ])('runs %j', async (words) => {
    expect(await read(...words)).toBe('ran');
    expect(ran).toEqual(['crash-points']);
  });

  it.each([
    [['around-the-end', '--tries', '1000', '--seed', '7'], 'around-the-end'],
    [['around-the-end', '--ci'], 'around-the-end'],
    [['temporal-away', '--seconds', '60', '--per-second', '20'], 'temporal-away'],
    [['temporal-away', '--ci'], 'temporal-away'],
    [['storm', '--ci'], 'storm'],
    [['storm', '--seeds', '3', '--from-seed', '40', '--show'], 'storm'],
    [['storm', '--mutations', '--mutation', 'stale'], 'storm'],
    [['kill', '--ci', '--seed', '7', '--show'], 'kill'],
    [['kill', '--orders', '20', '--seconds', '30'], 'kill'],
    [['kill', '--mutations'], 'kill'],
  ])('runs %j too', async (words, name) => {
    expect(await read(...words)).toBe('ran');
    expect(ran).toEqual([name]);
  });

  it.each([
    [[], 'crash-points'],
    [['around-the-end', '--tries', 'many'], 'a whole number from 1 on'],
    [['temporal-away', '--seconds', '0'], 'a whole number from 1 on'],
    [['kill', '--seconds', '0'], 'a whole number from 1 on'],
    [['drought'], "unknown command 'drought'"],
    [['storm', '--seeds', '0'], 'a whole number from 1 on'],
    [['storm', '--mutation', 'teapot'], 'There is no teapot.'],
    [['crash-points', '--activities', 'customer,teapot'], 'There is no teapot.'],
    [['crash-points', '--points', 'never'], 'There is no never.'],
    [['crash-points', '--lanes', '0'], 'a whole number from 1 to 99'],
    [
      ['crash-points', '--activities', 'trade', '--points', 'frozen-after-send'],
      'none of these activities has any of these points',
    ],
  ])('refuses %j before it starts anything', async (words, complaint) => {
    expect(await read(...words)).toBe('misused');
    expect(ran).toEqual([]);
    expect(written).toContain(complaint);
  });

  it('explains every activity and every point', async () => {
    expect(await read('crash-points', '--help')).toBe('helped');
    expect(written).toContain('readDepositAddress');
    expect(written).toContain('frozen-before-start');
  });
});
