import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** Files below a folder, their paths with `/`. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative('.', join(entry.parentPath, entry.name)).replaceAll('\\', '/'));

/** `stepRow.tsx`, `stepRow.test.ts`, `spawn.web.ts`: what TypeScript or a tool names otherwise is listed. */
const CAMEL_CASE = /^[a-z][A-Za-z0-9]*(?:\.[a-z0-9]+)*$/;
const NAMED_BY_TOOLS = new Set(['worker-threads.d.ts', 'fs-promises.d.ts', 'host-tests.d.ts']);

describe('the house', () => {
  it('names its files in camelCase', () => {
    const files = [...filesIn('src'), ...filesIn('test')].filter(
      (file) =>
        !/(?:^|\/)(?:fixtures|cases|data)\//.test(file) && /\.(?:tsx?|mjs|css|json)$/.test(file),
    );
    assert.ok(files.length > 500);
    const others = files.filter((file) => {
      const name = basename(file);
      return !CAMEL_CASE.test(name) && !NAMED_BY_TOOLS.has(name);
    });
    assert.deepEqual(others, []);
  });
});
