import assert from 'node:assert/strict';
import { findPrompts, type PromptDocument } from '../../../../src/core/prompt/find';
import { importPaths } from '../../../../src/core/prompt/importPaths';
import {
  withImports,
  type ImportedFile,
  type MissingImport,
} from '../../../../src/core/prompt/imports';

const MAIN: PromptDocument = {
  text: "import { LONG } from './texts';\nimport { unused } from './unused';\nclient.responses.create({ model: 'gpt-5', input: LONG })",
  languageId: 'typescript',
  fileName: 'main.ts',
};
const TEXTS: Readonly<Record<string, string>> = {
  '/p/texts.ts': "import { SHORT } from './more/short';\nexport const LONG = SHORT + ' and long';",
  '/p/more/short.ts': "export const SHORT = 'Short';",
};

describe('the files that imports stand for', () => {
  it('are asked for round by round, and only those that a prompt leads to', () => {
    const files: ImportedFile[] = [];
    const rounds: (readonly MissingImport[])[] = [];
    for (let round = 0; round < 4; round++) {
      const missing: MissingImport[] = [];
      findPrompts(withImports(MAIN, files, (one) => missing.push(one)));
      rounds.push(missing);
      for (const one of missing) {
        const path = one.from === '' ? '/p/texts.ts' : '/p/more/short.ts';
        const document = { text: TEXTS[path]!, languageId: '', fileName: path.slice(3) };
        files.push({ ...one, path, document });
      }
    }
    assert.deepEqual(rounds, [
      [{ from: '', module: './texts' }],
      [{ from: '/p/texts.ts', module: './more/short' }],
      [],
      [],
    ]);
    const [prompt] = findPrompts(withImports(MAIN, files));
    assert.equal(prompt?.messages[0]?.text, 'Short and long');
  });

  it('are not asked for again where there is none', () => {
    const none = [{ from: '', module: './texts', path: null, document: null }];
    const missing: MissingImport[] = [];
    const [prompt] = findPrompts(withImports(MAIN, none, (one) => missing.push(one)));
    assert.deepEqual([missing, prompt?.messages[0]?.text], [[], '{LONG}']);
  });

  for (const [module, path] of [
    ['./texts.js', './texts.ts'],
    ['./config/agents.yaml', './config/agents.yaml'],
    ['.texts', 'texts.py'],
    ['..texts', '../texts.py'],
    ['app.texts', '../app/texts.py'],
    ['@/lib/texts', '../../src/lib/texts.ts'],
  ] as const)
    it(`has ${path} among the places of ${module}`, () =>
      assert.ok(importPaths(module).includes(path)));
});
