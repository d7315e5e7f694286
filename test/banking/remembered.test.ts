import { remembered } from '../../src/banking/remembered';

describe('a remembered answer', () => {
  it('is given once only, whatever it is', () => {
    const asked: number[] = [];
    const half = remembered((key: number) => {
      asked.push(key);
      return key % 2 === 0 ? key / 2 : undefined;
    }, 10);
    expect([half(4), half(3), half(4), half(3)]).toEqual([2, undefined, 2, undefined]);
    expect(asked).toEqual([4, 3]);
  });

  it('is forgotten when there are too many', () => {
    const asked: string[] = [];
    const ask = remembered((key: string) => asked.push(key), 2);
    for (const key of ['a', 'b', 'a', 'c', 'a']) ask(key);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('is none where the function throws', () => {
    let times = 0;
    const fail = remembered(() => {
      times += 1;
      throw new RangeError('no');
    }, 10);
    expect(() => fail('a')).toThrow(RangeError);
    expect(() => fail('a')).toThrow(RangeError);
    expect(times).toBe(2);
  });
});
