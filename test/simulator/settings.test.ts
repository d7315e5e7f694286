import { readSettings } from '../../simulator/settings';

describe('settings', () => {
  it('need nothing', () => {
    expect(readSettings({})).toMatchObject({ host: '127.0.0.1', port: 4010, contract: 'guide', timeScale: 1 });
  });

  it('take empty variables as absent', () => {
    expect(readSettings({ SIMULATOR_TIME_SCALE: '', COINUT_CONTRACT: '' })).toEqual(readSettings({}));
  });

  it('a time scale of 0 is allowed', () => {
    expect(readSettings({ SIMULATOR_TIME_SCALE: '0' }).timeScale).toBe(0);
  });

  it('ask for random faults only with a rate, and draw their seed unless it is set', () => {
    expect(readSettings({ SIMULATOR_FAULT_SEED: '42' })).not.toHaveProperty('randomFaults');
    expect(readSettings({ SIMULATOR_FAULT_RATE: '0.05', SIMULATOR_FAULT_SEED: '42' }).randomFaults).toEqual({
      rate: 0.05,
      seed: 42,
    });
    const seeds = Array.from({ length: 8 }, () => readSettings({ SIMULATOR_FAULT_RATE: '1' }).randomFaults?.seed);
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });

  it('name every error at once', () => {
    const wrong = {
      SIMULATOR_PORT: '70000',
      COINUT_CONTRACT: 'other',
      SIMULATOR_CALLBACK_URL: 'nowhere',
      BANK_REPORT_SECRET: '***',
      SIMULATOR_TIME_SCALE: '-1',
      SIMULATOR_FAULT_RATE: '1.5',
      SIMULATOR_FAULT_SEED: '4294967296',
    };
    for (const name of Object.keys(wrong)) expect(() => readSettings(wrong)).toThrow(name);
  });

  it('a bank report URL needs its secret', () => {
    const lacking = { SIMULATOR_BANK_REPORT_URL: 'http://127.0.0.1:9/bank-reports' };
    expect(() => readSettings(lacking)).toThrow(
      'BANK_REPORT_SECRET is needed because SIMULATOR_BANK_REPORT_URL is set',
    );
  });
});
