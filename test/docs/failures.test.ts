import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  failurePolicies,
  ownFailureTypes,
  waitingFailureTypes,
  type FailurePolicy,
} from '../../src/activities/failures';
import { OPERATOR_REFUSED, ORDER_DECIDING } from '../../src/encryption/failure-converter';
import { attentionReasons } from '../../src/signals/attention-reasons';
import { failureReasons } from '../../src/workflows/failure-reasons';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'failures.md'), 'utf8');

/** The rows of the table under a heading, each by the names of its columns. */
function tableUnder(heading: string): Record<string, string>[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [names = [], , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column] ?? ''])));
}

function triedAgain(type: string, { retried, effect }: FailurePolicy): string {
  if (!retried) return 'no';
  if (effect === 'unknown') return 'later';
  return type === 'CoinutRateLimited' ? 'soon, and not before `Retry-After`' : 'soon';
}

function attentionFor(reason: string): string {
  return reason === 'as-it-was-called'
    ? '`outcome-unknown` after a create, `provider-unavailable` after a read'
    : `\`${reason}\``;
}

const failures = tableUnder('Failures of activities');
const reasons = tableUnder('Reasons for attention');
const inCode: [type: string, triedAgain: string, attention: string][] = [
  ...Object.entries(failurePolicies).map<[string, string]>(([type, policy]) => [type, triedAgain(type, policy)]),
  ...ownFailureTypes.map<[string, string]>((type) => [type, 'no']),
  // What may still land is waited for.
  ...waitingFailureTypes.map<[string, string]>((type) => [type, type === 'EarlierRunUnderWay' ? 'later' : 'soon']),
].map(([type, again]) => [
  type,
  again,
  attentionFor(Object.entries(failureReasons).find(([t]) => t === type)?.[1] ?? ''),
]);
const rows = [
  ...inCode,
  [OPERATOR_REFUSED, 'no', 'nothing'] as const,
  [ORDER_DECIDING, 'by client and command line', 'nothing'] as const,
  // No order stands still over what its backend does not hear.
  ['NotificationNotTaken', 'soon', 'nothing'] as const,
];

describe('the page about failures', () => {
  it.each(rows)(
    'tells of %s when it is tried again and what for the order needs attention',
    (type, again, attention) => {
      expect(failures.filter((row) => row.type === `\`${type}\``)).toEqual([
        expect.objectContaining({ 'tried again': again, 'the order needs attention for': attention }),
      ]);
    },
  );

  it('tells of no failure that cannot happen', () => {
    expect(failures.map(({ type }) => type).sort()).toEqual(rows.map(([type]) => `\`${type}\``).sort());
  });

  it.each(Object.entries(attentionReasons))('tells of the reason %s what the order says', (reason, sentence) => {
    expect(reasons.filter((row) => row.reason === `\`${reason}\``)).toEqual([
      expect.objectContaining({ 'what it says': sentence }),
    ]);
  });

  it('tells of no reason that no order can have', () => {
    const known = Object.keys(attentionReasons).map((reason) => `\`${reason}\``);
    expect(reasons.map(({ reason }) => reason).sort()).toEqual(known.sort());
  });

  it('says of each who acts, and how', () => {
    for (const row of [...failures, ...reasons])
      expect(row['who acts, and how']).toMatch(/^(?:Nobody|Operator|Backend|As )/);
    for (const row of failures) expect(row['what happened']).toMatch(/\.$/);
  });

  it('knows every type of failure that the sources name', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const named = sources.flatMap((name) => {
      const source = readFileSync(join(root, 'src', name), 'utf8');
      const thrown = source.matchAll(
        /(?:ApplicationFailure\.(?:nonRetryable|retryable|create)|notYet|refusal)\([^;]*?'([A-Z]\w+)'/g,
      );
      return [...thrown].map(([, type]) => `\`${type}\``);
    });
    expect(named.length).toBeGreaterThan(0);
    expect(failures.map(({ type }) => type)).toEqual(expect.arrayContaining(named));
  });
});
