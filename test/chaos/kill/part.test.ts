import { Part, type Running } from '../../../chaos/kill/part';
import { eventually } from '../../support/eventually';

/** A process that ends when it is killed or told to. */
class FakeProcess implements Running {
  readonly ended: Promise<unknown>;
  readonly heard: string[] = [];
  #end: () => void = () => undefined;

  constructor() {
    this.ended = new Promise<void>((resolve) => (this.#end = resolve));
  }

  kill(): void {
    this.heard.push('kill');
    this.#end();
  }

  freeze(): void {
    this.heard.push('freeze');
  }

  thaw(): void {
    this.heard.push('thaw');
  }

  async stop(): Promise<void> {
    this.heard.push('stop');
    this.#end();
  }

  crash(): void {
    this.#end();
  }
}

describe('a part under its supervisor', () => {
  let started: FakeProcess[];
  let failures: number;
  const begin = async (): Promise<Running> => {
    if (started.length > 0 && failures > 0) {
      failures -= 1;
      throw new Error('Temporal is away.');
    }
    const process = new FakeProcess();
    started.push(process);
    return process;
  };
  const kill = { atMs: 0, part: 'relay', how: 'kill', forMs: 20 } as const;
  const freeze = { ...kill, how: 'freeze' } as const;

  beforeEach(() => {
    started = [];
    failures = 0;
  });

  it('is started again after it was killed, and says when it is back', async () => {
    const part = await Part.start('relay', begin);
    const struck = await part.strike(kill);
    expect(started).toHaveLength(2);
    expect(struck).toMatchObject({ how: 'kill', part: 'relay' });
    expect(Number(struck?.backAt) - Number(struck?.struckAt)).toBeGreaterThanOrEqual(19);
    expect(part.lapses).toEqual([]);
    await part.stop();
  });

  it('is tried again until it comes up', async () => {
    const part = await Part.start('relay', begin);
    failures = 1;
    await part.strike(kill);
    expect({ starts: started.length, failed: part.failedStarts }).toEqual({ starts: 2, failed: 1 });
    await part.stop();
  });

  it('stands still while it is frozen, and is the same one afterwards', async () => {
    const part = await Part.start('relay', begin);
    await part.strike(freeze);
    expect(started.map(({ heard }) => heard)).toEqual([['freeze', 'thaw']]);
    await part.stop();
  });

  it('cannot be struck while it is gone', async () => {
    const part = await Part.start('relay', begin);
    const first = part.strike({ ...kill, forMs: 100 });
    expect(await part.strike(kill)).toBeUndefined();
    await first;
    await part.stop();
  });

  it('lapses where it ends by itself, and is started again', async () => {
    const part = await Part.start('relay', begin);
    started[0]?.crash();
    await eventually('another process', () => started.length === 2);
    expect(part.lapses).toMatchObject([{ part: 'relay' }]);
    await part.stop();
  });

  it('may end as it wakes', async () => {
    const part = await Part.start('relay', begin);
    await part.strike(freeze);
    started[0]?.crash();
    await eventually('another process', () => started.length === 2);
    expect(part.lapses).toEqual([]);
    await part.stop();
  });

  it('stays away once it is stopped', async () => {
    const part = await Part.start('relay', begin);
    await part.stop();
    expect(started.map(({ heard }) => heard)).toEqual([['stop']]);
    expect(await part.strike(kill)).toBeUndefined();
  });
});
