import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Replaying a recorded history fails with "type must be a Type" as soon as two packages load different copies of
// protobufjs, and worker, client and workflows must agree on one SDK version.
const root = join(__dirname, '..');

interface PackageFile {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
interface LockFile {
  packages: Record<string, { version?: string }>;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
}

/** What npm recorded to have put on this disk; package-lock.json says what it will put on others. */
const lockFiles = ['package-lock.json', 'node_modules/.package-lock.json'];

describe.each(lockFiles)('%s', (file) => {
  const installed = Object.entries(readJson<LockFile>(file).packages);

  it('has one copy of protobufjs', () => {
    expect(installed.map(([place]) => place).filter((place) => place.endsWith('node_modules/protobufjs'))).toEqual([
      'node_modules/protobufjs',
    ]);
  });

  it('has all of Temporal in one version', () => {
    const versions = installed.filter(([place]) => place.includes('node_modules/@temporalio/'));
    expect(versions.length).toBeGreaterThan(5);
    expect(new Set(versions.map(([, { version }]) => version)).size).toBe(1);
  });
});

describe('package.json', () => {
  it('asks for all of Temporal in one exact version', () => {
    const { dependencies, devDependencies } = readJson<PackageFile>('package.json');
    const wanted = Object.entries({ ...dependencies, ...devDependencies })
      .filter(([name]) => name.startsWith('@temporalio/'))
      .map(([, version]) => version);
    expect(new Set(wanted).size).toBe(1);
    expect(wanted[0]).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
