import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bankAccounts } from '../support/orders';
import { offramp } from './support/command-line';

describe('offramp cutoff', () => {
  it('prints one document with the plan of a transfer', async () => {
    const { exitCode, json } = await offramp(['cutoff', '--currency', 'EUR', '--at', '2026-11-25T14:00:00Z', '--json']);
    expect(exitCode).toBe(0);
    expect(json()).toEqual({
      currency: 'EUR',
      rail: 'sepa',
      zone: 'Europe/Berlin',
      beforeCutoff: false,
      submitAt: '2026-11-25T23:00:00.000Z',
      cutoffAt: '2026-11-26T14:00:00.000Z',
      submissionDate: '2026-11-26',
      settlement: { earliest: '2026-11-27', latest: '2026-11-27' },
      calendarVersion: expect.any(String),
    });
  });

  it('tells people in a sentence', async () => {
    const { out } = await offramp(['cutoff', '--currency', 'EUR'], { now: '2026-11-25T09:00:00Z' });
    expect(out).toContain('Sent before 15:00 in Berlin today');
    expect(out).toContain('expected Thursday 26 November');
  });
});

describe('offramp check-bank-account', () => {
  const check = (account: object) => offramp(['check-bank-account', '-', '--json'], { input: JSON.stringify(account) });

  it('accepts an account of each currency', async () => {
    for (const account of Object.values(bankAccounts)) {
      expect(await check(account)).toMatchObject({ exitCode: 0 });
    }
  });

  it('names every problem at once', async () => {
    const { exitCode, json, err } = await check({ currency: 'EUR', iban: 'DE88370400440532013000', bsb: '1' });
    expect(exitCode).toBe(1);
    expect(json()).toMatchObject({ ok: false });
    for (const field of ['bankName', 'iban', 'swift', 'bsb']) expect(err).toContain(field);
  });
});

describe('the command line', () => {
  it.each([
    ['an unknown command', ['no-such-command']],
    ['an unknown option', ['status', 'order-1', '--loud']],
    ['a missing argument', ['status']],
    ['a currency that is not paid out', ['cutoff', '--currency', 'JPY']],
    ['an instant without an offset', ['cutoff', '--currency', 'EUR', '--at', 'tomorrow']],
    ['no operator', ['retry-now', 'order-1', '--reason', 'why']],
  ])('is wrong usage with %s: exit code 2, a sentence, nothing on standard output', async (_why, words) => {
    const { exitCode, out, err } = await offramp(words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).not.toBe('');
  });

  it('names every setting that is missing', async () => {
    const { exitCode, err } = await offramp(['status', 'order-1']);
    expect(exitCode).toBe(1);
    expect(err).toContain('PAYLOAD_KEYS is required');
  });

  it('works as the offramp bin, straight from the sources', async () => {
    const bin = join(__dirname, '..', '..', 'bin', 'offramp.js');
    const { stdout } = await promisify(execFile)(process.execPath, [bin, 'cutoff', '--currency', 'USD', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ currency: 'USD', rail: 'ach', zone: 'America/New_York' });
  });
});
