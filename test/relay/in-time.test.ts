import { CallsInTime, TookTooLong } from '../../src/relay/in-time';

describe('a call of Temporal', () => {
  it('is answered if it is in time, and given up if it is not', async () => {
    const calls = new CallsInTime();
    expect(await calls.wait(1_000, Promise.resolve('here'))).toBe('here');
    await expect(calls.wait(1_000, Promise.reject(new Error('away')))).rejects.toThrow('away');
    await expect(calls.wait(10, new Promise(() => undefined))).rejects.toThrow(TookTooLong);
  });

  it('is waited for at the end, whether it was given up or not', async () => {
    const calls = new CallsInTime();
    let fail: (reason: Error) => void = () => undefined;
    const call = new Promise<never>((_resolve, reject) => (fail = reject));
    await expect(calls.wait(10, call)).rejects.toThrow(TookTooLong);
    const ended = jest.fn();
    const ending = calls.ended().then(ended);
    await Promise.resolve();
    expect(ended).not.toHaveBeenCalled();
    fail(new Error('Temporal is away.'));
    await ending;
    expect(ended).toHaveBeenCalled();
    await calls.ended();
  });
});
