import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributes } from '../../scripts/temporal/search-attributes';

describe('docker-compose.yml', () => {
  const file = (name: string) => readFileSync(join(__dirname, '..', '..', name), 'utf8');
  const compose = file('docker-compose.yml');

  it('gives Temporal every search attribute of an order', () => {
    const flags = [...compose.matchAll(/--search-attribute=(\S+)/g)].map(([, flag]) => flag);
    const types = searchAttributes.map(({ name, type }) => `${name}=${TypedSearchAttributes.toMetadataType(type)}`);
    expect(flags.sort()).toEqual(types.sort());
  });

  it('asks for nothing that .env.example does not explain, and for all that it does', () => {
    const asked = new Set([...compose.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const explained = [...file('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...asked].sort()).toEqual(explained.sort());
  });

  it('has no default for a secret', () => {
    const harmless = [
      'COINUT_CONTRACT',
      'DEPOSIT_LIMITS',
      'AUTO_RESEND_MAX',
      'MAX_RESEND_COST',
      'PAYOUTS_PAUSED',
      'SWEEP_INTERVAL',
      'APPROVALS',
      'NOTIFY_URL',
      // Empty, it keeps a worker with NOTIFY_URL from starting.
      'NOTIFY_SECRET',
      'NOTIFY_ALLOW_PRIVATE',
      'VISIBILITY_QUERIES_PER_SECOND',
    ];
    const optional = [...compose.matchAll(/\$\{(\w+)([^}]*)\}/g)].flatMap(([, name = '', rest = '']) =>
      rest.startsWith(':?') ? [] : [name],
    );
    expect(optional.filter((name) => !harmless.includes(name))).toEqual([]);
  });
});
