import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { converterPaths, createDataConverter } from '../../src/encryption/data-converter';
import { failureConverter } from '../../src/encryption/failure-converter';
import { payloadConverter } from '../../src/encryption/payload-converter';
import { keyRingOf, newKey } from './key-rings';

const run = promisify(execFile);
const root = resolve(__dirname, '../..');

/** Loads the data converter as Temporal does and prints which files it came from. */
function script(folder: string): string {
  return `
    const { createDataConverter } = require(${JSON.stringify(join(folder, 'data-converter'))});
    const { loadDataConverter } = require('@temporalio/common/lib/internal-non-workflow');
    const dataConverter = createDataConverter({ keyRing: 'none', namespace: 'default' });
    const { payloadConverter, failureConverter } = loadDataConverter(dataConverter);
    console.log(JSON.stringify({
      paths: [dataConverter.payloadConverterPath, dataConverter.failureConverterPath],
      value: payloadConverter.fromPayload({}),
      message: failureConverter.errorToFailure(new Error('x'), payloadConverter).message,
    }));`;
}

const loaded = (folder: string, extension: string) => ({
  paths: [join(folder, `payload-converter.${extension}`), join(folder, `failure-converter.${extension}`)],
  value: { unreadable: true },
  message: 'Encoded failure',
});

describe('the data converter', () => {
  it('loads our converters by path under jest', () => {
    const dataConverter = loadDataConverter(createDataConverter({ keyRing: keyRingOf(newKey), namespace: 'default' }));
    expect(dataConverter.payloadConverter).toBe(payloadConverter);
    expect(dataConverter.failureConverter).toBe(failureConverter);
    expect(dataConverter.payloadCodecs).toHaveLength(1);
  });

  it('has the same converters and no codec with none', () => {
    expect(createDataConverter({ keyRing: 'none', namespace: 'default' })).toEqual({
      ...converterPaths,
      payloadCodecs: [],
    });
  });

  it('loads our converters by path from TypeScript sources under tsx', async () => {
    const folder = join(root, 'src/encryption');
    const { stdout } = await run(process.execPath, ['--require', 'tsx/cjs', '--eval', script(folder)], { cwd: root });
    expect(JSON.parse(stdout)).toEqual(loaded(folder, 'ts'));
  });

  it('loads our converters by path from compiled sources', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'offramp-encryption-'));
    try {
      await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
      await compile(join(root, 'src/encryption'), folder);
      const { stdout } = await run(process.execPath, ['--eval', script(folder)], { cwd: folder });
      expect(JSON.parse(stdout)).toEqual(loaded(folder, 'js'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

async function compile(from: string, to: string): Promise<void> {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2023, esModuleInterop: true };
  for (const file of await readdir(from)) {
    const { outputText } = transpileModule(await readFile(join(from, file), 'utf8'), { compilerOptions });
    await writeFile(join(to, `${basename(file, '.ts')}.js`), outputText);
  }
}
