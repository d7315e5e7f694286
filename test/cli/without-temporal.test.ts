import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

  it.each([
    [
      'before the cutoff',
      ['--currency', 'EUR'],
      '2026-11-25T09:00:00Z',
      'Sent before 15:00 in Frankfurt today; expected Thursday 26 November. 15:00 there is 14:00 UTC.',
    ],
    [
      'after it',
      ['--currency', 'USD'],
      '2026-11-25T22:00:00Z',
      'ACH takes no more transfers today. Sent before 17:00 in New York on Friday 27 November; ' +
        'expected Monday 30 November to Tuesday 1 December. 17:00 there is 22:00 UTC.',
    ],
    [
      'on a day without transfers, over the end of a year',
      ['--currency', 'GBP'],
      '2026-12-28T12:00:00Z',
      'Faster Payments takes no transfers today. Sent before 17:00 in London on Tuesday 29 December; ' +
        'expected Wednesday 30 December. 17:00 there is 17:00 UTC.',
    ],
    [
      'into another year',
      ['--currency', 'SGD'],
      '2026-12-31T02:00:00Z',
      'Sent before 14:00 in Singapore today; expected Monday 4 January 2027. 14:00 there is 06:00 UTC.',
    ],
    [
      'to an account abroad',
      ['--currency', 'EUR', '--account-country', 'gb'],
      '2026-05-22T10:00:00Z',
      'Sent before 15:00 in Frankfurt today; expected Tuesday 26 May. 15:00 there is 13:00 UTC.',
    ],
  ])('tells people in sentences: %s', async (_when, options, now, sentence) => {
    expect(await offramp(['cutoff', ...options], { now })).toEqual({
      exitCode: 0,
      out: `${sentence}\n`,
      err: '',
      json: expect.any(Function),
    });
  });

  it('takes the operator’s overlay into account', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'offramp-overlay-'));
    const BANKING_OVERLAY = join(folder, 'overlay.json');
    const ask = () => offramp(['cutoff', '--currency', 'EUR', '--json'], { environment: { BANKING_OVERLAY } });
    writeFileSync(BANKING_OVERLAY, '{"rails": [{"rail": "sepa", "cutoff": "09:30", "reason": "our bank’s own"}]}');
    expect((await ask()).json()).toMatchObject({
      beforeCutoff: false,
      submissionDate: '2026-11-25',
      calendarVersion: expect.stringMatching(/^T2@2026-11-22\+overlay:[0-9a-f]{8}$/),
    });
    writeFileSync(BANKING_OVERLAY, '{"rails": [{"rail": "sepa"}]}');
    expect(await ask()).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('rails[0].reason') });
    rmSync(folder, { recursive: true });
  });

  it('does not guess beyond the bank calendars', async () => {
    const { exitCode, out, err } = await offramp(['cutoff', '--currency', 'EUR', '--at', '2030-06-03T12:00:00Z']);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain('cannot say whether 2030-06-03 is open');
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

describe('offramp explain-code', () => {
  it.each([
    ['r03', 'ach', 'account-invalid', 'new-account'],
    ['AC06', 'iso20022', 'account-blocked', 'hold'],
    ['SCHEME_IS_DOWN', 'fps', 'transient', 'resend'],
    ['989', 'eft', 'unspecified', 'operator'],
  ])('prints one document: %s', async (code, scheme, kind, action) => {
    const { exitCode, json } = await offramp(['explain-code', code, '--json']);
    expect(exitCode).toBe(0);
    expect(json()).toEqual({
      code: code.toUpperCase(),
      explanations: [
        {
          scheme,
          class: kind,
          action,
          meaning: expect.any(String),
          worker: expect.any(String),
          operator: expect.any(String),
        },
      ],
    });
  });

  it('tells people what it means, what the worker does and what they do', async () => {
    const { out } = await offramp(['explain-code', 'R03']);
    expect(out).toBe(
      'R03, ACH: No account with this number could be found.\n' +
        '  class        account-invalid\n' +
        '  the worker   Waits for a new bank account, then sends in the next window of its rail.\n' +
        '  an operator  Ask the customer for a new account (replace-bank-account), and say when the money is back ' +
        '(confirm-funds-returned).\n',
    );
  });

  it('explains a code for each scheme that knows it, or for the one that is asked for', async () => {
    const everywhere = await offramp(['explain-code', 'E199', '--json']);
    expect(everywhere.json()).toMatchObject({ explanations: [{ scheme: 'becs' }, { scheme: 'npp' }] });
    const inOne = await offramp(['explain-code', 'E199', '--scheme', 'npp', '--json']);
    expect(inOne.json()).toMatchObject({ explanations: [{ scheme: 'npp', class: 'unknown-outcome' }] });
  });

  it('says honestly that it does not know a code', async () => {
    const { exitCode, out, err } = await offramp(['explain-code', 'XX99']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toBe('XX99: unknown: the order waits for an operator.\n');
    const { json } = await offramp(['explain-code', 'XX99', '--json']);
    expect(json()).toMatchObject({ code: 'XX99', explanations: [{ class: 'unknown-code', action: 'operator' }] });
  });

  it('says where a code belongs that is asked for in the wrong scheme', async () => {
    const { out } = await offramp(['explain-code', 'R03', '--scheme', 'fps']);
    expect(out).toBe('R03, Faster Payments: unknown: the order waits for an operator. It is a code of ACH.\n');
  });
});

describe('the command line', () => {
  it.each([
    ['an unknown command', ['no-such-command']],
    ['an unknown option', ['status', 'order-1', '--loud']],
    ['a missing argument', ['status']],
    ['a currency that is not paid out', ['cutoff', '--currency', 'JPY']],
    ['a country that is no code', ['cutoff', '--currency', 'EUR', '--account-country', 'Spain']],
    ['an instant without an offset', ['cutoff', '--currency', 'EUR', '--at', 'tomorrow']],
    ['a family of codes that there is not', ['explain-code', 'R03', '--scheme', 'visa']],
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
