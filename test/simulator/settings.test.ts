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

  it('name every error at once', () => {
    const wrong = {
      SIMULATOR_PORT: '70000',
      COINUT_CONTRACT: 'other',
      SIMULATOR_CALLBACK_URL: 'nowhere',
      BANK_REPORT_SECRET: '***',
      SIMULATOR_TIME_SCALE: '-1',
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
