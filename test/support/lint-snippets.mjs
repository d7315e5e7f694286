// Reads a JSON list of { file, code, typed } and writes a list of the problems ESLint sees in each. A program of its
// own, since ESLint loads its configuration with import(), which jest's module system does not allow.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

// Rules that need types can only be asked about files that exist; the others must not wait for types.
const typed = new ESLint();
const untyped = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

const problems = [];
for (const { file, code, typed: needsTypes } of JSON.parse(await text(process.stdin))) {
  const [result] = await (needsTypes ? typed : untyped).lintText(code, { filePath: file });
  problems.push(result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(problems));
